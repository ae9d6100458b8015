import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Log } from '../log.ts'
import { listen } from '../operations/lifecycle.ts'
import { DONE, type Result } from '../result.ts'

export type HttpServer = {
  readonly endpoint: Hono
  readonly host: string
  /** 0 for any. */
  readonly port: number
  readonly log: Log
  readonly shutdown: AbortSignal
}

/** Discord sends its requests without delay and waits three seconds for an answer: any client much slower is not Discord. */
const TIMEOUTS = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  // Load balancers should be the ones to close idle connections, and AWS's do so after 60 seconds.
  keepAliveTimeout: 65_000,
}

/** Answers HTTP requests until shutdown. */
export async function serveHttp({ endpoint, host, port, log, shutdown }: HttpServer): Promise<Result> {
  const listener = getRequestListener(endpoint.fetch)
  const server = createServer(TIMEOUTS, (request, response) => {
    // During shutdown, each connection is closed after its answer.
    if (shutdown.aborted) response.setHeader('Connection', 'close')
    return listener(request, response)
  })
  // Lets a client close its half of the connection before it gets the answer. Node's types lack this option.
  Object.assign(server, { httpAllowHalfOpen: true })
  const opened = await listen(server, host, port, 'PORT')
  if (!opened.ok) return opened
  log.info({ event: 'ready', url: `${opened.value.url}/interactions` })
  if (!shutdown.aborted) await once(shutdown, 'abort')
  if (!(await drain(server))) log.warn({ event: 'unfinished' })
  log.info({ event: 'stopped' })
  return DONE
}

/** How long to keep answering new requests after the signal, to let load balancers notice that `/readyz` fails. */
const NOTICE_MS = 2000

/** How long requests in progress may take after that. Containers are usually killed ten seconds after the signal. */
const DRAIN_MS = 7000

/**
 * Stops the server and finishes every request that it has begun to read; returns whether there was enough time. Connections
 * on which nothing has been read yet are reset.
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
