import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, type Dispatcher, request } from 'undici'

/** What became of a link. */
export type LinkAnswer =
  /** `movedTo`: its host says that this is its address from now on. */
  | { readonly kind: 'found'; readonly movedTo?: string | undefined }
  | { readonly kind: 'gone'; readonly status: number }
  | { readonly kind: 'failing'; readonly status: number }
  | { readonly kind: 'silent' }
  /** No connection: `why` is the system's code, `ECONNREFUSED`. */
  | { readonly kind: 'unreachable'; readonly why: string }
  | { readonly kind: 'private' }
  /** There, but not for a program: a log-in, a wall against robots. Nothing can be said of it. */
  | { readonly kind: 'withheld' }
  /** Its host wants to be left alone until then, in milliseconds since 1970. */
  | { readonly kind: 'later'; readonly until: number }

export type Asking = {
  readonly agent: Dispatcher
  readonly userAgent: string
  /** Milliseconds for a request. */
  readonly patience: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Whether to keep to public addresses. */
  readonly onlyPublic: boolean
  /** Does one request when it is this host's turn. */
  readonly inTurn: <T>(url: URL, work: () => Promise<T>) => Promise<T>
  /** What goes for every link of a host: that it cannot be reached, or wants to be left alone. Added to as it shows. */
  readonly settled: Map<string, LinkAnswer>
  /** Every address that was really asked. Added to as it happens. */
  readonly asked: Set<string>
}

const MOST_REDIRECTS = 10

const permanent = new Set([301, 308])
const redirects = new Set([301, 302, 303, 307, 308])

/** Asks where a link leads, over redirects, each of which waits for its own host's turn. */
export async function askLink(link: string, asking: Asking): Promise<LinkAnswer> {
  let url = new URL(link)
  let movedTo: string | undefined
  let isForGood = true
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    if (asking.onlyPublic && isPrivateHost(url)) return { kind: 'private' }
    const heard = await hear(url, asking)
    if ('kind' in heard) return heard
    if (!redirects.has(heard.status)) return answerOf(heard.status, movedTo)
    if (heard.location === undefined || !URL.canParse(heard.location, url.href)) return { kind: 'withheld' }
    url = new URL(heard.location, url)
    if (!/^https?:$/.test(url.protocol)) return { kind: 'withheld' }
    isForGood &&= permanent.has(heard.status)
    if (isForGood) movedTo = url.href
  }
  // Whoever keeps cookies may get through.
  return { kind: 'withheld' }
}

type Heard = { readonly status: number; readonly location: string | undefined }

/** HEAD costs the host least. Many refuse it, or know a page only by GET: so nothing is gone on the word of HEAD alone. */
async function hear(url: URL, asking: Asking): Promise<Heard | LinkAnswer> {
  const head = await asking.inTurn(url, () => hearOnce(url, 'HEAD', asking))
  const isDoubtful = 'kind' in head ? head.kind === 'unreachable' && hungUp.has(head.why) : head.status >= 400
  return isDoubtful ? asking.inTurn(url, () => hearOnce(url, 'GET', asking)) : head
}

const hungUp = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

async function hearOnce(url: URL, method: 'HEAD' | 'GET', asking: Asking): Promise<Heard | LinkAnswer> {
  const { settled, now } = asking
  const forAll = settled.get(url.host)
  if (forAll !== undefined) return forAll
  const settle = (answer: LinkAnswer): LinkAnswer => {
    if (answer.kind === 'later' || answer.kind === 'unreachable') settled.set(url.host, answer)
    return answer
  }
  try {
    const { statusCode, headers, body } = await request(url, {
      method,
      dispatcher: asking.agent,
      headers: { 'user-agent': asking.userAgent, accept: 'text/html,*/*;q=0.8' },
      signal: AbortSignal.timeout(asking.patience),
    })
    asking.asked.add(url.href)
    // That it answers is enough: nobody reads the page.
    body.on('error', () => {})
    body.destroy()
    const wait = waitOf(statusCode, one(headers['retry-after']), now())
    if (wait === undefined) return { status: statusCode, location: one(headers.location) }
    return settle({ kind: 'later', until: now() + wait })
  } catch (fault) {
    const answer = unheard(fault)
    if (answer.kind !== 'private') asking.asked.add(url.href)
    return answer.kind === 'unreachable' && hungUp.has(answer.why) ? answer : settle(answer)
  }
}

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header)

function unheard(fault: unknown): LinkAnswer {
  if (fault instanceof Error && fault.name === 'TimeoutError') return { kind: 'silent' }
  const why = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown'
  if (why === NOT_PUBLIC) return { kind: 'private' }
  return /TIMEOUT|ETIMEDOUT/.test(why) ? { kind: 'silent' } : { kind: 'unreachable', why }
}

function answerOf(status: number, movedTo: string | undefined): LinkAnswer {
  if (status < 300) return { kind: 'found', movedTo }
  if (status === 404 || status === 410) return { kind: 'gone', status }
  return status >= 500 ? { kind: 'failing', status } : { kind: 'withheld' }
}

const HOUR = 60 * 60 * 1000

/** Milliseconds: `Retry-After` gives seconds or a date. An hour when it gives neither, and a day at most. */
function waitOf(status: number, retryAfter: string | undefined, now: number): number | undefined {
  if (status !== 429 && (status !== 503 || retryAfter === undefined)) return undefined
  const text = retryAfter?.trim() ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(wait) ? HOUR : Math.min(Math.max(wait, 0), 24 * HOUR)
}

/** The code of the error when a name leads into a network that is not public. */
export const NOT_PUBLIC = 'ENOTPUBLIC'

/**
 * Connects to public addresses alone. A link is written by whoever may edit the show notes, and the machine that asks it
 * may reach what they may not: its own ports, its neighbours, the keys that a cloud offers at 169.254.169.254.
 */
export const publicAgent = (): Agent => new Agent({ connect: { lookup: lookupPublic } })

/** For an address in figures, which is never looked up. */
export function isPrivateHost({ hostname }: URL): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) && !isPublic(bare)
}

/** Looks at the very addresses that are connected to: asked twice, a name could lead elsewhere the second time. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (error, found: string | LookupAddress[], family) => {
    const addresses = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
    if (error !== null || addresses.every(isPublic)) callback(error, found, family)
    else callback(Object.assign(new Error(`${hostname} is not public`), { code: NOT_PUBLIC }), found, family)
  })
}

/** `unicast` is what is left when all that is private, local, reserved or a way around is taken off. */
const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast'
