import { setTimeout } from 'node:timers/promises'
import type { FeedConfig } from '../config.ts'
import { error, warning } from '../content/problems.ts'
import type { Problem } from '../content/types.ts'
import type { ImportOutcome, ImportReport } from '../feeds/import.ts'
import type { ImportMessage, ImportRequest } from '../feeds/import-thread.ts'
import type { Log } from '../log.ts'
import { type Failure, fail, type Result, succeed } from '../result.ts'
import { startThread } from '../worker.ts'
import type { LiveLibrary } from './live-library.ts'

type ThreadOptions = {
  readonly onProgress?: (what: string, done: number, of: number) => void
  readonly trusted?: readonly string[]
  /** Ends the import at once; the next one goes on from there. */
  readonly signal?: AbortSignal
}

/** A feed of 20 MB takes less than half of this. */
const MAX_MEMORY_MB = 768

/** Imports a feed in a thread. Never throws: a thread that fails is a failed import. */
export function importInThread(
  { url, folder }: FeedConfig,
  { onProgress, trusted = [], signal }: ThreadOptions = {},
): Promise<ImportOutcome> {
  const request: ImportRequest = { url, folder, trusted }
  const thread = startThread('feeds/import-thread', { maxOldGenerationSizeMb: MAX_MEMORY_MB }, request)
  return new Promise(resolve => {
    const end = (outcome: ImportOutcome): void => {
      signal?.removeEventListener('abort', stop)
      void thread.terminate()
      resolve(outcome)
    }
    const stop = (): void => end({ result: fail('The import was stopped.', 'Start it again to go on from there.') })
    thread.on('message', (message: ImportMessage) => {
      if ('outcome' in message) end(message.outcome)
      else onProgress?.(message.what, message.done, message.of)
    })
    thread.on('error', fault => end({ result: failed(fault) }))
    thread.on('exit', () => end({ result: failed(new Error('the thread ended')) }))
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted) stop()
  })
}

function failed(fault: unknown) {
  const isLarge = fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const reason = fault instanceof Error ? fault.message : String(fault)
  return fail(
    isLarge ? 'The feed takes too much memory to read.' : `The import failed: ${reason}.`,
    isLarge ? 'Ask the publisher to shorten it.' : 'Try again; if it fails again, please report it.',
  )
}

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const POLL_EVERY = 15 * MINUTE

/** Delays differ by up to a tenth, so that not every bot asks at the same moment. */
const JITTER = 0.1

/**
 * When to ask for the feed again, in milliseconds from now: after a quarter of an hour, or when the host says that it may
 * have changed; after each failure, twice as long, up to a day. Undefined if it is gone for good.
 *
 * @param failures how many imports in a row have failed.
 * @param random from 0 to 1.
 * @param now milliseconds since 1970.
 */
export function nextPoll(
  { waitMs = 0, isGone, skipHours = [] }: ImportOutcome,
  failures: number,
  random: number,
  now: number,
): number | undefined {
  if (isGone) return undefined
  const wait = Math.max(POLL_EVERY * 2 ** Math.min(failures, 10), waitMs)
  let delay = Math.round(Math.min(wait, DAY) * (1 + JITTER * random))
  const isSkipped = (): boolean => skipHours.includes(new Date(now + delay).getUTCHours())
  for (let hour = 0; hour < 24 && isSkipped(); hour++) delay += HOUR - ((now + delay) % HOUR)
  return delay
}

/** A feed whose episodes are in a folder, where a library follows them. */
export type Feed = {
  readonly folder: string
  /** The library with the feed's own problems added to those of the folder, and the feed polled as long as it is followed. */
  readonly attach: (library: LiveLibrary) => LiveLibrary
}

type Opening = ThreadOptions & {
  readonly log: Log
  /** In milliseconds, instead of what `nextPoll` says. */
  readonly pollEvery?: number
}

/**
 * Imports a feed before its folder is opened. If that fails, the folder stays as an earlier import has left it.
 *
 * @param hasEpisodes whether there is anything in the folder.
 */
export async function openFeed(
  config: FeedConfig,
  hasEpisodes: (folder: string) => Promise<boolean>,
  { log, pollEvery, ...options }: Opening,
): Promise<Result<Feed>> {
  const first = await importInThread(config, options)
  if (!first.result.ok && !(await hasEpisodes(config.folder))) return first.result
  let problems: readonly Problem[] = []
  const note = ({ result }: ImportOutcome, next: number | undefined): void => {
    problems = result.ok ? problemsOf(result.value) : [broken(result.error)]
    if (result.ok) logReport(result.value, log)
    else
      log.warn({
        event: 'feed',
        ...result.error,
        nextMinutes: next === undefined ? 'never' : Math.round(next / MINUTE),
      })
  }
  const delayAfter = (outcome: ImportOutcome, failures: number): number | undefined =>
    pollEvery ?? nextPoll(outcome, failures, Math.random(), Date.now())
  let failures = first.result.ok ? 0 : 1
  let delay = delayAfter(first, failures)
  note(first, delay)

  const poll = async (library: LiveLibrary, shutdown: AbortSignal): Promise<void> => {
    while (delay !== undefined && !shutdown.aborted) {
      await setTimeout(delay, undefined, { signal: shutdown, ref: false }).catch(() => {})
      if (shutdown.aborted) return
      const outcome = await importInThread(config, { ...options, signal: shutdown })
      if (shutdown.aborted) return
      failures = outcome.result.ok ? 0 : failures + 1
      delay = delayAfter(outcome, failures)
      note(outcome, delay)
      await library.look()
    }
  }
  const attach = (library: LiveLibrary): LiveLibrary => ({
    ...library,
    problems: joined(() => problems, library.problems),
    follow: shutdown => {
      library.follow(shutdown)
      void poll(library, shutdown)
    },
  })
  return succeed({ folder: config.folder, attach })
}

/** Both lists as one. It stays the same array until one of them is replaced. */
function joined<T>(first: () => readonly T[], second: () => readonly T[]): () => readonly T[] {
  let [one, other]: readonly (readonly T[])[] = [first(), second()]
  let both: readonly T[] = [...first(), ...second()]
  return () => {
    if (one !== first() || other !== second()) {
      ;[one, other] = [first(), second()]
      both = [...one, ...other]
    }
    return both
  }
}

/** What problems with the feed are listed under: its address may be a secret. */
const PLACE = 'feed'

const broken = ({ message, fix }: Failure): Problem => error(PLACE, 0, `${message} The show stays as it was.`, fix)

/** Most of what an import reports is not a problem: only what somebody should look at. */
function problemsOf({ edited, incomplete, movedTo }: ImportReport): readonly Problem[] {
  return [
    ...edited.map(file =>
      warning(
        file,
        0,
        'The feed has a new version of this file, which somebody has edited.',
        `It is in ${file}.incoming: take over what you need, and delete it.`,
      ),
    ),
    ...(incomplete === undefined
      ? []
      : [
          warning(
            PLACE,
            0,
            `Older episodes are missing: ${incomplete}.`,
            'They are asked for again with the next import.',
          ),
        ]),
    ...(movedTo === undefined
      ? []
      : [warning(PLACE, 0, `The feed has moved to ${movedTo}.`, 'Use that address instead.')]),
  ]
}

function logReport({ name, episodes, added, changed, attachments, withTranscript }: ImportReport, log: Log): void {
  log.info({ event: 'feed', show: name, episodes, added, changed, attachments, withTranscript })
}
