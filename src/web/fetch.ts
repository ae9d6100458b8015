import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, fetch, type Response } from 'undici'

/**
 * The one way to fetch an address that somebody else has written: a link in the show notes, a feed, a file that a feed
 * names. Whoever writes it may try to reach what only this computer can: its own ports, its neighbours, the credentials
 * that a cloud serves at 169.254.169.254 (server-side request forgery).
 */
export type WebClient = {
  /** One request, without following a redirect or reading the body: close it with `discard`, or read it with `readBody`. */
  readonly send: (url: URL, options: SendOptions) => Promise<Sent<Response>>
  /** Follows at most ten redirects and reads the body. Any status counts as a response. Never throws. */
  readonly get: (url: string, options: GetOptions) => Promise<Sent<FetchedPage>>
  readonly close: () => Promise<void>
}

type Sent<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: FetchFailure }

export type FetchFailure =
  /** Not an address that starts with http: or https:, or one with a user name or password in it. */
  | { readonly kind: 'not-allowed' }
  /** Leads into a private network, so nothing was sent there. */
  | { readonly kind: 'private' }
  | { readonly kind: 'timeout' }
  /** No connection, or one that broke. `code` is the system's error code, such as `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'too-many-redirects' }
  | { readonly kind: 'too-large' }

export type FetchedPage = {
  readonly status: number
  /** The last address, after all redirects. */
  readonly url: string
  /** Where the page has moved for good (301 or 308), even if temporary redirects follow. */
  readonly movedTo: string | undefined
  readonly headers: Response['headers']
  /** Decompressed. */
  readonly body: Uint8Array
}

type SendOptions = {
  readonly method: 'GET' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

export type GetOptions = {
  /** For `accept`, `if-none-match` and `if-modified-since`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Counted after decompression. */
  readonly maxBytes: number
  /** For everything together: the DNS lookup, all redirects and the body. */
  readonly timeoutMs: number
}

type ClientOptions = {
  readonly userAgent: string
  /** Whether an operator has configured this address, so that it may be private. No address by default. */
  readonly isTrusted?: (url: URL) => boolean
  readonly lookup?: LookupFunction
}

const MAX_REDIRECTS = 10

/** There are no cookies and no `Referer`, and connections are shared only within one client. */
export function createWebClient({ userAgent, isTrusted = () => false, lookup }: ClientOptions): WebClient {
  const anywhere = new Agent(lookup ? { connect: { lookup } } : {})
  const publicOnly = new Agent({ connect: { lookup: onlyPublic(lookup ?? systemLookup) } })

  const send: WebClient['send'] = async (url, { method, headers, signal }) => {
    if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return failed('not-allowed')
    const trusted = isTrusted(url)
    if (!trusted && isPrivateLiteral(url)) return failed('private')
    try {
      const value = await fetch(url, {
        method,
        signal,
        redirect: 'manual',
        dispatcher: trusted ? anywhere : publicOnly,
        headers: { accept: '*/*', ...headers, 'user-agent': userAgent },
      })
      return { ok: true, value }
    } catch (error) {
      return { ok: false, failure: failureOf(error) }
    }
  }

  const get: WebClient['get'] = async (address, { headers = {}, maxBytes, timeoutMs }) => {
    if (!URL.canParse(address)) return failed('not-allowed')
    const signal = AbortSignal.timeout(timeoutMs)
    let url = new URL(address)
    let movedTo: string | undefined
    let isPermanent = true
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const sent = await send(url, { method: 'GET', headers, signal })
      if (!sent.ok) return sent
      const target = redirectTarget(url, sent.value)
      if (target === undefined) {
        const { status, headers } = sent.value
        const body = await readBody(sent.value, maxBytes)
        return body.ok ? { ok: true, value: { status, url: url.href, movedTo, headers, body: body.value } } : body
      }
      discard(sent.value)
      isPermanent &&= isPermanentRedirect(sent.value)
      if (isPermanent) movedTo = target.href
      url = target
    }
    return failed('too-many-redirects')
  }

  const close = async (): Promise<void> => {
    await Promise.all([anywhere.destroy(), publicOnly.destroy()])
  }
  return { send, get, close }
}

