import { resolve } from 'node:path'
import type { App } from '../commands/app.ts'
import { type OnDiscord, readFolder } from '../config.ts'
import { problemLine } from '../content/problems.ts'
import type { ReadShowResult } from '../content/read-show.ts'
import type { Problem } from '../content/types.ts'
import type { Log } from '../log.ts'
import { fail, type Result, succeed } from '../result.ts'
import type { Library } from '../search/library.ts'
import { buildLibrary } from './index-worker.ts'
import { today, unlessShutdown } from './lifecycle.ts'
import { type Change, type LiveLibrary, liveLibrary } from './live-library.ts'
import type { Metrics, Observer } from './metrics.ts'
import { showProgress } from './progress.ts'
import { openIndex } from './snapshot-file.ts'

/**
 * Opens the library of a folder, which can follow the changes there. It fails if the folder has no episodes.
 *
 * @param today returns an ISO day.
 */
export async function openLive(
  { content, index }: { readonly content: string; readonly index?: string | undefined },
  today: () => string,
  log: Log,
): Promise<Result<LiveLibrary>> {
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
    return fail(noEpisodes(content))
  }
  logContent(library, { newProblems: library.problems() }, log)
  return succeed(library)
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
 * The library of a folder as it is now, from its index if that matches. The code that reads episodes takes longer to load
 * than an index, so it is only loaded when it is needed.
 *
 * @param today an ISO day.
 */
export async function openOnce(folder: string, today: string, index?: string): Promise<Result<Library>> {
  const indexed = await openIndex(index, folder, today, message => process.stderr.write(`${message}\n`))
  if (indexed) return succeed(indexed)
  const { show, problems } = await read(folder)
  const faults = problems.filter(problem => problem.severity === 'error')
  for (const fault of faults) process.stderr.write(`${problemLine(fault)}\n`)
  if (show.episodes.length === 0) return fail(noEpisodes(folder))
  const { createLibrary } = await import('../search/library.ts')
  return succeed(createLibrary(show, today))
}

/** The library of the folder given, or of CONTENT_DIR. */
export async function openFolder(named?: string): Promise<Result<Library>> {
  const configured = readFolder(named)
  if (!configured.ok) return configured
  const { folder, index } = configured.value
  return openOnce(folder, today(), index)
}

/** Reads a folder, and shows its progress if it takes long. */
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

/** Opens everything that answers on Discord, over the gateway or over HTTP. */
export async function openBot(config: OnDiscord, by: 'gateway' | 'http', shutdown: AbortSignal): Promise<Result<Bot>> {
  const { openLog } = await import('../log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  process.once('uncaughtException', err => {
    log.fatal({ event: 'crashed', err })
    process.exit(1)
  })
  const metrics = await openMetrics(config, by, log, shutdown)
  if (!metrics.ok) return metrics
  const opened = await unlessShutdown(shutdown, openLive(config, today, log))
  if (!opened.ok) return opened
  const library = opened.value
  library.follow(shutdown)

  const { createApp } = await import('../commands/app.ts')
  const { createRateLimiter, REMINDER_LIMIT } = await import('../commands/rate-limit.ts')
  const { noObserver } = await import('./metrics.ts')
  const clock = () => performance.now()
  const app = createApp(library.current, createRateLimiter(clock), createRateLimiter(clock, REMINDER_LIMIT))
  metrics.value?.stock({ library: library.current, problems: library.problems, commands: app.commands })
  return succeed({ app, log, observe: metrics.value?.observe ?? noObserver })
}

/** The metrics, served on OPERATIONS_PORT; undefined if it is not set. */
async function openMetrics(
  { host, operationsPort: port }: OnDiscord,
  by: 'gateway' | 'http',
  log: Log,
  shutdown: AbortSignal,
): Promise<Result<Metrics | undefined>> {
  if (port === undefined) return succeed(undefined)
  const { createMetrics } = await import('./metrics.ts')
  const { openOperations } = await import('./health.ts')
  const figures = createMetrics()
  const error = await openOperations({ figures, by, host, port, log, leave: shutdown })
  return error === undefined ? succeed(figures) : fail(error)
}
