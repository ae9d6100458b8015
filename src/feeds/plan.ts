import { createHash } from 'node:crypto'
import slugify from '@sindresorhus/slugify'
import { stringify } from 'yaml'
import * as z from 'zod'
import { numberInName, numberInTitle } from '../content/fields.ts'
import { truncateAtWord } from '../text.ts'
import type { FeedItem, ParsedFeed } from './parse.ts'

/**
 * What an import knows of the files it has written, in a hidden file beside them. It keeps only hashes of addresses, since
 * that of a private feed is a password.
 */
export const STATE_FILE = '.shownotes-feed.json'

const hash = z.string().regex(/^[\w-]{22}$/)
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const header = z.string().max(1000)

/**
 * `written`: what is in the file, unless somebody has edited it. `planned`: what was about to be written when the program
 * may have been killed. `offered`: the new version beside a file that somebody has edited.
 */
const tracked = z.object({
  written: hash.optional(),
  planned: hash.optional(),
  offered: hash.optional(),
})

/** Names come from here only if they are ours: the file may come with somebody else's repository. */
const attachment = tracked.extend({
  file: z.string().regex(/^transcripts\/[a-z0-9][a-z0-9-]*(\.chapters)?\.(vtt|json|srt|html|txt)$/),
  /** The addresses to choose from, and the one that was chosen. */
  choices: hash,
  url: hash,
  etag: header.optional(),
  lastModified: header.optional(),
  checkedAt: z.number(),
})

const missing = z.object({ choices: hash, reason: z.string().max(200), retryAt: z.number(), tries: z.int() })

const entry = tracked.extend({
  guid: hash.optional(),
  audio: hash.optional(),
  /** Of its title and day. */
  about: hash,
  publishedOn: day.optional(),
  file: z.string().regex(/^[a-z0-9][a-z0-9-]*\.md$/),
  slug: z.string().regex(/^[a-z0-9-]{1,120}$/),
  number: z.string().max(40).optional(),
  season: z.int().optional(),
  isWithdrawn: z.literal(true).optional(),
  transcript: attachment.optional(),
  chapters: attachment.optional(),
  noTranscript: missing.optional(),
  noChapters: missing.optional(),
})

const stateSchema = z.object({
  version: z.literal(1),
  /** The addresses that this feed has had. */
  sources: z.array(hash),
  name: z.string().max(1000),
  etag: header.optional(),
  lastModified: header.optional(),
  body: hash.optional(),
  /** In minutes. */
  ttl: z.number().optional(),
  skipHours: z.array(z.number()).optional(),
  show: tracked,
  episodes: z.array(entry).max(50_000),
})

export type FeedState = z.output<typeof stateSchema>
export type FeedEntry = FeedState['episodes'][number]
export type Tracked = z.output<typeof tracked>
export type Attachment = z.output<typeof attachment>
export type Missing = z.output<typeof missing>

export const emptyState = (): FeedState => ({ version: 1, sources: [], name: '', show: {}, episodes: [] })

/** Undefined if this is no state of ours. */
export function readState(text: string): FeedState | undefined {
  try {
    return stateSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** A short hash; 128 bits of SHA-256. */
export const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 22)

/** An episode of the feed, its entry, and its file's content. */
export type Planned = { readonly item: FeedItem; readonly entry: FeedEntry; readonly text: string }

/**
 * Finds each item's entry, gives new ones a file and a number, and writes their Markdown. Entries are changed in place, and
 * added; none is removed.
 */
export function planEpisodes(items: readonly FeedItem[], state: FeedState, cover?: string): readonly Planned[] {
  const known = matchEntries(withoutDoubles(items), state.episodes)
  const numbers = claimNumbers(known, state.episodes)
  const slugs = new Set(state.episodes.map(({ slug }) => slug))
  const files = new Set(state.episodes.map(({ file }) => file))
  return [...known].map(([item, found]) => {
    const number = numbers.get(item)
    const entry = found ?? newEntry(item, number, slugs, files)
    if (!found) state.episodes.push(entry)
    Object.assign(entry, keysOf(item), { publishedOn: item.publishedOn, number, season: item.season })
    return { item, entry, text: episodeText(item, entry, cover) }
  })
}

/** The same episode listed twice counts once. */
const withoutDoubles = (items: readonly FeedItem[]): readonly FeedItem[] =>
  [...new Map(items.toReversed().map(item => [JSON.stringify(keysOf(item)), item])).values()].toReversed()

type Keys = Pick<FeedEntry, 'guid' | 'audio' | 'about'>

const keysOf = ({ guid, audio, youtube, title, publishedOn = '' }: FeedItem): Keys => ({
  ...(guid !== undefined && { guid: hashOf(guid) }),
  ...((audio ?? youtube) !== undefined && { audio: hashOf(withoutScheme(audio ?? youtube ?? '')) }),
  about: hashOf(`${title}\n${publishedOn}`),
})

/** A host that moves to https, or signs its addresses, still serves the same file. */
const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\?.*$/, '')

