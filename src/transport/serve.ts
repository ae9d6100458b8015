import { once } from 'node:events'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Log } from '../log.ts'
import { closingServer } from './closing.ts'
import { listen } from './listen.ts'

export type Served = {
  readonly endpoint: Hono
  readonly host: string
  /** 0 for any. */
  readonly port: number
  readonly log: Log
  /** Asks to finish what is in hand and go. */
  readonly leave: AbortSignal
}

/** Discord sends a request at once and waits three seconds for its answer: whoever is much slower is not Discord. */
const TIMES = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  // Longer than load balancers keep a connection that nothing goes over: who closes it must not be us. AWS: 60 seconds.
  keepAliveTimeout: 65_000,
}

/**
 * Answers HTTP requests until told to leave.
 *
 * @returns nothing when it left as told, else the sentence that says why it cannot stay.
 */
export async function serveHttp({ endpoint, host, port, log, leave }: Served): Promise<string | undefined> {
  const listener = getRequestListener(endpoint.fetch)
  const { server, close } = closingServer(TIMES, listener)
  const opened = await listen(server, host, port, 'PORT')
  if (typeof opened === 'string') return opened
  log.info({ event: 'ready', url: `${opened.url}/interactions` })
  if (!leave.aborted) await once(leave, 'abort')
  if (!(await close())) log.warn({ event: 'unfinished' })
  log.info({ event: 'left' })
  return undefined
}
