import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { App } from '../commands/app.ts'
import {
  type Config,
  type ConnectionConfig,
  type ContentOptions,
  type EmbeddingConfig,
  type FeedConfig,
  readFolder,
} from '../config.ts'
import { problemLine } from '../content/problems.ts'
import type { ReadShowResult } from '../content/read-show.ts'
import type { Problem } from '../content/types.ts'
import { type EmbeddingListener, type Embeddings, logEmbeddings, openEmbeddings } from '../embeddings/embeddings.ts'
import type { Log } from '../log.ts'
import { type Failed, fail, failureText, type Result, succeed } from '../result.ts'
import type { Library } from '../search/library.ts'
import { buildLibrary } from './index-worker.ts'
import { today, unlessShutdown } from './lifecycle.ts'
import { type Change, type LiveLibrary, liveLibrary } from './live-library.ts'
import type { Metrics, Observer } from './metrics.ts'
import { showProgress } from './progress.ts'
import { openIndex } from './snapshot-file.ts'

/**
 * Opens the library of a folder that may be edited while it is open, or that of a feed, which is imported first.
 *
 * @param today returns an ISO day.
 * @param embeddings computes the vectors of new and edited episodes in the background.
 */
export async function openLive(
  { feed, index, ...config }: Pick<Config, 'content' | 'feed' | 'index'>,
  today: () => string,
  log: Log,
  embeddings?: Embeddings,
): Promise<Result<LiveLibrary>> {
  const line = (event: string, done: number, of: number) => log.info({ event, done, of })
  const imported = feed && (await importFirst(feed, line, log))
  if (imported && !imported.ok) return imported
  const content = feed?.folder ?? config.content
  const opened = await openIndex(index, content, today(), message => log.warn({ event: 'index', message }))
  const progress = showProgress(process.stderr, line, () => performance.now())
  const ofFolder = await liveLibrary(
    { folder: content, today, build: buildLibrary, ...(opened && { opened }) },
    {
      onProgress: progress.at,
      onChange: change => {
        logContent(library, change, log)
        void embeddings?.update(library.current())
      },
      onFault: err => log.error({ event: 'content', err }),
    },
  )
  progress.end()
  const library = imported ? imported.value.attach(ofFolder) : ofFolder
  if (library.current().show.episodes.length === 0) {
    logProblems(library.problems(), log)
    return noEpisodes(content)
  }
  logContent(library, { newProblems: library.problems() }, log)
  void embeddings?.update(library.current())
  return succeed(library)
}

/** The code that imports is loaded only if there is a feed. */
async function importFirst(feed: FeedConfig, line: ProgressLine, log: Log) {
  const { openFeed } = await import('./feed.ts')
  const progress = showProgress(process.stderr, line, () => performance.now())
  const opened = await openFeed(feed, hasFiles, { log, onProgress: progress.at })
  progress.end()
  return opened
}

type ProgressLine = (what: string, done: number, of: number) => void

const hasFiles = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).some(name => name.endsWith('.md'))

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
  // Loaded while the thread that reads the files starts.
  const reading = read(folder)
  const { createLibrary } = await import('../search/library.ts')
  const { show, problems } = await reading
  printErrors(problems)
  if (show.episodes.length === 0) return noEpisodes(folder)
  const library = createLibrary(show, today)
  printErrors(library.problems)
  return succeed(library)
}

function printErrors(problems: readonly Problem[]): void {
  const errors = problems.filter(problem => problem.severity === 'error')
  for (const error of errors) process.stderr.write(`${problemLine(error)}\n`)
}

/** A library that does not follow edits, and its embeddings; undefined if they are off. */
export type Opened = { readonly library: Library; readonly embeddings: Embeddings | undefined }

/**
 * Opens the library of the folder or the feed given on the command line, or of the one in the settings. A feed is imported
 * first; if that fails, the answers come from what an earlier import has left.
 *
 * @param embeddings what `--embeddings` says, if it was given.
 */
export async function openFolder(named: ContentOptions, embeddings?: 'on' | 'off'): Promise<Result<Opened>> {
  const settings = readFolder(named)
  if (!settings.ok) return settings
  const { folder, feed, index } = settings.value
  if (feed) {
    const { importInThread } = await import('./feed.ts')
    const progress = showProgress(process.stderr, plainProgress, () => performance.now())
    const { result } = await importInThread(feed, { onProgress: progress.at })
    progress.end()
    if (!result.ok && !(await hasFiles(folder))) return result
    if (!result.ok) process.stderr.write(`${failureText(result.error)}\n`)
  }
  const library = await openOnce(folder, today(), index)
  if (!library.ok) return library
  if (embeddings === 'off') return succeed({ library: library.value, embeddings: undefined })
  return succeed({ library: library.value, embeddings: openWithProgress(settings.value.embeddings) })
}

/** Embeddings that show their progress and their failures in the terminal. */
export function openWithProgress(config: EmbeddingConfig): Embeddings | undefined {
  const progress = showProgress(process.stderr, plainProgress, () => performance.now(), 10_000)
  const say = (text: string): void => {
    progress.end()
    process.stderr.write(`${text}\n`)
  }
  const listener: EmbeddingListener = {
    onProgress: (done, of) => {
      progress.at('embedding', done, of)
      if (done === of) progress.end()
    },
    onFailure: error => say(`The embedding model failed, so answers come from words alone. ${messageOf(error)}`),
    onCacheFailure: result => {
      if (!result.ok) say(failureText(result.error))
    },
  }
  return openEmbeddings(config, listener, 0)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

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
  config: ConnectionConfig,
  transport: 'gateway' | 'http',
  shutdown: AbortSignal,
): Promise<Result<Bot>> {
  const { countDroppedLines, openLog } = await import('../log.ts')
  const dropped = countDroppedLines(process.stdout)
  const log = await openLog(config.logLevel, process.stdout)
  process.once('uncaughtException', err => {
    log.fatal({ event: 'crashed', err })
    process.exit(1)
  })
  const metrics = await openMetrics(config, transport, log, dropped, shutdown)
  if (!metrics.ok) return metrics
  const embeddings = openEmbeddings(config.embeddings, logEmbeddings(log))
  shutdown.addEventListener('abort', () => embeddings?.close())
  const library = await unlessShutdown(shutdown, openLive(config, today, log, embeddings))
  if (!library.ok) return library
  const { current, problems, follow } = library.value
  follow(shutdown)

  const { createApp } = await import('../commands/app.ts')
  const { createRateLimiter, REMINDER_LIMIT } = await import('../commands/rate-limit.ts')
  const { noObserver } = await import('./metrics.ts')
  const clock = () => performance.now()
  const app = createApp(current, createRateLimiter(clock), createRateLimiter(clock, REMINDER_LIMIT), embeddings)
  metrics.value?.setSource({ library: current, problems, commands: app.commands, embeddings })
  return succeed({ app, log, observe: metrics.value?.observe ?? noObserver })
}

/** Metrics and their server; undefined if no port is set for them. */
async function openMetrics(
  { host, operationsPort: port }: ConnectionConfig,
  transport: 'gateway' | 'http',
  log: Log,
  dropped: () => number,
  shutdown: AbortSignal,
): Promise<Result<Metrics | undefined>> {
  if (port === undefined) return succeed(undefined)
  const { createMetrics } = await import('./metrics.ts')
  const { openOperations } = await import('./health.ts')
  const metrics = createMetrics(dropped)
  const opened = await openOperations({ metrics, transport, host, port, log, shutdown })
  return opened.ok ? succeed(metrics) : opened
}
