import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Log } from '../log.ts'
import { listen } from '../operations/lifecycle.ts'

export type HttpServer = {
  readonly endpoint: Hono
  readonly host: string
  /** 0 for any. */
  readonly port: number
  readonly log: Log
  readonly shutdown: AbortSignal
}

/** Discord sends a request at once and waits three seconds for its answer, so a much slower client is not Discord. */
const TIMEOUTS = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  // Load balancers should be the ones to close idle connections, and AWS's do so after 60 seconds.
  keepAliveTimeout: 65_000,
}

/**
 * Answers HTTP requests until shutdown.
 *
 * @returns undefined after a shutdown, or a sentence that says why it cannot go on.
 */
export async function serveHttp({ endpoint, host, port, log, shutdown }: HttpServer): Promise<string | undefined> {
  const listener = getRequestListener(endpoint.fetch)
  const server = createServer(TIMEOUTS, (request, response) => {
    // From now on each answer is the last on its connection.
    if (shutdown.aborted) response.setHeader('Connection', 'close')
    return listener(request, response)
  })
  // A client that has sent its request and closed its half still gets the answer. Node's types lack this option.
  Object.assign(server, { httpAllowHalfOpen: true })
  const opened = await listen(server, host, port, 'PORT')
  if (typeof opened === 'string') return opened
  log.info({ event: 'ready', url: `${opened.url}/interactions` })
  if (!shutdown.aborted) await once(shutdown, 'abort')
  if (!(await drain(server))) log.warn({ event: 'unfinished' })
  log.info({ event: 'left' })
  return undefined
}

/** How long new requests are still answered after the signal, so that load balancers can notice that `/readyz` fails. */
const NOTICE_MS = 2000

/** How long requests in progress may take after that. A container is killed ten seconds after its signal. */
const DRAIN_MS = 7000

/**
 * Stops the server without dropping a request that it has accepted; returns whether all were answered in time. What remains:
 * the system resets connections that Node.js has not accepted yet at the moment at which the server stops listening.
 */
async function drain(server: Server): Promise<boolean> {
  await setTimeout(NOTICE_MS)
  const closed = once(server, 'close').then(() => true)
  server.close()
  server.closeIdleConnections()
  const done = await Promise.race([closed, setTimeout(DRAIN_MS, false, { ref: false })])
  server.closeAllConnections()
  return done
}
