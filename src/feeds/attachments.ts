import pLimit from 'p-limit'
import { DONE, type Result } from '../result.ts'
import { type FetchedPage, type FetchFailure, retryAfterMs } from '../web/fetch.ts'
import type { ImportTools } from './import.ts'
import type { FeedItem, TranscriptLink } from './parse.ts'
import { type Attachment, type FeedEntry, hashOf, type Missing, type Planned, type Tracked } from './plan.ts'

type Tools = ImportTools & {
  /** The feed's own. */
  readonly language: string | undefined
  readonly write: (file: string, bytes: Uint8Array, tracked: Tracked) => Promise<Result>
  readonly save: () => Promise<Result>
}

const MAX_BYTES = 10_000_000
const TIMEOUT_MS = 30_000
const DAY = 24 * 60 * 60 * 1000

/** A transcript may be corrected without a word in the feed. So often, one that is there is asked for again. */
const CHECK_EVERY = 7 * DAY

/** A killed import loses at most this many answers, and asks for them again. */
const SAVE_EVERY = 20

/** A host that fails so often in a row is not asked again in this import. */
const MAX_FAILURES = 3

/**
 * Fetches the transcripts and chapters that are new or have changed, one at a time from each host. What cannot be fetched is
 * noted with the reason, and tried again after a day, then after two, and so on up to a month.
 */
export async function fetchAttachments(plans: readonly Planned[], tools: Tools): Promise<Result> {
  const { now, onProgress, save } = tools
  const due = plans.flatMap(plan => tasksOf(plan, tools.language).filter(task => isDue(task, now())))
  const get = fetcher(tools)
  let done = 0
  let failed: Result | undefined
  let saving: Promise<unknown> = Promise.resolve()
  const hosts = new Map<string, (run: () => Promise<void>) => Promise<void>>()
  await Promise.all(
    due.map(task => {
      const host = new URL(task.links[0]?.url ?? 'https://none.invalid').host
      const limit = hosts.get(host) ?? pLimit(1)
      hosts.set(host, limit)
      return limit(async () => {
        if (failed && !failed.ok) return
        const written = await fetchOne(task, get, tools)
        if (!written.ok) failed = written
        onProgress?.('fetching', ++done, due.length)
        if (done % SAVE_EVERY === 0) saving = saving.then(save)
      })
    }),
  )
  await saving
  return failed ?? DONE
}

type Link = Pick<TranscriptLink, 'url' | 'kind'>

type Task = {
  readonly entry: FeedEntry
  readonly name: 'transcript' | 'chapters'
  /** The best first. */
  readonly links: readonly Link[]
  readonly choices: string
}

/** What an episode may have besides its Markdown. Chapters that are in the feed itself are written like those of a file. */
function tasksOf({ item, entry }: Planned, language: string | undefined): readonly Task[] {
  const transcripts = byPreference(item, language)
  const task = (name: Task['name'], links: readonly Link[]): Task => ({
    entry,
    name,
    links,
    choices: hashOf(links.map(({ url }) => url).join('\n')),
  })
  if (transcripts.length === 0 && entry.transcript === undefined) delete entry.noTranscript
  const { chapters } = item
  const url = typeof chapters === 'string' ? chapters : chapters && dataUrl(chapters)
  return [
    ...(transcripts.length > 0 ? [task('transcript', transcripts)] : []),
    ...(url === undefined ? [] : [task('chapters', [{ url, kind: 'json' as const }])]),
  ]
}

const dataUrl = (chapters: object): string =>
  `data:application/json,${encodeURIComponent(JSON.stringify({ version: '1.2.0', chapters }))}`

const KINDS: readonly TranscriptLink['kind'][] = ['vtt', 'json', 'srt', 'html', 'txt']

