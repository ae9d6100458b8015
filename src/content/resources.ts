import type { Candidate, Notes } from './description.ts'
import { cleanLink, linkKey } from './links.ts'
import { warning } from './problems.ts'
import { type Directory, isFrontPage } from './references.ts'
import { repairLink } from './repair-links.ts'
import type { Problem, Resource } from './types.ts'

export type Recommended = {
  readonly resources: readonly Resource[]
  readonly references: readonly string[]
  readonly problems: readonly Problem[]
}

/** What the resources of one episode are judged by, from the whole show. */
export type Judgement = {
  readonly directory: Directory
  readonly sites: ReadonlySet<string>
  /** Links that stand in most episodes, by `linkKey`. */
  readonly boilerplate: ReadonlySet<string>
}

/** The links that an episode recommends, each once, and the episodes it refers to. */
export function findResources(file: string, id: string, notes: Notes, judgement: Judgement): Recommended {
  const { directory, sites, boilerplate } = judgement
  const resources = new Map<string, Resource>()
  const references = new Set<string>()
  const problems: Problem[] = []
  for (const candidate of notes.candidates) {
    const { url: written, label, line } = candidate
    const say = (fault: string, mend: string): void =>
      void problems.push(warning(file, line, `The link “${label || written}” ${fault}.`, mend))
    const mended = repairLink(written)
    if (mended.kind === 'inside') continue
    if (mended.kind === 'unusable') {
      say(mended.fault, 'Write its whole address, https://…, or delete the link.')
      continue
    }
    const other = mended.kind === 'relative' ? directory.byPath(mended.path) : directory.byAddress(mended.url)
    if (other === undefined && mended.kind === 'relative') {
      say(
        `leads to ${mended.path}, which is no episode of this show`,
        'Write its whole address, https://…, or the slug of an episode.',
      )
      continue
    }
    const fault = (mended.kind === 'link' ? mended.fault : undefined) ?? candidate.fault
    if (fault !== undefined) say(fault, `Write it as ${mended.kind === 'link' ? mended.url : written}.`)
    if (other !== undefined) {
      if (other !== id) references.add(other)
      continue
    }
    if (mended.kind === 'relative') continue
    const key = linkKey(mended.url)
    if (boilerplate.has(key) || notes.sponsored.has(key) || isFrontPage(mended.url, sites)) continue
    if (!candidate.listed && isProfile(mended.url)) continue
    const resource = resourceOf(candidate, cleanLink(mended.url))
    const before = resources.get(key)
    if (before === undefined || saysMore(resource, before)) resources.set(key, resource)
  }
  return { resources: [...resources.values()], references: [...references], problems }
}

function resourceOf({ url: written, label: words, around, under, listed, line }: Candidate, url: string): Resource {
  const bare = words === '' || words === written || /^(https?:|www\.)/i.test(words)
  const rest = bare && listed ? besides(around, words) : around
  const label = !bare ? words : rest !== around && isLabel(rest) ? rest : withoutScheme(url)
  const said = plain(rest)
  const repeats = rest === '' || [label, words].some(text => said === plain(text))
  const context = under === undefined ? rest : `${under}: ${repeats ? label : rest}`
  return { url, label, ...((under !== undefined || !repeats) && { context }), line }
}

/** “Projen’s website: https://projen.io/” → “Projen’s website”: what a bullet says without the address at either end. */
function besides(bullet: string, address: string): string {
  const end = bullet.replace(/[\s)\]>.]+$/, '')
  if (address === '') return bullet
  if (end.endsWith(address)) return end.slice(0, -address.length).replace(/[\s:([<–—-]+$/, '')
  return bullet.startsWith(address) ? bullet.slice(address.length).replace(/^[\s:–—-]+/, '') : bullet
}

const isLabel = (text: string): boolean => text !== '' && text.length <= 80 && !/https?:/.test(text)

/** A bare address without words is named by itself. */
const withoutScheme = (url: string): string => url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

const saysMore = (one: Resource, other: Resource): boolean =>
  one.context !== undefined && other.context === undefined && plain(one.label) === plain(other.label)

/** A link in more than half of the episodes is the show's furniture. Fewer than five episodes cannot tell. */
export function boilerplateOf(linksByEpisode: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  if (linksByEpisode.length < 5) return new Set()
  const counts = new Map<string, number>()
  for (const key of linksByEpisode.flatMap(links => [...links])) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count * 2 > linksByEpisode.length).map(([key]) => key))
}

/** By host, the beginnings of a path that lead to a person or a show; an empty one stands for the first part of any path. */
const networks: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'twitter.com': [''],
    'x.com': [''],
    'instagram.com': [''],
    'facebook.com': [''],
    'threads.net': [''],
    'threads.com': [''],
    'tiktok.com': [''],
    'twitch.tv': [''],
    'patreon.com': [''],
    'linkedin.com': ['in', 'company', 'pub'],
    'bsky.app': ['profile'],
    'youtube.com': ['c', 'user', 'channel'],
    'discord.gg': [''],
    'discord.com': ['invite'],
    'linktr.ee': [''],
  }),
)

/** Whether an address is somebody's page on a social network rather than something they made there. */
function isProfile(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  const parts = pathname.split('/').filter(Boolean)
  const [first = '', second] = parts
  // `@name` alone is how YouTube, TikTok, Threads and all of Mastodon write a profile.
  if (first.startsWith('@') && second === undefined) return true
  const starts = networks.get(hostname.replace(/^(www|m|mobile)\./, '')) ?? []
  return starts.includes('') ? parts.length === 1 : starts.includes(first) && parts.length === 2
}