/**
 * Matches by what is most certain first. A guid may be missing or occur twice; a host that takes a show over may give each
 * episode a new one.
 */
function matchEntries(
  items: readonly FeedItem[],
  entries: readonly FeedEntry[],
): ReadonlyMap<FeedItem, FeedEntry | undefined> {
  const keys = new Map<object, Keys>([
    ...items.map(item => [item, keysOf(item)] as const),
    ...entries.map(e => [e, e] as const),
  ])
  const found = new Map<FeedItem, FeedEntry>()
  const taken = new Set<FeedEntry>()
  const passes: readonly ((keys: Keys) => readonly (string | undefined)[])[] = [
    ({ guid, audio, about }) => [guid, audio, about],
    ({ guid, audio }) => [guid, audio],
    ({ guid, about }) => [guid, about],
    ({ guid }) => [guid],
    ({ audio }) => [audio],
    ({ about }) => [about],
  ]
  for (const keyOf of passes) {
    const keyed = (one: object): string | undefined => {
      const parts = keyOf(keys.get(one) as Keys)
      return parts.includes(undefined) ? undefined : parts.join()
    }
    const byKey = onlyOnes(
      entries.filter(one => !taken.has(one)),
      keyed,
    )
    for (const [key, item] of onlyOnes(
      items.filter(item => !found.has(item)),
      keyed,
    )) {
      const entry = byKey.get(key)
      if (!entry) continue
      found.set(item, entry)
      taken.add(entry)
    }
  }
  return new Map(items.map(item => [item, found.get(item)]))
}

/** By key, what no other has the same key as. */
function onlyOnes<T extends object>(all: readonly T[], keyOf: (one: T) => string | undefined): ReadonlyMap<string, T> {
  const found = new Map<string, T | undefined>()
  for (const one of all) {
    const key = keyOf(one)
    if (key !== undefined) found.set(key, found.has(key) ? undefined : one)
  }
  return new Map([...found].flatMap(([key, one]) => (one ? [[key, one]] : [])))
}

/**
 * Decides which episode has which number: whoever has had it, then the oldest. Two may share one if both say their season,
 * and the seasons differ. The others have none.
 */
function claimNumbers(
  known: ReadonlyMap<FeedItem, FeedEntry | undefined>,
  entries: readonly FeedEntry[],
): ReadonlyMap<FeedItem, string> {
  const owners = new Map<string, (number | undefined)[]>()
  const claimed = new Map<FeedItem, string>()
  const claim = (number: string, season: number | undefined): boolean => {
    const others = owners.get(number) ?? []
    if (others.some(other => other === season || other === undefined || season === undefined)) return false
    owners.set(number, [...others, season])
    return true
  }
  const current = new Set(known.values())
  for (const entry of entries) if (entry.number !== undefined && !current.has(entry)) claim(entry.number, entry.season)
  const isOld = ([{ number, season }, entry]: readonly [FeedItem, FeedEntry | undefined]): boolean =>
    entry !== undefined && entry.number === number && entry.season === season
  const all = [...known].reverse().sort(([a], [b]) => (a.publishedOn ?? '').localeCompare(b.publishedOn ?? ''))
  for (const [item] of [...all.filter(isOld), ...all.filter(one => !isOld(one))]) {
    if (item.number !== undefined && claim(item.number, item.season)) claimed.set(item, item.number)
  }
  return claimed
}

