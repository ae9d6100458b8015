import { readdirSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, type Handler, Hono, type MiddlewareHandler } from 'hono'
import { accepts } from 'hono/accepts'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { streamSSE } from 'hono/streaming'
import { createApp } from '../commands/app.ts'
import { createRateLimiter } from '../commands/rate-limit.ts'
import type { Problem } from '../content/types.ts'
import { type Question, unknownEpisodes } from '../evaluation/questions.ts'
import { idsOf } from '../evaluation/run.ts'
import type { Log } from '../log.ts'
import type { Library } from '../search/library.ts'
import { addressOf, pressed, readChannel, said } from './channel.ts'
import { drawDashboard, drawDashboardEpisode } from './dashboard.ts'
import { drawQuestions, measuring } from './dashboard-questions.ts'
import { worthTrying } from './examples.ts'
import { drawChannel, type Frame, frame } from './page.ts'
import { suggest } from './suggest.ts'
import { pageText } from './text.ts'

export type Site = {
  /** Called anew for each request, so that new content is on the very next page. */
  readonly library: () => Library
  readonly problems: () => readonly Problem[]
  /** Questions with known answers, for the dashboard; none when no file of them was given. */
  readonly questions: readonly Question[]
  /** Where it listens. */
  readonly host: string
  readonly log: Log
  /** Milliseconds that only ever grow. */
  readonly now: () => number
}

/** The page as a function of a request: the channel, the dashboard, and what both are drawn with. */
export function createSite({ library, problems, questions, host, log, now }: Site): Hono {
  const app = createApp(library)
  const tries = once(current => worthTrying(current, app))
  const measured = measuring(questions, now)
  const page = (parts: Omit<Frame, 'show'>) => frame({ ...parts, show: library().show.name })

  const site = new Hono()
  site.use(headers(), readingOnly(), limitUrlLength(), requireAllowedHost(host))
  for (const { path, type, text } of files) {
    site.get(path, c => c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }))
  }
  site.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  site.get(
    '/dashboard/changes',
    tellingChanges(() => [library(), problems()]),
  )
  site.use(limitRate(now))

  site.get('/', c => {
    const began = now()
    const parameters = new URL(c.req.url).searchParams
    const channel = readChannel(parameters)
    const [, number, code] = /^(\d{1,6})\|(.*)$/s.exec(parameters.get('do') ?? '') ?? []
    if (number !== undefined && code !== undefined) {
      const next = pressed(channel, Number(number), code)
      return c.redirect(
        `${addressOf(next)}#m${next.entries.length > channel.entries.length ? lastOf(next) : number}`,
        303,
      )
    }
    const line = parameters.get('say')?.trim() ?? ''
    const draft = parameters.get('draft') ?? ''
    if (line !== '' && draft === '') {
      const next = said(channel, line)
      return c.redirect(`${addressOf(next)}#m${lastOf(next)}`, 303)
    }
    const current = library()
    const locale = localeOf(c)
    const { main, foot, last } = drawChannel(channel, { library: current, app, locale, tries: tries(current), draft })
    if (last) {
      const ms = Math.round((now() - began) * 10) / 10
      log.info({ event: 'answered', command: last.command, outcome: last.reply?.outcome ?? 'quiet', place: 'web', ms })
    }
    return c.html(page({ title: pageText.title(current.show.name), room: 'channel', main, foot }))
  })
  site.get('/suggest', c => {
    const locale = localeOf(c)
    return c.json(suggest((c.req.query('line') ?? '').slice(0, 1000), app, locale))
  })
  site.get('/dashboard', c => c.html(page(drawDashboard(library(), problems(), questions.length))))
  site.get('/dashboard/questions', async c => {
    const current = library()
    return c.html(page(drawQuestions(await measured(current), unknownEpisodes(questions, idsOf(current)))))
  })
  site.get('/dashboard/episodes/:id', c => {
    const drawn = drawDashboardEpisode(c.req.param('id'), library(), problems(), app)
    return drawn ? c.html(page(drawn)) : c.notFound()
  })

  site.notFound(c => c.html(page(only(pageText.notFound)), 404))
  site.onError((err, c) => {
    log.error({ event: 'fault', place: 'web', err })
    return c.html(page(only(pageText.fault)), 500)
  })
  return site
}

/** The language that the reader's browser asks for first; replies are in it, where the bot speaks it. */
const localeOf = (c: Context): string =>
  accepts(c, {
    header: 'Accept-Language',
    supports: [],
    default: 'en',
    match: wanted => wanted.toSorted((a, b) => b.q - a.q)[0]?.type ?? 'en',
  })

