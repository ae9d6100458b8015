import type { Candidate, Notes } from './description.ts'
import { cleanLink, isMedia, linkKey } from './links.ts'
import { warning } from './problems.ts'
import { type EpisodeDirectory, isFrontPage } from './references.ts'
import { repairLink } from './repair-links.ts'
import type { Episode, Problem, Resource } from './types.ts'

type ResourcesFound = {
  readonly resources: readonly Resource[]
  readonly references: readonly string[]
  readonly problems: readonly Problem[]
}

/** What the whole show says about the links of one episode. */
export type ShowContext = {
  readonly directory: EpisodeDirectory
  readonly sites: ReadonlySet<string>
  /** Links that most episodes have, by `linkKey`. */
  readonly boilerplate: ReadonlySet<string>
}

/** The links that an episode recommends, each once, and the episodes it refers to. */
export function readResources(
  file: string,
  { id, links }: Pick<Episode, 'id' | 'links'>,
  notes: Notes,
  context: ShowContext,
): ResourcesFound {
  const { directory, sites, boilerplate } = context
  const resources = new Map<string, Resource>()
  const references = new Set<string>()
  const problems: Problem[] = []
  const own = new Set(Object.values(links).map(linkKey))
  for (const candidate of notes.candidates) {
    const { url: written, label, line } = candidate
    const warn = (fault: string, fix: string): void =>
      void problems.push(warning(file, line, `The link “${label || written}” ${fault}.`, fix))
    const repaired = repairLink(written)
    if (repaired.kind === 'inside') continue
    if (repaired.kind === 'unusable') {
      warn(repaired.fault, 'Write the whole URL, https://…, or delete the link.')
      continue
    }
    const other = repaired.kind === 'relative' ? directory.byPath(repaired.path) : directory.byAddress(repaired.url)
    if (other === undefined && repaired.kind === 'relative') {
      warn(
        `points to ${repaired.path}, which is not an episode of this show`,
        'Write the whole URL, https://…, or the slug of an episode.',
      )
      continue
    }
    const fault = (repaired.kind === 'link' ? repaired.fault : undefined) ?? candidate.fault
    if (fault !== undefined) warn(fault, `Write it as ${repaired.kind === 'link' ? repaired.url : written}.`)
    if (other !== undefined) {
      if (other !== id) references.add(other)
      continue
    }
    if (repaired.kind === 'relative') continue
    const key = linkKey(repaired.url)
    if (boilerplate.has(key) || notes.sponsored.has(key) || isFrontPage(repaired.url, sites)) continue
    if (!candidate.listed && isProfile(repaired.url)) continue
    if (own.has(key) || isService(candidate, repaired.url)) continue
    const resource = resourceOf(candidate, cleanLink(repaired.url))
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

/** The text of a list item without the URL at either end: “Projen’s website: https://projen.io/” → “Projen’s website”. */
function besides(bullet: string, address: string): string {
  const end = bullet.replace(/[\s)\]>.]+$/, '')
  if (address === '') return bullet
  if (end.endsWith(address)) return end.slice(0, -address.length).replace(/[\s:([<–—-]+$/, '')
  return bullet.startsWith(address) ? bullet.slice(address.length).replace(/^[\s:–—-]+/, '') : bullet
}

const isLabel = (text: string): boolean => text !== '' && text.length <= 80 && !/https?:/.test(text)

/** The label of a bare URL is the URL itself, without its scheme. */
const withoutScheme = (url: string): string => url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

const saysMore = (one: Resource, other: Resource): boolean =>
  one.context !== undefined && other.context === undefined && plain(one.label) === plain(other.label)

/** Links in more than half of the episodes, by `linkKey`; none if there are fewer than five episodes. */
export function boilerplateOf(linksByEpisode: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  if (linksByEpisode.length < 5) return new Set()
  const counts = new Map<string, number>()
  for (const key of linksByEpisode.flatMap(links => [...links])) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count * 2 > linksByEpisode.length).map(([key]) => key))
}

/** Where people fill in forms. */
const FORMS =
  /^(forms\.gle|(www\.)?surveymonkey\.\w+|[\w-]+\.typeform\.com|tally\.so|forms\.office\.com|[\w-]+\.jotform\.com)$/

/** Words for what members may tell the hosts, in the languages that podcasts are in. */
const FEEDBACK =
  /feedback|survey|umfrage|rückmeldung|kommentar|comentario|comentário|encuesta|pesquisa|sondage|commentaire|sondaggio|commenti|opiniones|отзыв|опрос|アンケート|フィードバック|反馈|问卷/iu

/** A label that is longer may be about feedback. */
const MAX_REQUEST = 40

/**
 * Whether a link is for something to be done with the episode, rather than about its subject: to download it, to vote, to
 * give feedback, to edit the page.
 */
function isService({ label, listed }: Candidate, url: string): boolean {
  const { hostname, pathname } = new URL(url)
  if (isMedia(url) || (label !== '' && !/[\p{L}\p{N}]/u.test(label))) return true
  if (/\/(edit|issues\/new|-\/issues\/new|new\/choose)(\/|$)/.test(pathname) && /^git|(^|\.)codeberg\./.test(hostname))
    return true
  if (/(\/(feed|rss)\/?|\.rss|\/(feed|rss|podcast|atom)\.xml)$/i.test(pathname)) return true
  const isForm = FORMS.test(hostname) || (hostname === 'docs.google.com' && pathname.startsWith('/forms/'))
  if (isForm || /\/(feedback|survey|umfrage|contact|kontakt|contacto|contato|contatti)\/?$/i.test(pathname)) return true
  return !listed && label.length <= MAX_REQUEST && FEEDBACK.test(label)
}

/** By host, the first parts of paths that lead to a person or a show; an empty one stands for any. */
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

/** Whether a URL is somebody's profile on a social network, rather than something they posted there. */
function isProfile(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  const parts = pathname.split('/').filter(Boolean)
  const [first = '', second] = parts
  // YouTube, TikTok, Threads and Mastodon write profiles as `@name`.
  if (first.startsWith('@') && second === undefined) return true
  const starts = networks.get(hostname.replace(/^(www|m|mobile)\./, '')) ?? []
  return starts.includes('') ? parts.length === 1 : starts.includes(first) && parts.length === 2
}