const MAX_SLUG_LENGTH = 60

function newEntry(item: FeedItem, number: string | undefined, slugs: Set<string>, files: Set<string>): FeedEntry {
  const slug = unusedSlug(item, slugs)
  slugs.add(slug)
  const place = number?.replace(/^\d+/, whole => whole.padStart(3, '0')).replaceAll('.', '-')
  const season = item.season !== undefined && item.season > 1 ? `s${item.season}e` : ''
  // Without a number, a name that begins with one must not look like an episode's.
  const start = place === undefined ? (item.publishedOn ?? 'undated') : `${season}${place}`
  // Many pages have the number in their address too.
  const words = number === undefined ? slug : slug.replace(new RegExp(`^0*${number}-(?=.)`), '')
  const stem = `${start}-${words}`
  let file = `${stem}.md`
  for (let n = 2; files.has(file); n++) file = `${stem}-${n}.md`
  files.add(file)
  return { ...keysOf(item), file, slug }
}

/** The last part of the episode's page, or else its title as a site generator would write it. */
function unusedSlug({ page, title, publishedOn }: FeedItem, used: ReadonlySet<string>): string {
  const last = page === undefined ? '' : (new URL(page).pathname.split('/').findLast(Boolean) ?? '')
  const isReadable = /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)+$/.test(last) && last.length <= MAX_SLUG_LENGTH
  const ofTitle = slugOf(truncateAtWord(title, MAX_SLUG_LENGTH)).slice(0, MAX_SLUG_LENGTH).replace(/-+$/, '')
  const base = isReadable ? last : ofTitle === '' ? 'episode' : ofTitle
  const candidates = [base, ...(publishedOn === undefined ? [] : [`${base}-${publishedOn}`])]
  const free = candidates.find(slug => !used.has(slug))
  if (free !== undefined) return free
  let n = 2
  while (used.has(`${base}-${n}`)) n++
  return `${base}-${n}`
}

const slugOf = (text: string): string => slugify(text.replaceAll(/['’]/g, ' '), { decamelize: false })

/** The Markdown file of an episode. Every value is quoted where YAML needs it. */
function episodeText(item: FeedItem, { number, slug, file }: FeedEntry, cover: string | undefined): string {
  const { title, season, publishedOn, durationSeconds, hosts, guests, tags, image, page, audio, youtube, notes } = item
  return markdownFile(
    {
      title,
      episode: number ?? unnumberedId(item, slug, file),
      season,
      date: publishedOn,
      duration: durationSeconds === undefined ? undefined : clock(durationSeconds),
      hosts,
      guests,
      tags,
      image: image === cover ? undefined : image,
      audio,
      youtube_id: youtube,
      url: page,
      slug,
    },
    notes,
  )
}

/**
 * Without a number, an episode is known by its slug. If a number would be taken from its title or its file, it needs an id
 * that says otherwise.
 */
function unnumberedId({ title, kind }: FeedItem, slug: string, file: string): string | undefined {
  const name = file.replace(/\.md$/, '').replace(/^(\d{4}-\d\d-\d\d|undated)-/, '')
  const isMistaken = numberInTitle(title) !== undefined || numberInName(name) !== undefined
  if (!isMistaken) return undefined
  const id = `${kind === 'full' ? 'special' : kind}-${slug}`
  return /\d/.test(id) ? id : `${id}-0`
}

/** `1:02:03`. Seconds alone could be taken for minutes. */
function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}

/** The file of the show itself. */
export const showText = ({ name, site, language, image, hosts, about }: ParsedFeed): string =>
  markdownFile(
    {
      name: name === '' ? undefined : name,
      site: site?.replace(/\/+$/, ''),
      language: canonical(language),
      image,
      hosts,
    },
    about,
  )

function canonical(language: string | undefined): string | undefined {
  try {
    return language === undefined ? undefined : Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

/** Front matter without what is undefined or empty, and a body. */
function markdownFile(fields: Readonly<Record<string, unknown>>, body: string): string {
  const said = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  )
  const head = said.length === 0 ? '' : stringify(Object.fromEntries(said), { lineWidth: 0 })
  return `---\n${head}---\n${body === '' ? '' : `\n${body}\n`}`
}
