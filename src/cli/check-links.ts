import * as z from 'zod'
import { readOwnFile, replaceFile } from '../content/own-files.ts'
import { warning } from '../content/problems.ts'
import type { Problem, Resource, Show } from '../content/types.ts'
import type { Progress } from '../operations/progress.ts'
import { pluralize } from '../text.ts'
import { type CrawlLimits, createLinkChecker, type LinkStatus } from './fetch-link.ts'

const defaultLimits: CrawlLimits = { concurrency: 8, pauseMs: 1000, timeoutMs: 10_000, publicOnly: true }

type Options = {
  readonly show: Show
  /** Where the results are kept. */
  readonly cacheFile: string
  readonly progress: Progress
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

export type LinkReport = {
  readonly problems: readonly Problem[]
  /**
   * Distinct links: requested in this run, known from the cache, and not requested because the host is unreachable,
   * private or asked to wait. `later` counts all that have no result yet because their host asked to wait.
   */
  readonly counts: Readonly<Record<'links' | 'asked' | 'known' | 'notAsked' | 'later', number>>
  /** The same as a sentence. */
  readonly line: string
}

/** An interrupted run loses at most this many results. */
const SAVE_EVERY = 20

/** Checks each distinct resource link of a show once, within the crawl limits. Results are kept in a file. */
export async function checkLinks(
  { show, cacheFile, progress, now = Date.now }: Options,
  limits: CrawlLimits = defaultLimits,
): Promise<LinkReport> {
  const cache = await openCache(cacheFile, now)
  const links = [...new Set(show.episodes.flatMap(({ resources }) => resources.map(linkOf)))].filter(isHttp)
  const cached = new Map(links.flatMap(link => cache.get(link) ?? []).map(entry => [entry.link, entry.status]))
  const unchecked = links.filter(link => !cached.has(link))

  const checker = createLinkChecker({ limits, userAgent: userAgent(show), now })
  const checked = new Map<string, LinkStatus>()
  let saving: Promise<string | undefined> = Promise.resolve(undefined)
  const checkHost = async (hostLinks: readonly string[]): Promise<void> => {
    for (const link of hostLinks) {
      checked.set(link, await checker.check(link))
      progress.at('checking', checked.size, unchecked.length)
      if (checked.size % SAVE_EVERY === 0 && !isOffline(checked)) saving = saving.then(() => cache.save(checked))
    }
  }
  await Promise.all(byHost(unchecked).map(checkHost))
  progress.end()
  await checker.close()
  await saving

  const offline = isOffline(checked)
  const saveError = offline || checked.size === 0 ? undefined : await cache.save(checked)
  // Whether an address is private is known without reaching it.
  const known = offline ? [...checked].filter(([, { kind }]) => kind === 'private') : checked
  const statuses = new Map([...cached, ...known])
  const requested = unchecked.filter(checker.wasRequested).length
  const counts = {
    links: links.length,
    asked: requested,
    known: cached.size,
    notAsked: unchecked.length - requested,
    later: [...statuses.values()].filter(({ kind }) => kind === 'retry-later').length,
  }
  const line = [offline ? offlineMessage(checked.size) : summary(counts), saveError].filter(Boolean).join(' ')
  return { problems: linkProblems(show, statuses), counts, line }
}

/** The fragment never reaches the host, so it is left off. */
function linkOf({ url }: Resource): string {
  const link = new URL(url)
  link.hash = ''
  return link.href
}

const isHttp = (link: string): boolean => /^https?:/.test(link)

/** Names the program and, if it is known, the site of the show that it works for. */
const userAgent = ({ site }: Show): string =>
  `Shownotes-Link-Check/1${site !== undefined && URL.canParse(site) ? ` (+${new URL(site).href})` : ''}`

function byHost(links: readonly string[]): (readonly string[])[] {
  const hosts = new Map<string, string[]>()
  for (const link of links) hosts.set(new URL(link).host, [...(hosts.get(new URL(link).host) ?? []), link])
  return [...hosts.values()]
}

/** If not a single host can be reached, the problem is this computer's connection, not the links. */
function isOffline(statuses: ReadonlyMap<string, LinkStatus>): boolean {
  const relevant = [...statuses.values()].filter(({ kind }) => kind !== 'private')
  return relevant.length > 0 && relevant.every(status => status.kind === 'unreachable' && noNetwork.has(status.code))
}

const noNetwork = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH'])

/** `3 links: 1 checked now, 2 not checked. No result yet for 2: …` */
function summary({ links, asked, known, notAsked, later }: LinkReport['counts']): string {
  const parts = [
    `${asked} checked now`,
    ...(known > 0 ? [`${known} known from an earlier run`] : []),
    ...(notAsked > 0 ? [`${notAsked} not checked`] : []),
  ]
  const wait = later === 0 ? '' : `. No result yet for ${later}: their hosts asked us to wait`
  return `${pluralize(links, 'link')}: ${parts.join(', ')}${wait}`
}

const offlineMessage = (checked: number): string =>
  `None of the hosts of ${pluralize(checked, 'link')} can be reached, so none is reported as broken. Is this computer online?`

type Cache = {
  /** Undefined if the link was never checked or its result has expired. */
  readonly get: (link: string) => { readonly link: string; readonly status: LinkStatus } | undefined
  /** Adds results and writes the file atomically. Returns an error message if that fails. */
  readonly save: (statuses: ReadonlyMap<string, LinkStatus>) => Promise<string | undefined>
}

const DAY = 24 * 60 * 60 * 1000

/** A page that exists rarely disappears; a failure may be over tomorrow. */
const lifetimes: Readonly<Record<Exclude<LinkStatus['kind'], 'retry-later'>, number>> = {
  ok: 14 * DAY,
  unknown: 14 * DAY,
  private: 14 * DAY,
  gone: DAY,
  'server-error': DAY,
  timeout: DAY,
  unreachable: DAY,
}

const status = z.int().min(100).max(599)

/** Strict, because the file may come with somebody else's repository: what it says is printed. */
const cacheSchema = z.record(
  z.url({ protocol: /^https?$/ }),
  z.object({
    at: z.number(),
    status: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('ok'), movedTo: z.url({ protocol: /^https?$/ }).optional() }),
      z.object({ kind: z.enum(['gone', 'server-error']), status }),
      z.object({ kind: z.enum(['timeout', 'private', 'unknown']) }),
      z.object({ kind: z.literal('unreachable'), code: z.string().regex(/^\w{1,40}$/) }),
      z.object({ kind: z.literal('retry-later'), until: z.number() }),
    ]),
  }),
)

