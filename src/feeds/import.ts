import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { readOwnFile, replaceFile } from '../content/own-files.ts'
import { type Failed, fail, type Result, succeed } from '../result.ts'
import { type FetchedPage, type FetchFailure, retryAfterMs, type WebClient } from '../web/fetch.ts'
import { interruptible } from '../worker.ts'
import { conditions, failureReason, fetchAttachments, validators } from './attachments.ts'
import { type ParsedFeed, parsePodcast } from './parse.ts'
import {
  emptyState,
  type FeedEntry,
  type FeedState,
  hashOf,
  planEpisodes,
  readState,
  STATE_FILE,
  showText,
  type Tracked,
} from './plan.ts'

export type ImportOptions = {
  readonly url: string
  /** Where to write the files; created if it does not exist. */
  readonly folder: string
}

export type ImportTools = {
  readonly client: WebClient
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** `fetching` a page of the feed or a transcript, `writing` an episode. */
  readonly onProgress?: (what: string, done: number, of: number) => void
}

export type ImportOutcome = {
  readonly result: Result<ImportReport>
  /** How long the host asks to wait before the next request, in milliseconds. */
  readonly waitMs?: number
  /** The hours of the day (UTC) in which nobody should ask. */
  readonly skipHours?: readonly number[]
  /** Whether the host says that the feed is gone for good (410). */
  readonly isGone?: true
}

/** File names are relative to the folder. */
export type ImportReport = {
  readonly name: string
  readonly folder: string
  /** Episodes in the feed, and how many of their files this import has written for the first time, or again. */
  readonly episodes: number
  readonly added: number
  readonly changed: number
  /** Transcripts and chapters that this import has written. */
  readonly attachments: number
  readonly withTranscript: number
  readonly undated: number
  /** Why an episode has no transcript, and how many there are; the reason is empty if the feed names none. */
  readonly noTranscript: readonly (readonly [reason: string, count: number])[]
  /** Files that somebody has edited; the feed’s new version is beside them. */
  readonly edited: readonly string[]
  /** Files that somebody has deleted. */
  readonly deleted: readonly string[]
  /** Files of episodes that are no longer in the feed. */
  readonly withdrawn: readonly string[]
  /** Where the feed has moved to. */
  readonly movedTo?: string
  /** Why older pages of the feed are missing. */
  readonly incomplete?: string
}

const [MAX_FEED_BYTES, MAX_FILE_BYTES] = [20_000_000, 50_000_000]
const TIMEOUT_MS = 30_000
const MAX_PARSE_MS = 60_000
const MAX_PAGES = 100

/**
 * Writes the episodes of a feed into a folder: Markdown, and transcripts and chapters as they come. A second import asks
 * whether the feed has changed, and writes only what has. A file that somebody has edited or deleted stays as it is, and
 * nothing is deleted. Each file is written whole or not at all, so an import may be killed at any time and started again.
 */
export async function importFeed({ url, folder }: ImportOptions, tools: ImportTools): Promise<ImportOutcome> {
  const { client, now, onProgress } = tools
  const file = join(folder, STATE_FILE)
  const before = await openState(file)
  if (!before.ok) return { result: before }
  const state = before.value
  const source = hashOf(url)
  if (state.sources.length > 0 && !state.sources.includes(source)) return { result: otherFeed(folder, state.name) }

  onProgress?.('fetching', 0, 1)
  const headers = isDue(state, now()) ? {} : conditions(state)
  const sent = await client.get(url, {
    headers: { accept: ACCEPT, ...headers },
    maxBytes: MAX_FEED_BYTES,
    timeoutMs: TIMEOUT_MS,
  })
  if (!sent.ok) return { result: unreachable(url, sent.failure) }
  const page = sent.value
  const waitMs = retryAfterMs(page, now())
  const wait = waitMs === undefined ? {} : { waitMs }
  const isSame = state.body === hashOf(page.body) && !isDue(state, now())
  if (page.status === 304 || (page.status === 200 && isSame)) return imported(folder, state, {}, page)
  if (page.status === 404 || page.status === 410) {
    return { result: gone(url, page.status), ...wait, ...(page.status === 410 && { isGone: true }) }
  }
  if (page.status < 200 || page.status > 299) return { result: refused(url, page.status), ...wait }

  const feed = parseWithin(page)
  if (!feed.ok) return { result: feed }
  const pages = await otherPages(feed.value, state, tools)
  const items = [feed.value, ...pages.feeds].flatMap(({ items }) => items)
  if (items.length === 0) return { result: noEpisodes() }

  const done: Written = { added: [], changed: [], deleted: [], attachments: [] }
  const plans = planEpisodes(items, state, feed.value.image)
  markWithdrawn(state, new Set(plans.map(({ entry }) => entry)))
  Object.assign(state, {
    name: feed.value.name,
    sources: [...new Set([...state.sources, source, ...movesOf(feed.value, page)])],
    ttl: feed.value.ttl,
    skipHours: feed.value.skipHours,
  })
  const texts = [
    { file: 'show.md', tracked: state.show, text: showText(feed.value) },
    ...plans.map(({ entry, text }) => ({ file: entry.file, tracked: entry, text })),
  ]
  for (const { tracked, text } of texts) if (tracked.written !== hashOf(text)) tracked.planned = hashOf(text)
  const save = (): Promise<Result> => replaceFile(file, Buffer.from(`${JSON.stringify(state, undefined, 1)}\n`))
  const planned = await save()
  if (!planned.ok) return { result: planned }

  for (const [i, { file, tracked, text }] of texts.entries()) {
    const written = await writeTracked(folder, file, Buffer.from(text), tracked, done)
    if (!written.ok) return { result: written }
    onProgress?.('writing', i + 1, texts.length)
  }
  const written = await save()
  if (!written.ok) return { result: written }
  const write = (file: string, bytes: Uint8Array, tracked: Tracked) => writeTracked(folder, file, bytes, tracked, done)
  const fetched = await fetchAttachments(plans, { ...tools, language: feed.value.language, write, save })
  if (!fetched.ok) return { result: fetched }
  if (pages.incomplete === undefined) {
    Object.assign(state, { ...validators(page), body: hashOf(page.body) })
  }
  const saved = await save()
  if (!saved.ok) return { result: saved }
  return imported(folder, state, { ...done, ...pages }, page, feed.value)
}

