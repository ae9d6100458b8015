import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import PQueue from 'p-queue'
import { Agent, type Dispatcher, request } from 'undici'

export type CrawlLimits = {
  /** The maximum number of concurrent requests over all hosts. A single host never gets two at a time. */
  readonly concurrency: number
  /** The minimum time between two requests to the same host. */
  readonly pauseMs: number
  readonly timeoutMs: number
  /** Whether to refuse addresses in private networks. */
  readonly publicOnly: boolean
}

export type LinkStatus =
  /** `movedTo` is set if the host redirects permanently (301 or 308). */
  | { readonly kind: 'ok'; readonly movedTo?: string | undefined }
  | { readonly kind: 'gone'; readonly status: number }
  | { readonly kind: 'server-error'; readonly status: number }
  | { readonly kind: 'timeout' }
  /** No connection. `code` is the system's error code, such as `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'private' }
  /** Closed to programs, by a login or a robot check for example, so nothing is known about the page. */
  | { readonly kind: 'unknown' }
  /** The host asked to wait (429, or 503 with `Retry-After`). `until` is in milliseconds since 1970. */
  | { readonly kind: 'retry-later'; readonly until: number }

export type LinkChecker = {
  /** Follows redirects; every hop waits in the queue of its own host. */
  readonly check: (link: string) => Promise<LinkStatus>
  /** Whether a request for this link was really sent. */
  readonly wasRequested: (link: string) => boolean
  readonly close: () => Promise<void>
}

type Options = {
  readonly limits: CrawlLimits
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly agent?: Dispatcher
}

type Response = { readonly status: number; readonly location: string | undefined }

const MAX_REDIRECTS = 10

export function createLinkChecker({ limits, userAgent, now, agent = createAgent(limits) }: Options): LinkChecker {
  const enqueue = createHostQueues(limits)
  const requested = new Set<string>()
  /** Hosts that cannot be reached or asked to wait: no further request is sent to them. */
  const hostStatus = new Map<string, LinkStatus>()

  const check = async (link: string): Promise<LinkStatus> => {
    let url = new URL(link)
    const known = hostStatus.get(url.host)
    if (known) return known
    let movedTo: string | undefined
    let isPermanent = true
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      if (limits.publicOnly && isPrivateAddress(url)) return { kind: 'private' }
      const response = await fetchResponse(url)
      if ('kind' in response) return response
      if (!redirects.has(response.status)) return statusOf(response.status, movedTo)
      if (response.location === undefined || !URL.canParse(response.location, url.href)) return { kind: 'unknown' }
      url = new URL(response.location, url)
      if (!/^https?:$/.test(url.protocol)) return { kind: 'unknown' }
      isPermanent &&= permanentRedirects.has(response.status)
      if (isPermanent) movedTo = url.href
    }
    // A browser that keeps cookies may get through.
    return { kind: 'unknown' }
  }

  /** HEAD is cheapest, but many hosts refuse it or answer it with 404, so GET has to confirm every failure. */
  const fetchResponse = async (url: URL): Promise<Response | LinkStatus> => {
    const head = await enqueue(url, () => send(url, 'HEAD'))
    const needsGet = 'kind' in head ? head.kind === 'unreachable' && hangUps.has(head.code) : head.status >= 400
    return needsGet ? enqueue(url, () => send(url, 'GET')) : head
  }

  const send = async (url: URL, method: 'HEAD' | 'GET'): Promise<Response | LinkStatus> => {
    const known = hostStatus.get(url.host)
    if (known) return known
    try {
      const { statusCode, headers, body } = await request(url, {
        method,
        dispatcher: agent,
        headers: { 'user-agent': userAgent, accept: 'text/html,*/*;q=0.8' },
        signal: AbortSignal.timeout(limits.timeoutMs),
      })
      requested.add(url.href)
      // The headers are enough. Destroying the body may still emit an error.
      body.on('error', () => {})
      body.destroy()
      const wait = retryAfterMs(statusCode, firstValue(headers['retry-after']), now())
      if (wait === undefined) return { status: statusCode, location: firstValue(headers.location) }
      const status: LinkStatus = { kind: 'retry-later', until: now() + wait }
      hostStatus.set(url.host, status)
      return status
    } catch (error) {
      const status = connectionStatus(error)
      if (status.kind !== 'private') requested.add(url.href)
      if (status.kind === 'unreachable' && !hangUps.has(status.code)) hostStatus.set(url.host, status)
      return status
    }
  }

  return { check, wasRequested: link => requested.has(link), close: () => agent.destroy() }
}

const permanentRedirects = new Set([301, 308])
const redirects = new Set([301, 302, 303, 307, 308])

/** The host closed the connection without an answer, as some do on HEAD. */
const hangUps = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** One queue per host, and one for all of them together. */
function createHostQueues({ concurrency, pauseMs }: CrawlLimits) {
  const all = new PQueue({ concurrency })
  const hosts = new Map<string, PQueue>()
  return <T>({ host }: URL, task: () => Promise<T>): Promise<T> => {
    const queue = hosts.get(host) ?? new PQueue({ concurrency: 1, intervalCap: 1, interval: pauseMs, strict: true })
    hosts.set(host, queue)
    return queue.add(() => all.add(task))
  }
}

const firstValue = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header

function statusOf(status: number, movedTo: string | undefined): LinkStatus {
  if (status < 300) return { kind: 'ok', movedTo }
  if (status === 404 || status === 410) return { kind: 'gone', status }
  return status >= 500 ? { kind: 'server-error', status } : { kind: 'unknown' }
}

function connectionStatus(error: unknown): LinkStatus {
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'timeout' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (code === NOT_PUBLIC) return { kind: 'private' }
  return /TIMEOUT|ETIMEDOUT/.test(code) ? { kind: 'timeout' } : { kind: 'unreachable', code }
}

const HOUR = 60 * 60 * 1000

/** `Retry-After` is in seconds or a date (RFC 9110, section 10.2.3). An hour if it is neither, and at most a day. */
function retryAfterMs(status: number, retryAfter: string | undefined, now: number): number | undefined {
  if (status !== 429 && (status !== 503 || retryAfter === undefined)) return undefined
  const text = retryAfter?.trim() ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(wait) ? HOUR : Math.min(Math.max(wait, 0), 24 * HOUR)
}

const NOT_PUBLIC = 'ENOTPUBLIC'

/**
 * Anyone who edits the show notes can write a link, and the computer that checks it may reach what they cannot: its own
 * ports, its neighbours, the credentials that a cloud serves at 169.254.169.254 (server-side request forgery).
 */
const createAgent = ({ publicOnly }: CrawlLimits): Agent =>
  new Agent(publicOnly ? { connect: { lookup: lookupPublic } } : {})

/** Checks the very addresses that are connected to: a second lookup could return different ones (DNS rebinding). */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (error, found: string | LookupAddress[], family) => {
    const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
    if (error !== null || addresses.every(isPublic)) callback(error, found, family)
    else callback(Object.assign(new Error(`${hostname} is not public`), { code: NOT_PUBLIC }), found, family)
  })
}

/** A literal IP address never goes through the DNS lookup. */
function isPrivateAddress({ hostname }: URL): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(address) && !isPublic(address)
}

/** ipaddr.js calls an address `unicast` if it is in no private, local, reserved or tunnel range. */
const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast'
