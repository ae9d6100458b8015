import { readFile, realpath } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { parse as parseIni } from 'ini'
import * as z from 'zod'
import { longestPrefix } from '../text.ts'

/** A folder in a repository on the web. */
type Source = {
  readonly forge: 'github' | 'gitlab' | 'forgejo'
  /** The repository’s own page, `https://github.com/acme/blink`. */
  readonly repository: string
  /** A branch; `HEAD` is the main one. */
  readonly branch: string
  /** The folder within the repository, `content/episodes`; empty for its root. */
  readonly folder: string
}

/**
 * Reads where a show’s files live: the URL of a repository or of a folder in it, as GitHub, GitLab and Forgejo (Codeberg,
 * Gitea) write them. Undefined for anything else. A name and password in the URL are dropped.
 */
export function readSource(written: string): Source | undefined {
  if (!URL.canParse(written)) return undefined
  const { protocol, host, pathname } = new URL(written)
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  const path = pathname.replace(/\/+$/, '')
  for (const { forge, hosts, folder } of forges) {
    const at = folder.exec(path)
    const repository = (at ? path.slice(0, at.index) : path).replace(/\.git$/, '')
    const isKnown = hosts.test(host) || (at !== null && forge !== 'github')
    if (!isKnown || repository.split('/').length < 3) continue
    const [branch, inside] = [decoded(at?.[1] ?? 'HEAD'), decoded(at?.[2] ?? '')]
    if (branch === undefined || inside === undefined) return undefined
    return { forge, repository: `https://${host}${repository}`, branch, folder: inside }
  }
  return undefined
}

/** On hosts of other names, a repository is known by the way its folders are written. GitHub’s is the least special. */
const forges = [
  { forge: 'gitlab', hosts: /(^|\.)gitlab\./, folder: /\/-\/(?:tree|blob)\/([^/]+)(?:\/(.+))?$/ },
  {
    forge: 'forgejo',
    hosts: /(^|\.)(codeberg\.org|forgejo\.|gitea\.)/,
    folder: /\/src\/branch\/([^/]+)(?:\/(.+))?$/,
  },
  { forge: 'github', hosts: /(^|\.)github\./, folder: /\/(?:tree|blob)\/([^/]+)(?:\/(.+))?$/ },
] as const

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** The page that shows a file at one of its lines. Markdown is shown as text, since only text has lines. */
export function lineUrl({ forge, repository, branch, folder }: Source, file: string, line: number): string {
  const path = [branch, folder, file]
    .flatMap(part => part.split('/'))
    .filter(Boolean)
    .map(encodeURIComponent)
    .join('/')
  const isMarkdown = /\.(md|markdown|mdx)$/i.test(file)
  const [view, asText] = {
    github: ['blob', '?plain=1'],
    gitlab: ['-/blob', '?plain=1'],
    forgejo: [branch === 'HEAD' ? 'src' : 'src/branch', '?display=source'],
  }[forge] as [string, string]
  return `${repository}/${view}/${path}${isMarkdown ? asText : ''}#L${line}`
}

/**
 * The page for a new issue, already filled in. The text is cut if the URL would be too long.
 *
 * @param maxLength of the URL.
 */
export function issueUrl(
  { forge, repository }: Source,
  issue: { readonly title: string; readonly text: string; readonly end: string },
  maxLength: number,
): string {
  const isGitlab = forge === 'gitlab'
  const urlOf = (text: string): string => {
    const url = new URL(`${repository}/${isGitlab ? '-/issues/new' : 'issues/new'}`)
    url.searchParams.set(isGitlab ? 'issue[title]' : 'title', issue.title)
    url.searchParams.set(isGitlab ? 'issue[description]' : 'body', text + issue.end)
    return url.href
  }
  const whole = urlOf(issue.text)
  if (whole.length <= maxLength) return whole
  return urlOf(`${longestPrefix(issue.text, maxLength, prefix => urlOf(`${prefix}…`).length <= maxLength)}…`)
}

/** How many folders above the content may hold the repository. */
const MAX_LEVELS = 8

const remote = z.object({ url: z.string() })

/**
 * Where the files of a cloned folder live, by the remote that Git calls `origin`: the URL of this folder there, without the
 * name and password that a remote may have. Undefined if the folder is no clone, or its remote is no such site.
 */
export async function sourceOfClone(folder: string): Promise<string | undefined> {
  try {
    const content = await realpath(folder)
    let root = content
    for (let level = 0; level <= MAX_LEVELS; level++) {
      const head = await readFile(join(root, '.git', 'HEAD'), 'utf8').catch(() => undefined)
      if (head !== undefined) {
        const config = parseIni(await readFile(join(root, '.git', 'config'), 'utf8'))
        const { data } = remote.safeParse(config['remote "origin"'])
        const source = data && readSource(webAddress(data.url))
        if (!source) return undefined
        const branch = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim() ?? 'HEAD'
        return folderUrl({ ...source, branch, folder: relative(root, content).split(sep).join('/') })
      }
      if (dirname(root) === root) return undefined
      root = dirname(root)
    }
    return undefined
  } catch {
    // Git keeps its files for itself; whatever cannot be read is no answer.
    return undefined
  }
}

/** `git@github.com:acme/blink.git` and `ssh://git@github.com/acme/blink` → `https://github.com/acme/blink` */
function webAddress(url: string): string {
  const short = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(url)
  if (short) return `https://${short[1]}/${short[2]}`
  if (!URL.canParse(url)) return ''
  const { hostname, pathname, protocol } = new URL(url)
  return /^(https?|ssh|git):$/.test(protocol) ? `https://${hostname}${pathname}` : ''
}

function folderUrl({ forge, repository, branch, folder }: Source): string {
  const view = { github: 'tree', gitlab: '-/tree', forgejo: 'src/branch' }[forge]
  // A branch is one part, though its name may have slashes.
  const path = [branch, ...folder.split('/')].filter(Boolean).map(encodeURIComponent).join('/')
  return `${repository}/${view}/${path}`
}
