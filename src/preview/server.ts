import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { isIP } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, type Handler, Hono, type MiddlewareHandler } from 'hono'
import { accepts } from 'hono/accepts'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { streamSSE } from 'hono/streaming'
import { createApp } from '../commands/app.ts'
import { createRateLimiter } from '../commands/rate-limit.ts'
import type { Problem } from '../content/types.ts'
import type { Embeddings } from '../embeddings/embeddings.ts'
import { type Question, unknownEpisodes } from '../evaluation/questions.ts'
import { idsOf } from '../evaluation/run.ts'
import type { Log } from '../log.ts'
import { cannotListen, tryToListen, urlOf } from '../operations/lifecycle.ts'
import { DONE, type Result } from '../result.ts'
import type { Library } from '../search/library.ts'
import { afterLine, afterPress, answerChannel, channelUrl, readChannel } from './channel.ts'
import { drawDashboard, drawDashboardEpisode, readDashboardView } from './dashboard.ts'
import { drawQuestions, evaluateOnce } from './dashboard-questions.ts'
import { drawChannel, type Frame, frame } from './page.ts'
import { suggest } from './suggest.ts'
import { pageText } from './text.ts'

type Site = {
  /** Called for each request, so that edits are on the very next page. */
  readonly library: () => Library
  readonly problems: () => readonly Problem[]
  /** Undefined if they are off. */
  readonly embeddings?: Embeddings | undefined
  /** Questions with known answers, for the dashboard. */
  readonly questions: readonly Question[]
  /** The address that the server listens on. */
  readonly host: string
  readonly log: Log
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number
}

/** The preview page: a channel, the dashboard, and the files that a browser loads for them. */
function createSite({ library, problems, embeddings, questions, host, log, now }: Site): Hono {
  const app = createApp(library, undefined, undefined, embeddings)
  const evaluated = evaluateOnce(questions, now)
  const page = (parts: Omit<Frame, 'show'>) => frame({ ...parts, show: library().show.name })

  const site = new Hono()
  site.use(headers(), readOnly(), limitUrlLength(), requireAllowedHost(host))
  for (const { path, type, text } of files) {
    site.get(path, c => c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }))
  }
  site.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  site.get(
    '/dashboard/changes',
    streamChanges(() => [library(), problems()]),
  )
  site.use(limitRate(now))

  site.get('/', async c => {
    const began = now()
    const parameters = new URL(c.req.url).searchParams
    const channel = readChannel(parameters)
    const [, number, code] = /^(\d{1,6})\|(.*)$/s.exec(parameters.get('do') ?? '') ?? []
    if (number !== undefined && code !== undefined) {
      const next = afterPress(channel, Number(number), code)
      return c.redirect(
        `${channelUrl(next)}#m${next.entries.length > channel.entries.length ? lastOf(next) : number}`,
        303,
      )
    }
    const line = parameters.get('say')?.trim() ?? ''
    const draft = parameters.get('draft') ?? ''
    if (line !== '' && draft === '') {
      const next = afterLine(channel, line)
      return c.redirect(`${channelUrl(next)}#m${lastOf(next)}`, 303)
    }
    const current = library()
    const locale = localeOf(c)
    const answers = await answerChannel(channel, app, locale)
    const { main, foot, last } = drawChannel(channel, {
      answers,
      library: current,
      app,
      service: embeddings?.service,
      draft,
    })
    if (last) {
      const ms = Math.round((now() - began) * 10) / 10
      log.info({
        event: 'answered',
        command: last.command,
        outcome: last.reply?.outcome ?? 'ignored',
        place: 'web',
        ms,
      })
    }
    return c.html(page({ title: pageText.title(current.show.name), room: 'channel', main, foot }))
  })
  site.get('/suggest', c => {
    const locale = localeOf(c)
    return c.json(suggest((c.req.query('line') ?? '').slice(0, 1000), app, locale, library()))
  })
  site.get('/dashboard', c =>
    c.html(
      page(
        drawDashboard(
          library(),
          problems(),
          questions.length,
          readDashboardView(new URL(c.req.url).searchParams),
          embeddings?.progress(),
        ),
      ),
    ),
  )
  site.get('/dashboard/questions', async c => {
    const current = library()
    return c.html(page(drawQuestions(await evaluated(current), unknownEpisodes(questions, idsOf(current)))))
  })
  site.get('/dashboard/episodes/:id', c => {
    const drawn = drawDashboardEpisode(c.req.param('id'), library(), problems(), app)
    return drawn ? c.html(page(drawn)) : c.notFound()
  })

  site.notFound(c => c.html(page(messagePage(pageText.notFound)), 404))
  site.onError((err, c) => {
    log.error({ event: 'fault', place: 'web', err })
    return c.html(page(messagePage(pageText.fault)), 500)
  })
  return site
}

/** The browser's preferred language; replies are in it if the bot speaks it. */
const localeOf = (c: Context): string =>
  accepts(c, {
    header: 'Accept-Language',
    supports: [],
    default: 'en',
    match: wanted => wanted.toSorted((a, b) => b.q - a.q)[0]?.type ?? 'en',
  })

const lastOf = ({ gone, entries }: ReturnType<typeof readChannel>): number => gone + entries.length