const lastOf = ({ gone, entries }: ReturnType<typeof readChannel>): number => gone + entries.length

const only = (says: string): Omit<Frame, 'show'> => ({
  title: says,
  room: 'none',
  main: html`<section class="welcome"><h1>${says}</h1><p><a href="/">${pageText.notFoundNext}</a></p></section>`,
})

/** Reckoned once for each library. */
function once<T>(reckon: (library: Library) => T): (library: Library) => T {
  const known = new WeakMap<Library, { readonly value: T }>()
  return library => {
    const found = known.get(library) ?? { value: reckon(library) }
    known.set(library, found)
    return found.value
  }
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' }

/** What a browser loads besides the page itself, by its address. */
const files = readdirSync(new URL('browser/', import.meta.url)).flatMap(name => {
  const type = Object.entries(TYPES).find(([ending]) => name.endsWith(`.${ending}`))?.[1]
  return type === undefined ? [] : [{ path: `/${name}`, type, text: read(name) }]
})

function read(name: string): string {
  return readFileSync(new URL(`browser/${name}`, import.meta.url), 'utf8')
}

/** Nothing but our own files, no frame around us, no form that leads away; and no word to anyone where a reader came from. */
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
    // The page is plain HTTP on loopback: behind TLS, whoever ends it adds this.
    strictTransportSecurity: false,
  })

/** Nothing here can be changed from outside, so nothing but reading is taken. */
const readingOnly = (): MiddlewareHandler => async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  c.header('Allow', 'GET, HEAD')
  return c.text(pageText.wrongMethod, 405)
}

/** Characters; the longest address of a channel with the longest line behind it. */
const LONGEST_URL = 12_000

const limitUrlLength = (): MiddlewareHandler => async (c, next) =>
  c.req.url.length > LONGEST_URL ? c.text(pageText.tooLong, 414) : next()

/**
 * A page elsewhere can have its own name point to this computer (DNS rebinding) and read what is here through its
 * visitor's browser; the name that it then asks for gives it away. On other interfaces we cannot know our names.
 *
 * @param host where the page listens.
 */
const requireAllowedHost =
  (host: string): MiddlewareHandler =>
  async (c, next) => {
    if (!isLoopback(host)) return next()
    const asked = c.req.header('host') ?? ''
    const name = URL.canParse(`http://${asked}`) ? new URL(`http://${asked}`).hostname : ''
    return isLoopback(name) || name === host.toLowerCase() ? next() : c.text(pageText.wrongHost, 421)
  }

/**
 * So many pages at once from one address, and then only so fast; what is offered while typing has its own measure.
 *
 * @param now milliseconds that only ever grow.
 */
function limitRate(now: () => number): MiddlewareHandler {
  const pages = createRateLimiter(now, { burst: 40, intervalMs: 250 })
  const typing = createRateLimiter(now, { burst: 100, intervalMs: 50 })
  return async (c, next) => {
    const from = getConnInfo(c).remote.address ?? ''
    const courtesy = c.req.path === '/suggest' ? typing : pages
    if (courtesy(from)) return next()
    c.header('Retry-After', '5')
    return c.text(pageText.tooFast, 429)
  }
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}

/** So many pages are told at a time; the others show what is new when they are loaded again. */
const MOST = 24

/** Milliseconds after which a change is told, at most. */
const LOOK_MS = 200

/** Now and then something is sent, so that it shows when nobody is there any more. */
const ALIVE_MS = 15_000

/**
 * A stream of server-sent events that says `changed` whenever one of these values is another one.
 *
 * @param values compared by identity.
 */
function tellingChanges(values: () => readonly unknown[]): Handler<{ Bindings: Partial<HttpBindings> }> {
  let open = 0
  return c => {
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' })
    if (open >= MOST) return c.body(null, 503)
    open++
    return streamSSE(c, async stream => {
      let told = values()
      try {
        await stream.write(': here\n\n')
        // An answer that waits behind another one is not told that nobody is there any more.
        const isGone = () => stream.aborted || c.env?.incoming?.socket.destroyed === true
        for (let still = LOOK_MS; !isGone(); still += LOOK_MS) {
          await stream.sleep(LOOK_MS)
          const now = values()
          const isNew = now.some((value, i) => value !== told[i])
          told = now
          if (isNew) await stream.writeSSE({ data: 'changed' })
          else if (still % ALIVE_MS === 0) await stream.write(':\n\n')
        }
      } finally {
        open--
      }
    })
  }
}