const failed = (kind: Exclude<FetchFailure['kind'], 'unreachable'>): { ok: false; failure: FetchFailure } => ({
  ok: false,
  failure: { kind },
})

/** Undefined if the response is none of the redirects that name a new address. */
export function redirectTarget(url: URL, { status, headers }: Response): URL | undefined {
  const location = headers.get('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined
  return URL.canParse(location, url.href) ? new URL(location, url) : undefined
}

export const isPermanentRedirect = ({ status }: Response): boolean => status === 301 || status === 308

/** Closes a response whose body nobody will read. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => {})
}

/** A small file can decompress to any size, so it is counted as it arrives, and the rest is never read. */
async function readBody({ body }: Response, maxBytes: number): Promise<Sent<Uint8Array>> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body ?? []) {
      size += chunk.length
      if (size > maxBytes) return failed('too-large')
      chunks.push(chunk)
    }
  } catch (error) {
    return { ok: false, failure: failureOf(error) }
  }
  return { ok: true, value: Buffer.concat(chunks) }
}

const NOT_PUBLIC = 'ENOTPUBLIC'

/** fetch wraps the error of a connection in one of its own, sometimes twice. */
function failureOf(error: unknown): FetchFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? String(cause.code) : ''
    if (code === NOT_PUBLIC) return { kind: 'private' }
    if (cause.name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code)) return { kind: 'timeout' }
    if (/^[A-Z]/.test(code)) return { kind: 'unreachable', code }
  }
  return { kind: 'unreachable', code: 'unknown' }
}

const HOUR = 60 * 60 * 1000

/**
 * How long a host asks to wait, in milliseconds; undefined unless it asks. `Retry-After` is in seconds or a date (RFC 9110,
 * section 10.2.3). An hour if it is neither, and at most a day.
 */
export function retryAfterMs(
  { status, headers }: Pick<FetchedPage, 'status' | 'headers'>,
  now: number,
): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (status !== 429 && (status !== 503 || text === undefined)) return undefined
  const wait = /^\d+$/.test(text ?? '') ? Number(text) * 1000 : Date.parse(text ?? '') - now
  return Number.isNaN(wait) ? HOUR : Math.min(Math.max(wait, 0), 24 * HOUR)
}

/** Checks the very addresses that are connected to: a second lookup could return different ones (DNS rebinding). */
const onlyPublic =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, options, (error, found: string | LookupAddress[], family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
      if (error !== null || addresses.every(isPublicAddress)) callback(error, found, family)
      else callback(Object.assign(new Error(`${hostname} is not public`), { code: NOT_PUBLIC }), found, family)
    })
  }

/** A literal IP address never goes through the DNS lookup. */
function isPrivateLiteral({ hostname }: URL): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(address) && !isPublicAddress(address)
}

/** Where Azure serves a virtual machine its configuration. The address is public, but leads to the computer's own host. */
const AZURE_HOST = '168.63.129.16'

/** The IPv6 addresses given out so far. Those outside, such as `::127.0.0.1`, lead nowhere or to an old kind of tunnel. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Where a network without IPv4 translates it: the IPv4 address is in the last four bytes (NAT64, RFC 6052). */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/**
 * Whether an IP address is in no private, local, reserved or tunnel range: what ipaddr.js calls `unicast`. An IPv4 address
 * inside an IPv6 one counts as itself if it is mapped or translated by NAT64; 6to4 and Teredo are never public.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast' && address.toString() !== AZURE_HOST
  if (address.match(NAT64)) return isPublicAddress(new ipaddr.IPv4(address.toByteArray().slice(12)).toString())
  return address.match(GLOBAL_IPV6) && address.range() === 'unicast'
}
