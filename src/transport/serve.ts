import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { Server as Listener } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Log } from '../log.ts'
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

/** How long what is in hand may still take when it is time to go. */
const FINISHING_MS = 10_000

/** How long a connection without a request is kept then: one may be on its way. */
const LAST_CALL_MS = 500

/**
 * Answers HTTP requests until told to leave.
 *
 * @returns nothing when it left as told, else the sentence that says why it cannot stay.
 */
export async function serveHttp({ endpoint, host, port, log, leave }: Served): Promise<string | undefined> {
  const answering = getRequestListener(endpoint.fetch, { overrideGlobalObjects: false })
  const unanswered = new Set<ServerResponse>()
  const server = createServer(TIMES, (request, response) => {
    unanswered.add(response)
    response.once('close', () => unanswered.delete(response))
    if (leave.aborted) sayGoodbye(response)
    return answering(request, response)
  })
  const opened = await listen(server, host, port, 'PORT')
  if (typeof opened === 'string') return opened
  log.info({ event: 'ready', url: `${opened.url}/interactions` })
  if (!leave.aborted) await once(leave, 'abort')
  for (const response of unanswered) sayGoodbye(response)
  if (!(await drained(server))) log.warn({ event: 'unfinished' })
  log.info({ event: 'left' })
  return undefined
}

/** Tells with an answer that it is the last on this connection. */
function sayGoodbye(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close')
}

/**
 * Ends when everything that was accepted has been answered, or after a while; says whether it has. The server's own
 * `close` would cut connections that look idle, and with them a request that has come but not been read yet
 * (github.com/nodejs/node/issues/60617): here each of them is told with its next answer that it was the last.
 */
async function drained(server: Server): Promise<boolean> {
  const closed = once(server, 'close').then(() => true)
  // Right after everything that waits to be accepted, or to be read, has been.
  await setImmediate()
  Listener.prototype.close.call(server)
  const hurry = async (): Promise<boolean> => {
    await setTimeout(LAST_CALL_MS, undefined, { ref: false })
    await setImmediate()
    server.closeIdleConnections()
    await setTimeout(FINISHING_MS - LAST_CALL_MS, undefined, { ref: false })
    return false
  }
  const done = await Promise.race([closed, hurry()])
  server.closeAllConnections()
  return done
}
