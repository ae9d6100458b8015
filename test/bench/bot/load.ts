import { createRequire } from 'node:module'
import type { Signed } from './signed.ts'

export type Load = {
  readonly url: string
  readonly connections: number
  /** Seconds, or else requests. */
  readonly until: { readonly seconds: number } | { readonly requests: number }
  /** Gives another one each time. */
  readonly next: () => Signed
}

export type Carried = {
  readonly answers: number
  readonly perSecond: number
  /** The 99th percentile, in milliseconds. */
  readonly p99: number
}

/** So many connections ask again as soon as they are answered. Throws when anything but an answer came back. */
export async function load({ url, connections, until, next }: Load): Promise<Carried> {
  const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon
  const result = await autocannon({
    url,
    connections,
    ...('seconds' in until ? { duration: until.seconds } : { amount: until.requests }),
    requests: [{ method: 'POST', setupRequest: request => ({ ...request, ...next() }) }],
  })
  const { errors, timeouts, non2xx, duration } = result
  if (errors + timeouts + non2xx > 0) {
    throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} refusals in ${duration} seconds`)
  }
  const answers = result['2xx']
  return { answers, perSecond: answers / duration, p99: result.latency.p99 }
}

/** What is used of autocannon. Its types are not there where only the bot is installed. */
type Autocannon = (options: {
  readonly url: string
  readonly connections: number
  readonly duration?: number
  readonly amount?: number
  readonly requests: readonly { readonly method: string; readonly setupRequest: (request: object) => object }[]
}) => Promise<{
  readonly errors: number
  readonly timeouts: number
  readonly non2xx: number
  readonly '2xx': number
  readonly duration: number
  readonly latency: { readonly p99: number }
}>