const messagePage = (message: string): Omit<Frame, 'show'> => ({
  title: message,
  room: 'none',
  main: html`<section class="welcome"><h1>${message}</h1><p><a href="/">${pageText.notFoundNext}</a></p></section>`,
})

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' }

/** The files that a browser loads besides the page itself. */
const files = readdirSync(new URL('browser/', import.meta.url)).flatMap(name => {
  const type = Object.entries(TYPES).find(([ending]) => name.endsWith(`.${ending}`))?.[1]
  return type === undefined ? [] : [{ path: `/${name}`, type, text: read(name) }]
})

function read(name: string): string {
  return readFileSync(new URL(`browser/${name}`, import.meta.url), 'utf8')
}

/** Only our own files, no frames, no forms to other sites, and no referrer. */
const headers = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    // The page is plain HTTP on loopback. A proxy that adds TLS should add this header too.
    strictTransportSecurity: false,
  })

/** Requests cannot change anything, so only GET and HEAD are allowed. */
const readOnly = (): MiddlewareHandler => async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  c.header('Allow', 'GET, HEAD')
  return c.text(pageText.wrongMethod, 405)
}

/** In characters: enough for the longest channel and the longest line. */
const MAX_URL_LENGTH = 12_000

const limitUrlLength = (): MiddlewareHandler => async (c, next) =>
  c.req.url.length > MAX_URL_LENGTH ? c.text(pageText.tooLong, 414) : next()

/**
 * Protects against DNS rebinding: another site could let its own name point to this computer and read this page through a
 * visitor's browser, but the request then has that name. On other interfaces than loopback we cannot know our names.
 *
 * @param host the address that the server listens on.
 */
const requireAllowedHost =
  (host: string): MiddlewareHandler =>
  async (c, next) => {
    if (!isLoopback(host)) return next()
    const header = c.req.header('host') ?? ''
    const name = URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : ''
    return isLoopback(name) || name === host.toLowerCase() ? next() : c.text(pageText.wrongHost, 421)
  }

/**
 * Limits the requests of each client; suggestions while typing have a limit of their own.
 *
 * @param now a monotonic clock, in milliseconds.
 */
function limitRate(now: () => number): MiddlewareHandler {
  const pages = createRateLimiter(now, { burst: 40, intervalMs: 250 })
  const typing = createRateLimiter(now, { burst: 100, intervalMs: 50 })
  return async (c, next) => {
    const client = getConnInfo(c).remote.address ?? ''
    const allow = c.req.path === '/suggest' ? typing : pages
    if (allow(client)) return next()
    c.header('Retry-After', '5')
    return c.text(pageText.tooFast, 429)
  }
}

function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}

/** The most streams at a time; other pages show changes when they are loaded again. */
const MAX_STREAMS = 24

/** How often to look for changes. */
const CHECK_MS = 200

/** How often something is sent so that closed connections are noticed. */
const KEEP_ALIVE_MS = 15_000

/**
 * A stream of server-sent events that sends `changed` whenever one of these values has changed.
 *
 * @param values compared by identity.
 */
function streamChanges(values: () => readonly unknown[]): Handler<{ Bindings: Partial<HttpBindings> }> {
  let open = 0
  return c => {
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' })
    if (open >= MAX_STREAMS) return c.body(null, 503)
    open++
    return streamSSE(c, async stream => {
      let previous = values()
      try {
        await stream.write(': here\n\n')
        // A pipelined response is not aborted when its connection closes.
        const isGone = () => stream.aborted || c.env?.incoming?.socket.destroyed === true
        for (let elapsed = CHECK_MS; !isGone(); elapsed += CHECK_MS) {
          await stream.sleep(CHECK_MS)
          const now = values()
          const isNew = now.some((value, i) => value !== previous[i])
          previous = now
          if (isNew) await stream.writeSSE({ data: 'changed' })
          else if (elapsed % KEEP_ALIVE_MS === 0) await stream.write(':\n\n')
        }
      } finally {
        open--
      }
    })
  }
}

export type Page = Site & { readonly port: number; readonly shutdown: AbortSignal }

/** How many ports are tried, one after the other. */
const TRIES = 20

/**
 * Serves the page until shutdown, and logs its URL.
 *
 * @param port the first port to try; 0 for any.
 */
export async function openPage({ port, shutdown, ...site }: Page): Promise<Result> {
  const { host, log } = site
  const listener = getRequestListener(createSite(site).fetch, { overrideGlobalObjects: false })
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 }, listener)
  for (let tried = 0; ; tried++) {
    const at = port === 0 ? 0 : port + tried
    const code = await tryToListen(server, host, at)
    if (code === undefined) break
    if (code !== 'EADDRINUSE' || at >= 65_535 || tried + 1 === TRIES) return cannotListen(code, host, at, 'PORT')
    log.warn({ event: 'port taken', port: at, next: at + 1 })
  }
  log.info({ event: 'page', open: `${urlOf(server, host)}/` })
  if (!isLoopback(host)) log.warn({ event: 'page open to others', host })
  if (!shutdown.aborted) await once(shutdown, 'abort')
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
  log.info({ event: 'page closed' })
  return DONE
}