async function imported(...of: Parameters<typeof reportOf>): Promise<ImportOutcome> {
  const [, { ttl = 0, skipHours = [] }, , { headers }] = of
  const age = Number(/(?:^|[\s,])max-age=(\d{1,9})/i.exec(headers.get('cache-control') ?? '')?.[1] ?? 0)
  // For how long a response may be reused (RFC 9111, `max-age`, in seconds; RSS, `ttl`, in minutes).
  return { result: succeed(await reportOf(...of)), waitMs: Math.max(age * 1000, ttl * 60_000), skipHours }
}

const ACCEPT = 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5'

/** What has happened to files. */
type Written = Record<'added' | 'changed' | 'deleted' | 'attachments', string[]>

/** Writes a file unless somebody has edited or deleted it since the last import. */
async function writeTracked(
  folder: string,
  file: string,
  bytes: Uint8Array,
  tracked: Tracked,
  done: Written,
): Promise<Result> {
  const [path, wanted] = [join(folder, file), hashOf(bytes)]
  const found = await hashOfFile(path)
  const isOurs = found !== undefined && (found === tracked.written || found === tracked.planned)
  if (found === wanted) {
    settle(tracked, wanted)
  } else if (found === undefined && tracked.written !== undefined) {
    delete tracked.planned
    done.deleted.push(file)
  } else if (found === undefined || isOurs) {
    const written = await replaceFile(path, bytes)
    if (!written.ok) return written
    done[file.includes('/') ? 'attachments' : tracked.written === undefined ? 'added' : 'changed'].push(file)
    settle(tracked, wanted)
  } else if (tracked.written !== wanted) {
    // The ending keeps it from being read as an episode of its own.
    if (tracked.offered !== wanted) {
      const offered = await replaceFile(`${path}.incoming`, bytes)
      if (!offered.ok) return offered
    }
    delete tracked.planned
    tracked.offered = wanted
  }
  return succeed(undefined)
}

function settle(tracked: Tracked, written: string): void {
  tracked.written = written
  delete tracked.planned
  delete tracked.offered
}

/** Undefined if there is no such file. Anything that is no file, such as a link, counts as edited. */
async function hashOfFile(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined)
  if (!found) return undefined
  return found.isFile() ? hashOf(await readOwnFile(path, MAX_FILE_BYTES).catch(() => '')) : ''
}

/** No state, or one that cannot be read, is like a first import: files that are there count as somebody’s own. */
async function openState(file: string): Promise<Result<FeedState>> {
  const there = await lstat(file).catch(() => undefined)
  if (!there) return succeed(emptyState())
  const text = await readOwnFile(file, MAX_FILE_BYTES).catch(() => undefined)
  const state = text === undefined ? undefined : readState(text.toString())
  if (state) return succeed(state)
  return fail(
    `“${file}” is damaged.`,
    'Restore it, or delete it: then files that differ from the feed count as edited.',
  )
}

const otherFeed = (folder: string, name: string): Failed =>
  fail(
    `“${folder}” holds the episodes of another feed${name === '' ? '' : `, “${name}”`}.`,
    'Name another folder with --out.',
  )

/** Whether a transcript or chapters that could not be fetched should be tried again. */
const isDue = ({ episodes }: FeedState, now: number): boolean =>
  episodes.some(
    ({ noTranscript, noChapters, isWithdrawn }) =>
      !isWithdrawn &&
      [noTranscript, noChapters].some(one => one !== undefined && one.reason !== '' && one.retryAt <= now),
  )

function parseWithin({ body, headers }: FetchedPage): Result<ParsedFeed> {
  let parsed: Result<ParsedFeed> | undefined
  try {
    interruptible(() => {
      parsed = parsePodcast(body, headers.get('content-type') ?? '')
    }, MAX_PARSE_MS)
  } catch {
    // Below.
  }
  return parsed ?? fail('The feed takes too long to read.', 'Ask whoever makes it to shorten it.')
}

