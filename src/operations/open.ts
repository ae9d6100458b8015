import { resolve } from 'node:path'
import type { App } from '../commands/app.ts'
import { type OnDiscord, readFolder } from '../config.ts'
import { problemLine } from '../content/problems.ts'
import type { ReadShowResult } from '../content/read-show.ts'
import type { Problem } from '../content/types.ts'
import type { Log } from '../log.ts'
import type { Library } from '../search/library.ts'
import { buildLibrary } from './index-worker.ts'
import { today, unlessShutdown } from './lifecycle.ts'
import { type Change, type LiveLibrary, liveLibrary } from './live-library.ts'
import type { Metrics, Observer } from './metrics.ts'
import { showProgress } from './progress.ts'
import { openIndex } from './snapshot-file.ts'

/**
 * The library of a folder, which can follow what happens there; or why there is none.
 *
 * @param today gives an ISO day.
 */
export async function openLive(
  { content, index }: { readonly content: string; readonly index?: string | undefined },
  today: () => string,
  log: Log,
): Promise<LiveLibrary | string> {
  const opened = await openIndex(index, content, today(), message => log.warn({ event: 'index', message }))
  const line = (event: string, done: number, of: number) => log.info({ event, done, of })
  const progress = showProgress(process.stderr, line, () => performance.now())
  const library = await liveLibrary(
    { folder: content, today, build: buildLibrary, ...(opened && { opened }) },
    {
      onProgress: progress.at,
      onChange: change => logContent(library, change, log),
      onFault: err => log.error({ event: 'content', err }),
    },
  )
  progress.end()
  if (library.current().show.episodes.length === 0) {
    logProblems(library.problems(), log)
    return noEpisodes(content)
  }
  logContent(library, { newProblems: library.problems() }, log)
  return library
}

function logContent(library: LiveLibrary, { revealed, newProblems, ms }: Partial<Change>, log: Log): void {
  const { name: show, episodes } = library.current().show
  logProblems(newProblems ?? [], log)
  log.info({ event: 'content', show, episodes: episodes.length, problems: library.problems().length, ms })
  if (revealed) log.info({ event: 'revealed' })
}

function logProblems(problems: readonly Problem[], log: Log): void {
  for (const { file, line, severity, message, fix } of problems) {
    log.warn({ event: 'problem', at: `${file}:${line}`, severity, message, fix })
  }
}

/**
 * The library of a folder as it is now, from its index where that fits; or why there is none. What reads episodes takes
 * longer to load than an index does, so it is loaded only without one.
 *
 * @param today an ISO day.
 */
export async function openOnce(folder: string, today: string, index?: string): Promise<Library | string> {
  const indexed = await openIndex(index, folder, today, message => process.stderr.write(`${message}\n`))
  if (indexed) return indexed
  const { show, problems } = await read(folder)
  const faults = problems.filter(problem => problem.severity === 'error')
  for (const fault of faults) process.stderr.write(`${problemLine(fault)}\n`)
  if (show.episodes.length === 0) return noEpisodes(folder)
  const { createLibrary } = await import('../search/library.ts')
  return createLibrary(show, today)
}

/** The library of that folder; or why there is none. */
export async function openFolder(named?: string): Promise<Library | string> {
  const configured = readFolder(named)
  if ('faults' in configured) return configured.faults
  const { folder, index } = configured.config
  return openOnce(folder, today(), index)
}

/** Reads a folder, and shows how far that has come when it takes long. */
export async function read(folder: string): Promise<ReadShowResult> {
  const { readShow } = await import('../content/read-show.ts')
  const progress = showProgress(process.stderr, plainProgress, () => performance.now())
  const reading = await readShow(folder, { onRead: (done, of) => progress.at('reading', done, of) })
  progress.end()
  return reading
}

export function plainProgress(what: string, done: number, of: number): void {
  process.stderr.write(`${what} ${done} of ${of}\n`)
}

function noEpisodes(folder: string): string {
  return `No episode was read from “${resolve(folder)}”. Name the folder that holds them, in CONTENT_DIR or with --content.`
}

export type Bot = { readonly app: App; readonly log: Log; readonly observe: Observer }

/** What answers on Discord, by whichever way it is asked; or why there is none. */
export async function openBot(config: OnDiscord, by: 'gateway' | 'http', told: AbortSignal): Promise<Bot | string> {
  const { openLog } = await import('../log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  process.once('uncaughtException', err => {
    log.fatal({ event: 'crashed', err })
    process.exit(1)
  })
  const figures = await openFigures(config, by, log, told)
  if (typeof figures === 'string') return figures
  const library = await unlessShutdown(told, openLive(config, today, log))
  if (typeof library === 'string') return library
  library.follow(told)

  const { createApp } = await import('../commands/app.ts')
  const { createRateLimiter, REMINDER_LIMIT } = await import('../commands/rate-limit.ts')
  const { noObserver } = await import('./metrics.ts')
  const clock = () => performance.now()
  const app = createApp(library.current, createRateLimiter(clock), createRateLimiter(clock, REMINDER_LIMIT))
  figures?.stock({ library: library.current, problems: library.problems, commands: app.commands })
  return { app, log, observe: figures?.observe ?? noObserver }
}

/** Figures for whoever runs the bot, where a port is set for them; or why they cannot be shown. */
async function openFigures(
  { host, operationsPort: port }: OnDiscord,
  by: 'gateway' | 'http',
  log: Log,
  told: AbortSignal,
): Promise<Metrics | undefined | string> {
  if (port === undefined) return undefined
  const { createMetrics } = await import('./metrics.ts')
  const { openOperations } = await import('./health.ts')
  const figures = createMetrics()
  return (await openOperations({ figures, by, host, port, log, leave: told })) ?? figures
}
