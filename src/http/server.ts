import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { Socket } from 'node:net'
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
    lingerUntilSent(request)
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

/** What a client may go on sending after it has its answer. */
const LINGER = { ms: 5000, bytes: 64 * 1024 * 1024 }

/**
 * A connection that is closed while its client is still sending is reset, and the client may lose the answer that says why.
 * So the rest of the request is read and discarded first, within limits.
 */
function lingerUntilSent(request: IncomingMessage): void {
  const { socket } = request
  const close = (): void => Socket.prototype.destroySoon.call(socket)
  // Node.js closes a connection by this method, and so does Hono.
  socket.destroySoon = () => {
    if (request.complete) return close()
    socket.destroySoon = () => {}
    socket.end()
    let discarded = 0
    // Whoever was reading the body may have paused it, and would again.
    request.removeAllListeners('data')
    request.on('end', close).on('data', ({ length }: Buffer) => {
      discarded += length
      if (discarded > LINGER.bytes) socket.destroy()
    })
    request.resume()
    const timer = globalThis.setTimeout(() => socket.destroy(), LINGER.ms)
    socket.once('close', () => clearTimeout(timer))
  }
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
