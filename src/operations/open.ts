import { resolve } from 'node:path'
import type { App } from '../commands/app.ts'
import { type OnDiscord, readFolder } from '../config.ts'
import { problemLine } from '../content/problems.ts'
import type { ReadShowResult } from '../content/read-show.ts'
import type { Problem } from '../content/types.ts'
import type { Log } from '../log.ts'
import { type Failed, fail, type Result, succeed } from '../result.ts'
import type { Library } from '../search/library.ts'
import { buildLibrary } from './index-worker.ts'
import { today, unlessShutdown } from './lifecycle.ts'
import { type Change, type LiveLibrary, liveLibrary } from './live-library.ts'
import type { Metrics, Observer } from './metrics.ts'
import { showProgress } from './progress.ts'
import { openIndex } from './snapshot-file.ts'

/**
 * Opens the library of a folder that may be edited meanwhile.
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
    return noEpisodes(content)
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
 * Opens the library of a folder as it is now, from its index if that matches.
 *
 * @param today an ISO day.
 */
export async function openOnce(folder: string, today: string, index?: string): Promise<Result<Library>> {
  const indexed = await openIndex(index, folder, today, message => process.stderr.write(`${message}\n`))
  if (indexed) return succeed(indexed)
  const { show, problems } = await read(folder)
  const errors = problems.filter(problem => problem.severity === 'error')
  for (const error of errors) process.stderr.write(`${problemLine(error)}\n`)
  if (show.episodes.length === 0) return noEpisodes(folder)
  const { createLibrary } = await import('../search/library.ts')
  return succeed(createLibrary(show, today))
}

/** Opens the library of the folder given on the command line, or of the one in the settings. */
export async function openFolder(named?: string): Promise<Result<Library>> {
  const settings = readFolder(named)
  return settings.ok ? openOnce(settings.value.folder, today(), settings.value.index) : settings
}

/** Reads a folder, and shows the progress if that takes long. */
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

const noEpisodes = (folder: string): Failed =>
  fail(
    `There are no episodes in “${resolve(folder)}”.`,
    'Name the folder that holds them in CONTENT_DIR or with --content.',
  )

export type Bot = { readonly app: App; readonly log: Log; readonly observe: Observer }

/** Opens the log, the metrics and the library, and creates the app. */
export async function openBot(
  config: OnDiscord,
  transport: 'gateway' | 'http',
  shutdown: AbortSignal,
): Promise<Result<Bot>> {
  const { openLog } = await import('../log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  process.once('uncaughtException', err => {
    log.fatal({ event: 'crashed', err })
    process.exit(1)
  })
  const metrics = await openMetrics(config, transport, log, shutdown)
  if (!metrics.ok) return metrics
  const library = await unlessShutdown(shutdown, openLive(config, today, log))
  if (!library.ok) return library
  const { current, problems, follow } = library.value
  follow(shutdown)

  const { createApp } = await import('../commands/app.ts')
  const { createRateLimiter, REMINDER_LIMIT } = await import('../commands/rate-limit.ts')
  const { noObserver } = await import('./metrics.ts')
  const clock = () => performance.now()
  const app = createApp(current, createRateLimiter(clock), createRateLimiter(clock, REMINDER_LIMIT))
  metrics.value?.setSource({ library: current, problems, commands: app.commands })
  return succeed({ app, log, observe: metrics.value?.observe ?? noObserver })
}

/** Metrics and their server; undefined if no port is set for them. */
async function openMetrics(
  { host, operationsPort: port }: OnDiscord,
  transport: 'gateway' | 'http',
  log: Log,
  shutdown: AbortSignal,
): Promise<Result<Metrics | undefined>> {
  if (port === undefined) return succeed(undefined)
  const { createMetrics } = await import('./metrics.ts')
  const { openOperations } = await import('./health.ts')
  const metrics = createMetrics()
  const opened = await openOperations({ metrics, transport, host, port, log, shutdown })
  return opened.ok ? succeed(metrics) : opened
}
