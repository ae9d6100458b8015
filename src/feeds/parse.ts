import { type AtomFeed, type JsonFeed, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import { calendarDay } from '../content/dates.ts'
import { cleanId, numberInTitle } from '../content/fields.ts'
import { readAddress, youtubeId } from '../content/links.ts'
import { type Failed, fail, type Result, succeed } from '../result.ts'
import { address, feedText, line, notesOf, withoutTracking } from './texts.ts'

/** One page of a feed, whatever its format and whoever hosts it. All texts are plain, on one line, and may be hostile. */
export type ParsedFeed = {
  readonly name: string
  readonly site?: string
  readonly language?: string
  readonly image?: string
  readonly hosts: readonly string[]
  /** Markdown. */
  readonly about: string
  /** Where the feed has moved to, as it says itself. */
  readonly movedTo?: string
  /** The next, older page (RFC 5005). */
  readonly nextPage?: string
  /** Minutes for which a copy may be kept, and the hours (UTC) in which nobody should ask. */
  readonly ttl?: number
  readonly skipHours: readonly number[]
  /** In the order of the feed, mostly latest first. */
  readonly items: readonly FeedItem[]
}

export type FeedItem = {
  readonly guid?: string
  readonly title: string
  readonly kind: 'full' | 'trailer' | 'bonus'
  readonly number?: string
  readonly season?: number
  /** ISO day. */
  readonly publishedOn?: string
  readonly durationSeconds?: number
  readonly hosts: readonly string[]
  readonly guests: readonly string[]
  readonly tags: readonly string[]
  readonly image?: string
  readonly page?: string
  readonly audio?: string
  readonly youtube?: string
  /** Markdown. */
  readonly notes: string
  readonly transcripts: readonly TranscriptLink[]
  /** The address of a JSON file, or the chapters themselves. */
  readonly chapters?: string | readonly { readonly startTime: number; readonly title: string }[]
}

/** `kind` is the extension of the file to keep it in. */
export type TranscriptLink = {
  readonly url: string
  readonly kind: 'vtt' | 'json' | 'srt' | 'html' | 'txt'
  readonly language?: string
}

/** More are cut off; the longest feeds that we know of have a tenth. */
const MAX_ITEMS = 20_000

/**
 * Parses RSS, Atom, RDF or JSON Feed. It takes a second for five megabytes, so call it in a thread.
 *
 * @param contentType the header of the response.
 */
export function parsePodcast(bytes: Uint8Array, contentType: string): Result<ParsedFeed> {
  const text = decodeFeed(bytes, contentType)
  try {
    const { format, feed } = parseFeed(text, { maxItems: MAX_ITEMS })
    if (format === 'atom') return succeed(fromAtom(feed))
    return succeed(format === 'rss' ? fromRss(feed) : format === 'rdf' ? fromRdf(feed) : fromJson(feed))
  } catch {
    return noFeed(text)
  }
}

/** As the byte order mark, the document or the response says. Windows-1252 if it says UTF-8 and is not. */
function decodeFeed(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1000))
  const declared = /<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1]
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1]
  for (const encoding of [byteOrder(bytes), declared, charset, 'utf-8']) {
    try {
      if (encoding !== undefined) return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // An unknown name, or a wrong one.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

function byteOrder([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined
}

function noFeed(text: string): Failed {
  if (!/<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 20_000))) {
    return fail('This is no feed that can be read: neither RSS nor Atom nor JSON Feed.', 'Check its address.')
  }
  let feed: string | undefined
  visit(fromHtml(text.slice(0, 200_000)), 'element', ({ tagName, properties: { rel, type, href } }) => {
    const isFeed = tagName === 'link' && String(rel).includes('alternate') && /(rss|atom)\+xml/.test(String(type))
    if (isFeed && typeof href === 'string') feed ??= readAddress(href)
  })
  const fix = feed === undefined ? 'Look there for “RSS”, and use that address.' : `It names this feed: ${line(feed)}`
  return fail('This is a web page, not a feed.', fix)
}

type Person = { readonly display?: string; readonly role?: string }

function fromRss({ items = [], itunes, podcast, atom, image, ...feed }: RssFeed.Feed<string>): ParsedFeed {
  const [site, cover] = [address(feed.link), address(itunes?.image) ?? address(image?.url)]
  const nextPage = address(atom?.links?.find(({ rel }) => rel === 'next')?.href)
  const movedTo = address(itunes?.newFeedUrl)
  return {
    ...common(feed.title ?? itunes?.title, feed.language),
    ...(site !== undefined && { site }),
    ...(cover !== undefined && { image: cover }),
    ...(nextPage !== undefined && { nextPage }),
    ...(movedTo !== undefined && { movedTo }),
    ...(feed.ttl !== undefined && { ttl: feed.ttl }),
    skipHours: feed.skipHours ?? [],
    hosts: withRole(podcast?.persons, true),
    about: notesOf(feed.description, itunes?.summary, itunes?.subtitle),
    items: items.map(item => rssItem(item, feed.language)),
  }
}

function rssItem(item: RssFeed.Item<string>, language: string | undefined): FeedItem {
  const { itunes, podcast, media, content, psc, acast } = item
  const medium = media?.contents?.find(({ type }) => isHeard(type))?.url ?? media?.contents?.[0]?.url
  const enclosure = item.enclosures?.find(({ type }) => isHeard(type)) ?? item.enclosures?.[0]
  const title = line(item.title ?? itunes?.title ?? media?.title?.value ?? '')
  const { number, display } = podcast?.episode ?? {}
  const guid = line(item.guid?.value ?? acast?.episodeId ?? '')
  const link = item.link ?? (item.guid?.isPermaLink !== false ? item.guid?.value : undefined)
  return {
    ...itemOf({
      title,
      number: isNumber(display) ? display : (number ?? itunes?.episode),
      season: podcast?.season?.number ?? itunes?.season,
      kind: itunes?.episodeType,
      date: item.pubDate ?? item.dc?.dates?.[0],
      seconds: itunes?.duration,
      image: itunes?.image ?? media?.thumbnails?.[0]?.url,
      page: link,
      audio: enclosure?.url ?? medium,
      notes: notesOf(content?.encoded, item.description, itunes?.summary, media?.description?.value, itunes?.subtitle),
    }),
    ...(guid !== '' && { guid }),
    hosts: withRole(podcast?.persons, true),
    guests: withRole(podcast?.persons, false),
    tags: tagsOf([...(itunes?.keywords ?? []), ...(item.categories ?? []).map(({ name }) => name)]),
    transcripts: (podcast?.transcripts ?? []).flatMap(({ url, type, language: own = language }) =>
      transcriptLink(url, type, own),
    ),
    ...chaptersOf(podcast?.chapters?.url, psc?.chapters),
  }
}

/** YouTube’s feed of a channel is Atom with the description in a `media:group`. */
function fromAtom({ entries = [], links = [], itunes, ...feed }: AtomFeed.Feed<string>): ParsedFeed {
  const site = address(linkOf(links))
  const nextPage = address(links.find(({ rel }) => rel === 'next')?.href)
  const cover = address(itunes?.image ?? feed.logo ?? feed.icon)
  return {
    ...common(feed.title?.value, feed.xml?.lang),
    ...(site !== undefined && { site }),
    ...(cover !== undefined && { image: cover }),
    ...(nextPage !== undefined && { nextPage }),
    skipHours: [],
    hosts: [],
    about: notesOf(feed.subtitle?.value, itunes?.summary),
    items: entries.map(({ itunes, media, psc, links = [], ...entry }) => {
      const group = media?.groups?.[0]
      const enclosure = links.find(({ rel }) => rel === 'enclosure')?.href
      const guid = line(entry.id ?? '')
      const shown = [entry.content?.value, entry.summary?.value, itunes?.summary]
      return {
        ...itemOf({
          title: line(feedText(entry.title?.value ?? '', entry.title?.type)),
          number: itunes?.episode,
          season: itunes?.season,
          kind: itunes?.episodeType,
          date: entry.published ?? entry.updated,
          seconds: itunes?.duration,
          image: itunes?.image ?? (group ?? media)?.thumbnails?.[0]?.url,
          page: linkOf(links),
          audio: enclosure,
          notes: notesOf(...shown, group?.description?.value, media?.description?.value),
        }),
        ...(guid !== '' && { guid }),
        ...(entry.yt?.videoId !== undefined && /^[\w-]{11}$/.test(entry.yt.videoId) && { youtube: entry.yt.videoId }),
        tags: tagsOf((entry.categories ?? []).map(({ term, label }) => label ?? term)),
        ...chaptersOf(undefined, psc?.chapters),
      }
    }),
  }
}

const linkOf = (links: readonly { readonly rel?: string; readonly href?: string }[]): string | undefined =>
  links.find(({ rel = 'alternate' }) => rel === 'alternate')?.href

const fromRdf = ({ items = [], ...feed }: RdfFeed.Feed<string>): ParsedFeed => ({
  ...common(feed.title, feed.dc?.languages?.[0]),
  ...(address(feed.link) !== undefined && { site: feed.link as string }),
  skipHours: [],
  hosts: [],
  about: notesOf(feed.description),
  items: items.map(({ title = '', link, description, content, dc }) => ({
    ...itemOf({ title: line(title), date: dc?.dates?.[0], page: link, notes: notesOf(content?.encoded, description) }),
    ...(link !== undefined && { guid: line(link) }),
  })),
})

function fromJson({ items = [], ...feed }: JsonFeed.Feed<string>): ParsedFeed {
  const [site, cover, nextPage] = [address(feed.home_page_url), address(feed.icon), address(feed.next_url)]
  return {
    ...common(feed.title, feed.language),
    ...(site !== undefined && { site }),
    ...(cover !== undefined && { image: cover }),
    ...(nextPage !== undefined && { nextPage }),
    skipHours: [],
    hosts: [],
    about: notesOf(feed.description),
    items: items.map(({ id, title = '', url, attachments = [], image, tags = [], ...item }) => {
      const heard = attachments.find(({ mime_type }) => isHeard(mime_type))
      return {
        ...itemOf({
          title: line(title),
          date: item.date_published,
          seconds: heard?.duration_in_seconds,
          image,
          page: url,
          audio: heard?.url,
          notes: notesOf(item.content_html, item.content_text, item.summary),
        }),
        ...(id !== undefined && { guid: line(String(id)) }),
        tags: tagsOf(tags),
      }
    }),
  }
}

type Written = {
  readonly title: string
  readonly number?: string | number | undefined
  readonly season?: number | undefined
  readonly kind?: string | undefined
  readonly date?: string | undefined
  readonly seconds?: number | undefined
  readonly image?: string | undefined
  readonly page?: string | undefined
  readonly audio?: string | undefined
  readonly notes: string
}

/** Bonus episodes and trailers have no number of their own, even if they carry that of the episode they belong to. */
function itemOf({ title, number, season, kind = 'full', date = '', seconds, ...item }: Written): FeedItem {
  const type = /^(trailer|bonus)$/i.exec(kind.trim())?.[1]?.toLowerCase() as 'trailer' | 'bonus' | undefined
  const id = type ? '' : cleanId(String(number ?? numberInTitle(title) ?? ''))
  const publishedOn = calendarDay(date) ?? dayOf(date)
  const [page, audio, image] = [address(item.page), address(item.audio), address(item.image)]
  const video = [page, audio].map(url => (url === undefined ? undefined : youtubeId(url))).find(Boolean)
  return {
    title: title === '' ? (publishedOn ?? 'Untitled') : title,
    kind: type ?? 'full',
    ...(/^\d{1,9}(\.\d{1,9})*$/.test(id) && { number: id }),
    ...(season !== undefined && Number.isInteger(season) && season > 0 && { season }),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(seconds !== undefined && seconds > 0 && seconds < 86_400 && { durationSeconds: Math.round(seconds) }),
    ...(image !== undefined && { image }),
    ...(page !== undefined && { page }),
    ...(audio !== undefined && video === undefined && { audio: withoutTracking(audio) }),
    ...(video !== undefined && { youtube: video }),
    notes: item.notes,
    hosts: [],
    guests: [],
    tags: [],
    transcripts: [],
  }
}

const isNumber = (text: string | undefined): text is string => /^\s*\d+(\.\d+)*\s*$/.test(text ?? '')

/** RFC 822 allows years of two digits, which only `Date` reads. */
function dayOf(date: string): string | undefined {
  const time = Date.parse(date)
  const year = new Date(time).getUTCFullYear()
  return year >= 1980 && year <= 2200 ? new Date(time).toISOString().slice(0, 10) : undefined
}

const common = (title: string | undefined, language: string | undefined) => ({
  name: line(title ?? ''),
  ...(language !== undefined && line(language) !== '' && { language: line(language) }),
})

const isHeard = (type: string | undefined): boolean => /^(audio|video)\//i.test(type ?? '')

/** By the namespace’s rules, a person without a role is a host. Editors, producers and the like are neither. */
const withRole = (persons: readonly Person[] = [], hosts: boolean): readonly string[] => [
  ...new Set(
    persons.flatMap(({ display = '', role = 'host' }) =>
      (hosts ? /host|presenter|moderator/i : /guest|interviewee/i).test(role) && line(display) !== ''
        ? [line(display)]
        : [],
    ),
  ),
]

const tagsOf = (tags: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(tags.map(tag => line(tag ?? '')).filter(tag => tag !== '' && tag.length <= 60))].slice(0, 20)

const TYPES: readonly (readonly [type: RegExp, ending: RegExp, kind: TranscriptLink['kind']])[] = [
  [/vtt/i, /\.vtt$/i, 'vtt'],
  [/json/i, /\.json$/i, 'json'],
  [/subrip|srt/i, /\.srt$/i, 'srt'],
  [/html/i, /\.html?$/i, 'html'],
  [/text\/plain/i, /\.te?xt$/i, 'txt'],
]

function transcriptLink(written = '', type = '', language?: string): readonly TranscriptLink[] {
  const url = address(written)
  if (url === undefined) return []
  const { pathname } = new URL(url)
  const byType = TYPES.find(([pattern]) => pattern.test(type))
  // Some hosts call every file plain text.
  const byName = TYPES.find(([, ending]) => ending.test(pathname))
  const kind = (byType?.[2] === 'txt' ? (byName ?? byType) : (byType ?? byName))?.[2]
  return kind === undefined ? [] : [{ url, kind, ...(language !== undefined && { language: line(language) }) }]
}

function chaptersOf(
  url: string | undefined,
  inline: readonly { readonly start?: string; readonly title?: string }[] = [],
): Pick<FeedItem, 'chapters'> {
  const at = address(url)
  if (at !== undefined) return { chapters: at }
  const chapters = inline.flatMap(({ start = '', title = '' }) => {
    const time = start.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    return start !== '' && Number.isFinite(time) && line(title) !== '' ? [{ startTime: time, title: line(title) }] : []
  })
  return chapters.length > 0 ? { chapters } : {}
}
