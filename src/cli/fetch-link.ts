import PQueue from 'p-queue'
import type { Response } from 'undici'
import {
  createWebClient,
  discard,
  type FetchFailure,
  isPermanentRedirect,
  redirectTarget,
  retryAfterMs,
  type WebClient,
} from '../web/fetch.ts'

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
  readonly client?: WebClient
}

const MAX_REDIRECTS = 10

export function createLinkChecker({
  limits,
  userAgent,
  now,
  client = createClient(limits, userAgent),
}: Options): LinkChecker {
  const enqueue = createHostQueues(limits)
  const requested = new Set<string>()
  /** Hosts that cannot be reached, do not answer or asked to wait: no further request is sent to them. */
  const hostStatus = new Map<string, LinkStatus>()
  /** How many requests have failed since the last answer. Without any answer the first failure is enough. */
  const failures = new Map<string, number>()

  const check = async (link: string): Promise<LinkStatus> => {
    let url = new URL(link)
    let movedTo: string | undefined
    let isPermanent = true
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await fetchResponse(url)
      if ('kind' in response) return response
      const target = redirectTarget(url, response)
      if (target === undefined) return statusOf(response.status, movedTo)
      url = target
      isPermanent &&= isPermanentRedirect(response)
      if (isPermanent) movedTo = url.href
    }
    // A browser that keeps cookies may get through.
    return { kind: 'unknown' }
  }

  /** HEAD is cheapest, but many hosts refuse it or answer it with 404, so GET has to confirm every failure. */
  const fetchResponse = async (url: URL): Promise<Response | LinkStatus> => {
    const known = hostStatus.get(url.host)
    if (known) return known
    const head = await enqueue(url, () => send(url, 'HEAD'))
    const needsGet = 'kind' in head ? head.kind === 'unreachable' && hangUps.has(head.code) : head.status >= 400
    return needsGet ? enqueue(url, () => send(url, 'GET')) : head
  }

  const send = async (url: URL, method: 'HEAD' | 'GET'): Promise<Response | LinkStatus> => {
    const known = hostStatus.get(url.host)
    if (known) return known
    const sent = await client.send(url, {
      method,
      headers: { accept: 'text/html,*/*;q=0.8' },
      signal: AbortSignal.timeout(limits.timeoutMs),
    })
    if (!sent.ok) {
      const status = failedStatus(sent.failure)
      if (status.kind === 'timeout' || status.kind === 'unreachable') requested.add(url.href)
      if (!isHostDown(status)) return status
      // One slow page does not make a host mute if it has answered before.
      const failed = (failures.get(url.host) ?? 1) + 1
      failures.set(url.host, failed)
      if (failed > 1) hostStatus.set(url.host, status)
      return status
    }
    requested.add(url.href)
    failures.set(url.host, 0)
    discard(sent.value)
    const wait = retryAfterMs(sent.value, now())
    if (wait === undefined) return sent.value
    const status: LinkStatus = { kind: 'retry-later', until: now() + wait }
    hostStatus.set(url.host, status)
    return status
  }

  return { check, wasRequested: link => requested.has(link), close: client.close }
}

const createClient = ({ publicOnly }: CrawlLimits, userAgent: string): WebClient =>
  createWebClient({ userAgent, isTrusted: () => !publicOnly })

/** The host closed the connection without an answer, as some do on HEAD. */
const hangUps = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

const isHostDown = (status: LinkStatus): boolean =>
  status.kind === 'timeout' || (status.kind === 'unreachable' && !hangUps.has(status.code))

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

function statusOf(status: number, movedTo: string | undefined): LinkStatus {
  if (status < 300) return { kind: 'ok', movedTo }
  if (status === 404 || status === 410) return { kind: 'gone', status }
  return status >= 500 ? { kind: 'server-error', status } : { kind: 'unknown' }
}

function failedStatus(
  failure: FetchFailure,
): Extract<LinkStatus, { kind: 'timeout' | 'unreachable' | 'private' | 'unknown' }> {
  const { kind } = failure
  if (kind === 'unreachable' || kind === 'timeout' || kind === 'private') return failure
  return { kind: 'unknown' }
}
