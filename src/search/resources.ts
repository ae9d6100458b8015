import { linkKey } from '../content/links.ts'
import type { Episode, Resource } from '../content/types.ts'
import type { Library } from './library.ts'
import { parseQuery, type Query } from './query.ts'
import { normalizeName, wordsOf } from './tokenizer.ts'

/** What each field counts: what the link is called, what is said about it, its address, and what its episode is about. */
const IMPORTANCE = { label: 3, context: 2, host: 1.5, path: 1, episode: 0.7 } as const

/** A link that covers half of what was asked is worth much less than half: this lifts it to a third. */
const COVER = 1.5

/** A link of the kind that was asked for (`github`, `video`). */
const KIND = 1.3

/** What fits so much worse than the best is left out: links whose episode has the word somewhere, mostly. */
const FAINT = 0.1

/** BM25's k and b. Labels are short, so their length says little. */
const SATURATION = 1.2
const LENGTH = 0.5

/** Links about something, best first. `episode` keeps its own, as it spells them. */
export function findResources(library: Library, about: string, episode?: Episode): readonly ResourceRow[] {
  return resourcesFor(library, parseQuery(library, about), about, episode)
}

/** The same for a question that has been read already. */
export function resourcesFor(
  library: Library,
  question: Query,
  about: string,
  episode?: Episode,
): readonly ResourceRow[] {
  const { scores, cover } = scoreRows(library, question)
  const kinds = kindsAskedFor(wordsOf(about).map(word => word.plain))
  const found: { row: ResourceRow; score: number }[] = []
  library.resources.forEach((row, i) => {
    const fits = (scores[i] ?? 0) > 0 && (!episode || row.mentions.some(mention => mention.episode === episode))
    if (!fits) return
    const ofKind = kinds.filter(isOf => isOf(row)).length
    const score = (scores[i] ?? 0) * (cover[i] ?? 0) ** COVER * KIND ** ofKind
    if (score > 0) found.push({ row, score })
  })
  found.sort((a, b) => b.score - a.score)
  const rows = found.filter(({ score }) => score >= FAINT * (found[0]?.score ?? 0)).map(({ row }) => row)
  return episode ? rows.flatMap(row => narrowed(row, episode)) : rows
}

/** An episode's links in the order in which it lists them. */
export function resourcesOf(episode: Episode): readonly ResourceRow[] {
  return resourceRows([episode])
}

/** Labels that begin with what has been typed, then labels in which each of its words begins a word. */
export function completeResources(library: Library, typed: string, most: number): readonly string[] {
  const start = normalizeName(typed)
  const words = start.split(' ')
  const ranked = library.resources.toReversed().flatMap(({ label }) => {
    const name = normalizeName(label)
    if (name.startsWith(start)) return [{ label, rank: 0 }]
    const parts = name.split(' ')
    return words.every(word => parts.some(part => part.startsWith(word))) ? [{ label, rank: 1 }] : []
  })
  return [...new Set(ranked.sort((a, b) => a.rank - b.rank).map(({ label }) => label))].slice(0, most)
}

/** For each row the BM25 of its fields, and the share of the question's weight that it has in any of them. */
function scoreRows({ resources, links }: Library, question: Query) {
  const scores = new Float64Array(resources.length)
  const cover = new Float64Array(resources.length)
  const weights = question.words.map(word => Math.max(...word.terms.map(({ stem }) => links.weight(stem)), 0))
  const all = weights.reduce((sum, weight, i) => sum + (weight || links.weight(question.words[i]?.word ?? '')), 0)
  question.words.forEach(({ terms }, i) => {
    const covered = new Set<number>()
    for (const { stem, share } of terms) {
      for (const [name, importance] of Object.entries(IMPORTANCE)) {
        const field = links.fields[name as keyof typeof IMPORTANCE]
        const { documents, counts } = field.of(stem)
        documents.forEach((row, j) => {
          const length = ((field.lengths[row] ?? 0) * resources.length) / field.words
          const [count, slack] = [counts[j] ?? 0, SATURATION * (1 - LENGTH + LENGTH * length)]
          scores[row] = (scores[row] ?? 0) + (importance * share * links.weight(stem) * count) / (count + slack)
          covered.add(row)
        })
      }
    }
    for (const row of covered) cover[row] = (cover[row] ?? 0) + (weights[i] ?? 0) / all
  })
  return { scores, cover }
}

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

/** One link, however the episodes spell it, with everything they say about it. */
export type ResourceRow = {
  /** As the latest episode has it. */
  readonly url: string
  readonly label: string
  readonly context?: string
  /** Each place where it is recommended, oldest first. */
  readonly mentions: readonly Mention[]
}

export type Mention = { readonly episode: Episode; readonly resource: Resource }

/** The show's links, one row a link, in the order in which they first appeared. */
export function resourceRows(episodes: readonly Episode[]): readonly ResourceRow[] {
  const mentions = new Map<string, Mention[]>()
  for (const episode of episodes) {
    for (const resource of episode.resources) {
      const key = linkKey(resource.url)
      const others = mentions.get(key)
      if (others) others.push({ episode, resource })
      else mentions.set(key, [{ episode, resource }])
    }
  }
  return [...mentions.values()].flatMap(rowOf)
}

/** The same link as one episode has it; nothing when the episode does not have it. */
export function narrowed(row: ResourceRow, episode: Episode): readonly ResourceRow[] {
  return rowOf(row.mentions.filter(mention => mention.episode === episode))
}

export function rowOf(mentions: readonly Mention[]): readonly ResourceRow[] {
  const latest = mentions.at(-1)
  return latest ? [{ ...latest.resource, mentions }] : []
}