/** Follows the links to older pages until one has only episodes that are known. */
async function otherPages(first: ParsedFeed, state: FeedState, { client, onProgress }: ImportTools) {
  const feeds: ParsedFeed[] = []
  const guids = new Set(state.episodes.map(({ guid }) => guid))
  const hasNews = ({ items }: ParsedFeed): boolean =>
    items.some(({ guid }) => guid === undefined || !guids.has(hashOf(guid)))
  const seen = new Set<string>()
  for (let last = first; last.nextPage !== undefined && hasNews(last); ) {
    const url = last.nextPage
    if (seen.has(url) || seen.size >= MAX_PAGES) break
    seen.add(url)
    onProgress?.('fetching', feeds.length + 1, feeds.length + 2)
    const sent = await client.get(url, { headers: { accept: ACCEPT }, maxBytes: MAX_FEED_BYTES, timeoutMs: TIMEOUT_MS })
    const reason = sent.ok
      ? sent.value.status === 200
        ? undefined
        : `its host answered ${sent.value.status}`
      : failureReason(sent.failure)
    if (!sent.ok || reason !== undefined) return { feeds, incomplete: reason ?? '' }
    const parsed = parseWithin(sent.value)
    if (!parsed.ok) return { feeds, incomplete: 'it is no feed' }
    feeds.push(parsed.value)
    last = parsed.value
  }
  return { feeds, incomplete: undefined }
}

/** An episode is withdrawn if it is missing among those of its time. Many feeds list only the latest. */
function markWithdrawn({ episodes }: FeedState, current: ReadonlySet<FeedEntry>): void {
  const oldest = [...current].flatMap(({ publishedOn }) => publishedOn ?? []).sort()[0]
  for (const entry of episodes) {
    const isMissing = !current.has(entry) && oldest !== undefined && (entry.publishedOn ?? '') > oldest
    if (isMissing) entry.isWithdrawn = true
    else delete entry.isWithdrawn
  }
}

/** Edited files whose new version is still beside them. */
async function offeredFiles(folder: string, all: readonly (Tracked & { readonly file: string })[]) {
  const offered = all.filter(one => one.offered !== undefined).map(({ file }) => file)
  const found = await Promise.all(offered.map(file => lstat(join(folder, `${file}.incoming`)).catch(() => undefined)))
  return offered.filter((_, i) => found[i] !== undefined)
}

/** The addresses that the feed has moved to, so that it is known there too. */
const movesOf = ({ movedTo }: ParsedFeed, page: FetchedPage): readonly string[] =>
  [movedTo, page.movedTo].flatMap(url => (url === undefined ? [] : [hashOf(url)]))

async function reportOf(
  folder: string,
  { name, show, episodes }: FeedState,
  done: Partial<Written> & { readonly incomplete?: string | undefined },
  page: FetchedPage,
  feed?: ParsedFeed,
): Promise<ImportReport> {
  const { added = [], changed = [], attachments = [], deleted = [], incomplete } = done
  const reasons = new Map<string, number>()
  const current = episodes.filter(({ isWithdrawn }) => !isWithdrawn)
  const without = current.filter(({ transcript }) => transcript === undefined)
  for (const { noTranscript } of without) {
    const reason = noTranscript?.reason ?? ''
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const movedTo = page.movedTo ?? feed?.movedTo
  return {
    name,
    folder,
    episodes: current.length,
    added: added.filter(file => file !== 'show.md').length,
    changed: changed.length,
    attachments: attachments.length,
    withTranscript: current.length - without.length,
    undated: current.filter(({ publishedOn }) => publishedOn === undefined).length,
    noTranscript: [...reasons].sort(([, a], [, b]) => b - a),
    edited: await offeredFiles(folder, [
      { file: 'show.md', ...show },
      ...episodes.flatMap(({ transcript, chapters, ...entry }) => [entry, transcript, chapters].filter(one => !!one)),
    ]),
    deleted,
    withdrawn: episodes.filter(({ isWithdrawn }) => isWithdrawn).map(({ file }) => file),
    ...(movedTo !== undefined && { movedTo }),
    ...(incomplete !== undefined && { incomplete }),
  }
}

const gone = (url: string, status: number): Failed =>
  fail(`The feed at ${new URL(url).host} is gone (${status}).`, 'Look on the show’s site for its new address.')

const refused = (url: string, status: number): Failed =>
  fail(
    `${new URL(url).host} did not send the feed; it answered ${status}.`,
    'Open the address in a browser; try again later.',
  )

const noEpisodes = (): Failed => fail('The feed has no episodes.', 'Check its address; nothing was changed.')

const unreachable = (url: string, failure: FetchFailure): Failed => {
  const host = URL.canParse(url) ? new URL(url).host : url.slice(0, 60)
  const fix =
    failure.kind === 'private' || failure.kind === 'not-allowed'
      ? 'Give an address that anyone can open.'
      : 'Try again later.'
  return fail(`The feed at ${host} could not be fetched: ${failureReason(failure)}.`, fix)
}