type Entry = z.output<typeof cacheSchema>[string]

/** A result from the future, perhaps because the clock was wrong, would never expire. */
function isCurrent({ at, status }: Entry, now: number): boolean {
  const expires = status.kind === 'retry-later' ? Math.min(status.until, at + DAY) : at + lifetimes[status.kind]
  return at <= now && now < expires
}

/** A missing or invalid file counts as an empty cache. */
async function openCache(file: string, now: () => number): Promise<Cache> {
  const entries = new Map(Object.entries(await readCache(file)))
  return {
    get: link => {
      const entry = entries.get(link)
      return entry && isCurrent(entry, now()) ? { link, status: entry.status } : undefined
    },
    save: async statuses => {
      for (const [link, status] of statuses) {
        if (entries.get(link)?.status !== status) entries.set(link, { at: now(), status })
      }
      const current = [...entries].filter(([, entry]) => isCurrent(entry, now()))
      const written = await replaceFile(
        file,
        Buffer.from(`${JSON.stringify(Object.fromEntries(current), undefined, 1)}\n`),
      )
      return written.ok ? undefined : `${written.error.message} The next run will check these links again.`
    },
  }
}

const MAX_CACHE_BYTES = 50_000_000

async function readCache(file: string): Promise<z.output<typeof cacheSchema>> {
  try {
    return cacheSchema.parse(JSON.parse((await readOwnFile(file, MAX_CACHE_BYTES)).toString()))
  } catch {
    return {}
  }
}

function linkProblems({ episodes }: Show, statuses: ReadonlyMap<string, LinkStatus>): Problem[] {
  return episodes.flatMap(({ file, resources }) =>
    resources.flatMap(resource => {
      const status = statuses.get(linkOf(resource))
      const text = status && problemText(resource.label, status)
      return text ? [warning(file, resource.line ?? 0, ...text)] : []
    }),
  )
}

/** Returns undefined if the link works, or if nothing is known about it. */
function problemText(label: string, status: LinkStatus): readonly [message: string, fix: string] | undefined {
  switch (status.kind) {
    case 'ok':
      if (status.movedTo === undefined) return undefined
      return [`The link “${label}” has moved permanently.`, `Change it to ${status.movedTo}.`]
    case 'gone':
      return [`The page behind the link “${label}” is gone (${status.status}).`, 'Find its new address, or delete it.']
    case 'server-error':
      return [`The link “${label}” returns a server error (${status.status}).`, TRY_LATER]
    case 'timeout':
      return [`The host of the link “${label}” does not answer in time.`, TRY_LATER]
    case 'unreachable':
      return [`The host of the link “${label}” cannot be reached (${status.code}).`, TRY_LATER]
    case 'private':
      return [
        `The link “${label}” leads into a private network, so it was not checked.`,
        'Use an address that every listener can open.',
      ]
  }
  return undefined
}

const TRY_LATER = 'Open it in a browser. If it still fails in a few days, replace it or delete it.'