/** Those in the language of the feed first, then the formats that say who speaks, and when. */
function byPreference({ transcripts }: FeedItem, language = ''): readonly TranscriptLink[] {
  const main = (code: string): string => code.toLowerCase().split(/[-_]/, 1)[0] ?? ''
  const isForeign = ({ language: own }: TranscriptLink): number =>
    own !== undefined && language !== '' && main(own) !== main(language) ? 1 : 0
  return transcripts.toSorted((a, b) => isForeign(a) - isForeign(b) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
}

const missingName = (name: Task['name']): 'noTranscript' | 'noChapters' =>
  name === 'transcript' ? 'noTranscript' : 'noChapters'

function isDue({ entry, name, choices }: Task, now: number): boolean {
  const missing = entry[missingName(name)]
  if (missing?.choices === choices) return missing.retryAt <= now
  const there = entry[name]
  return there?.choices !== choices || now - there.checkedAt > CHECK_EVERY
}

type Got = { readonly page: FetchedPage } | { readonly reason: string }
type Get = (url: string, headers: Readonly<Record<string, string>>) => Promise<Got>

/** Remembers which hosts fail or ask to wait. */
function fetcher({ client, now }: ImportTools): Get {
  const failures = new Map<string, number>()
  const down = new Map<string, string>()
  return async (url, headers) => {
    const { host } = new URL(url)
    const known = down.get(host)
    if (known !== undefined) return { reason: known }
    const sent = await client.get(url, { headers, maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS })
    if (!sent.ok) {
      const reason = failureReason(sent.failure)
      const isDown = sent.failure.kind === 'timeout' || sent.failure.kind === 'unreachable'
      const count = isDown ? (failures.get(host) ?? 0) + 1 : 0
      failures.set(host, count)
      if (count >= MAX_FAILURES) down.set(host, reason)
      return { reason }
    }
    failures.set(host, 0)
    const reason = `its host answered ${sent.value.status}`
    if (retryAfterMs(sent.value, now()) !== undefined) down.set(host, reason)
    return sent.value.status === 200 || sent.value.status === 304 ? { page: sent.value } : { reason }
  }
}

/** Fetches the first of the links that can be used, and writes it. Captions without voices give way to JSON, which may name who speaks. */
async function fetchOne(task: Task, get: Get, tools: Tools): Promise<Result> {
  const { entry, name, links, choices } = task
  let reason: string | undefined
  let found: Found | undefined
  for (const link of links) {
    if (found && (link.kind !== 'json' || hasVoices(found))) continue
    const before = entry[name]
    const isKnown = before?.url === hashOf(link.url) && before.choices === choices
    const got = link.url.startsWith('data:') ? inline(link.url) : await get(link.url, isKnown ? conditions(before) : {})
    if ('page' in got && got.page.status === 304 && before) {
      Object.assign(before, { checkedAt: tools.now() })
      return DONE
    }
    const fault = 'reason' in got ? got.reason : faultIn(got, link, name)
    if (fault === undefined && 'body' in got) found = { ...got, link }
    else if (fault === undefined && 'page' in got) found = { body: got.page.body, page: got.page, link }
    else reason ??= fault
  }
  if (found) return write(task, found, tools)
  const missing = entry[missingName(name)]
  const tries = missing?.choices === choices ? Math.min(missing.tries + 1, 10) : 0
  const wait = Math.min(DAY * 2 ** tries, 30 * DAY)
  const noted: Missing = { choices, reason: (reason ?? '').slice(0, 200), retryAt: tools.now() + wait, tries }
  entry[missingName(name)] = noted
  return DONE
}

type Found = { readonly body: Uint8Array; readonly page?: FetchedPage; readonly link: Link }

const inline = (url: string) => ({ body: Buffer.from(decodeURIComponent(url.slice(url.indexOf(',') + 1))) })

const hasVoices = ({ body, link }: Found): boolean => link.kind !== 'vtt' || /<v[ .]/.test(Buffer.from(body).toString())

async function write(
  { entry, name, choices }: Task,
  { body, page, link }: Found,
  { write, now }: Tools,
): Promise<Result> {
  const file = `transcripts/${entry.file.replace(/\.md$/, '')}${name === 'chapters' ? '.chapters' : ''}.${link.kind}`
  const before = entry[name]?.file === file ? entry[name] : undefined
  const attachment: Attachment = {
    ...before,
    file,
    choices,
    url: hashOf(link.url),
    ...(page && validators(page)),
    checkedAt: now(),
  }
  const written = await write(file, body, attachment)
  if (!written.ok) return written
  entry[name] = attachment
  delete entry[missingName(name)]
  return DONE
}

/** Why this cannot be what it should be. Many hosts answer with a page of their site instead of an error. */
function faultIn(
  got: { readonly page: FetchedPage } | { readonly body: Uint8Array },
  { kind }: Link,
  name: Task['name'],
): string | undefined {
  const text = Buffer.from('page' in got ? got.page.body : got.body).toString()
  const start = text
    .slice(0, 1000)
    .replace(/^\ufeff/, '')
    .trimStart()
  if (start === '') return 'it is empty'
  if (kind !== 'html' && /^<(?:!doctype|html|\?xml)/i.test(start)) return 'its host sent a web page instead'
  if ((kind === 'vtt' || kind === 'srt') && !text.includes('-->')) return 'it has no times'
  if (kind !== 'json') return undefined
  return isOfKind(text, name) ? undefined : 'it is something else'
}

/** A list somewhere at the top is enough; whoever reads the file knows the formats. */
function isOfKind(text: string, name: Task['name']): boolean {
  try {
    const value: unknown = JSON.parse(text)
    if (name === 'chapters')
      return typeof value === 'object' && value !== null && 'chapters' in value && Array.isArray(value.chapters)
    const isChapters = typeof value === 'object' && value !== null && 'chapters' in value
    return (
      !isChapters &&
      (Array.isArray(value) ||
        (typeof value === 'object' &&
          value !== null &&
          Object.values(value).some(one => typeof one === 'object' && one !== null)))
    )
  } catch {
    return false
  }
}

/** The validators of a response, for the next conditional request. */
export const validators = ({ headers }: FetchedPage) => ({
  etag: headers.get('etag') ?? undefined,
  lastModified: headers.get('last-modified') ?? undefined,
})

export const conditions = ({
  etag,
  lastModified,
}: {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}) => ({
  ...(etag !== undefined && { 'if-none-match': etag }),
  ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
})

/** The end of a sentence: `it could not be fetched: …`. */
export function failureReason(failure: FetchFailure): string {
  switch (failure.kind) {
    case 'not-allowed':
      return 'its address is not a plain http(s) one'
    case 'private':
      return 'its address leads into a private network'
    case 'timeout':
      return 'its host did not answer in time'
    case 'unreachable':
      return `its host cannot be reached (${failure.code})`
    case 'too-many-redirects':
      return 'its host redirects in circles'
    case 'too-large':
      return 'it is too large'
  }
}
