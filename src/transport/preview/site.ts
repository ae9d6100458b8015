import { readdirSync, readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { html } from 'hono/html'
import { createApp } from '../../commands/app.ts'
import type { Problem } from '../../content/episode.ts'
import { type Question, unknownEpisodes } from '../../evaluation/questions.ts'
import type { Log } from '../../log.ts'
import type { Library } from '../../search/library.ts'
import { idsOf } from '../evaluation.ts'
import { tellingChanges } from './changes.ts'
import { addressOf, pressed, readChannel, said } from './channel.ts'
import { drawDesk } from './desk.ts'
import { drawDeskEpisode } from './desk-episode.ts'
import { drawQuestions, measuring } from './desk-questions.ts'
import { type Frame, frame } from './frame.ts'
import { headers, ownName, readingOnly, shortEnough, unhurried } from './guard.ts'
import { suggest } from './suggest.ts'
import { worthTrying } from './tries.ts'
import { drawChannel } from './view.ts'
import { words } from './words.ts'

export type Site = {
  /** Called anew for each request, so that new content is on the very next page. */
  readonly library: () => Library
  readonly problems: () => readonly Problem[]
  /** Questions with known answers, for the desk; none when no file of them was given. */
  readonly questions: readonly Question[]
  /** Where it listens. */
  readonly host: string
  readonly log: Log
  /** Milliseconds that only ever grow. */
  readonly now: () => number
}

/** The page as a function of a request: the channel, the desk, and what both are drawn with. */
export function createSite({ library, problems, questions, host, log, now }: Site): Hono {
  const app = createApp(library)
  const tries = once(current => worthTrying(current, app))
  const measured = measuring(questions, now)
  const page = (parts: Omit<Frame, 'show'>) => frame({ ...parts, show: library().show.name })

  const site = new Hono()
  site.use(headers(), readingOnly(), shortEnough(), ownName(host))
  for (const { path, type, text } of files) {
    site.get(path, c => c.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }))
  }
  site.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  site.get(
    '/desk/changes',
    tellingChanges(() => [library(), problems()]),
  )
  site.use(unhurried(now))

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
    return c.html(page({ title: words.title(current.show.name), room: 'channel', main, foot }))
  })
  site.get('/suggest', c => {
    const locale = localeOf(c)
    return c.json(suggest((c.req.query('line') ?? '').slice(0, 1000), app, locale))
  })
  site.get('/desk', c => c.html(page(drawDesk(library(), problems(), questions.length))))
  site.get('/desk/questions', async c => {
    const current = library()
    return c.html(page(drawQuestions(await measured(current), unknownEpisodes(questions, idsOf(current)))))
  })
  site.get('/desk/episodes/:id', c => {
    const drawn = drawDeskEpisode(c.req.param('id'), library(), problems(), app)
    return drawn ? c.html(page(drawn)) : c.notFound()
  })

  site.notFound(c => c.html(page(only(words.notFound)), 404))
  site.onError((err, c) => {
    log.error({ event: 'fault', place: 'web', err })
    return c.html(page(only(words.fault)), 500)
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
  main: html`<section class="welcome"><h1>${says}</h1><p><a href="/">${words.notFoundNext}</a></p></section>`,
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
