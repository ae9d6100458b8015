import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { Server as Listener, type Socket } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
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
export async function serveHttp({ endpoint, host, port, log, leave }: HttpServer): Promise<string | undefined> {
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

/** An HTTP server that goes without cutting anybody off whom it has let in. */
type ClosingServer = {
  readonly server: Server
  /** Says goodbye, answers what comes meanwhile, and ends within nine seconds; gives whether all was answered by then. */
  readonly close: () => Promise<boolean>
}

/** Nothing has come for so long: whoever stands before us sends nothing more. */
const QUIET_MS = 1000

/** The longest that we wait for that. */
const NOTICE_MS = 5000

/** Within this everything is over: a container that was told to stop is ended after ten seconds. */
const FINISHING_MS = 9000

/**
 * A server's own `close` cuts connections that look idle although a request is on its way
 * (github.com/nodejs/node/issues/60617), and the system cuts those that wait to be accepted, which Node does one by one
 * (github.com/libuv/libuv/pull/3696). Here each connection hears with its next answer that it was the last; the door is
 * shut when nobody stands before it; and only a connection that has been quiet all the while is closed without a word.
 *
 * What cannot be helped: a request that sets out in the very instant in which the door shuts, which lasts as long as the
 * way to us. Whoever minds asks `/readyz` before sending anything.
 */
function closingServer(options: ServerOptions, answer: RequestListener): ClosingServer {
  // By connection: a response behind another one, on a connection that goes, tells nobody that it will not come.
  const unanswered = new Map<Socket, Set<ServerResponse>>()
  let leaving = false
  let held: Promise<void> | undefined
  let arrivals = 0
  const server = createServer(options, async (request, response) => {
    arrivals++
    const here = unanswered.get(request.socket)
    here?.add(response)
    response.once('close', () => here?.delete(response))
    if (leaving) sayGoodbye(response)
    if (held) await held
    answer(request, response)
  })
  server.on('connection', socket => {
    arrivals++
    unanswered.set(socket, new Set())
    socket.once('close', () => unanswered.delete(socket))
  })
  // Who has said all that there is to say, and closes that half, still gets the answer. Node's types do not know of it.
  Object.assign(server, { httpAllowHalfOpen: true })

  /** Resolves after so long without an arrival, or when there is no more time for that. */
  const lull = async (pause: () => Promise<unknown>, end: number): Promise<void> => {
    let before: number
    do {
      before = arrivals
      await pause()
    } while (arrivals !== before && performance.now() < end)
  }

  const close = async (): Promise<boolean> => {
    const told = performance.now()
    leaving = true
    for (const here of unanswered.values()) here.forEach(sayGoodbye)
    await lull(() => setTimeout(QUIET_MS), told + NOTICE_MS)

    // Who gets no answer sends nothing new: so those who wait at the door can all be let in, one with each turn.
    let release = (): void => {}
    held = new Promise(resolve => {
      release = resolve
    })
    await lull(() => setImmediate(), told + FINISHING_MS)
    const closed = once(server, 'close').then(() => true)
    Listener.prototype.close.call(server)
    server.closeIdleConnections()
    release()

    const done = await Promise.race([
      closed,
      setTimeout(told + FINISHING_MS - performance.now(), false, { ref: false }),
    ])
    server.closeAllConnections()
    return done
  }
  return { server, close }
}

/** Tells with an answer that it is the last on this connection. */
function sayGoodbye(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close')
}
