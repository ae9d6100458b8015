import type { ResourceRow } from './resource-rows.ts'

/** Words with which people ask for a kind of link, and how such a link is told by its host or by what is said of it. */
type Kind = { readonly words: readonly string[]; readonly hosts: readonly string[]; readonly says: RegExp }

const KINDS: readonly Kind[] = [
  {
    words: ['github', 'repo', 'repos', 'repository', 'code'],
    hosts: ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'],
    says: /\b(?:repo|repository|source code)\b/i,
  },
  {
    words: ['video', 'videos', 'youtube', 'watch'],
    hosts: ['youtube.com', 'youtu.be', 'vimeo.com', 'twitch.tv'],
    says: /\b(?:video|live ?stream)\b/i,
  },
  {
    words: ['article', 'articles', 'blog', 'post', 'posts'],
    hosts: ['medium.com', 'dev.to', 'substack.com', 'hashnode.dev'],
    says: /\b(?:article|blog|post)\b/i,
  },
  { words: ['docs', 'documentation', 'reference'], hosts: [], says: /\b(?:docs|documentation|reference)\b/i },
  {
    words: ['book', 'books'],
    hosts: ['manning.com', 'oreilly.com', 'leanpub.com', 'packtpub.com'],
    says: /\bbooks?\b/i,
  },
  {
    words: ['tool', 'tools', 'library', 'cli'],
    hosts: ['npmjs.com', 'crates.io', 'pypi.org'],
    says: /\b(?:tool|library|cli)\b/i,
  },
]

/** For each kind of link that a query names, whether a row is of it. */
export function kindsAskedFor(words: readonly string[]): readonly ((row: ResourceRow) => boolean)[] {
  return KINDS.filter(kind => kind.words.some(word => words.includes(word))).map(kind => row => isOf(kind, row))
}

function isOf({ hosts, says }: Kind, { url, mentions }: ResourceRow): boolean {
  const { hostname, pathname } = new URL(url)
  const atHost = hosts.some(host => hostname === host || hostname.endsWith(`.${host}`))
  const texts = mentions.flatMap(({ resource }) => [resource.label, resource.context ?? ''])
  return atHost || [hostname, pathname, ...texts].some(text => says.test(text))
}
