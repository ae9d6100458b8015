import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readInThread } from './file-reader.ts'
import type { FileKind, Parsed, ReadOutcome } from './parse-file.ts'
import type { Problem } from './types.ts'

/** A kind of file, and what a broken edit must not lose. */
export type FileType<T extends Parsed> = {
  readonly kind: FileKind
  /** Whether `now` lacks something that `before` had and nobody removes on purpose. Errors are checked elsewhere. */
  readonly loses: (before: T, now: T) => boolean
}

/** What `readShow` keeps from one call to the next, by file. */
export type ReadCache = Map<string, CacheEntry>

type CacheEntry = {
  /** Differs whenever the file does; undefined if that is not certain. */
  readonly stamp: string | undefined
  readonly outcome: ReadOutcome<Parsed>
  /** What was parsed when the file last had no error. */
  readonly good: Parsed | undefined
}

/**
 * Reads a file unless it has not changed since the last time. If it could be read then and has an error now, the earlier
 * version is kept, so that a broken edit takes nothing away from listeners; the error is reported all the same.
 */
export async function readCached<T extends Parsed>(
  folder: string,
  file: string,
  { kind, loses }: FileType<T>,
  cache: ReadCache,
): Promise<ReadOutcome<T>> {
  // A path always has the same type, so what is cached under it is of that type.
  const before = cache.get(file) as { stamp?: string; outcome: ReadOutcome<T>; good?: T } | undefined
  const stamp = await stampOf(folder, file)
  if (before !== undefined && stamp !== undefined && before.stamp === stamp) return before.outcome
  const now = (await readInThread({ folder, file, kind })) as ReadOutcome<T>
  const isGood = now.parsed !== undefined && !hasError(now.parsed.problems)
  const good = before?.good
  const isLost =
    good !== undefined && (now.parsed === undefined ? hasError(now.problems) : !isGood || loses(good, now.parsed))
  const outcome = isLost ? keepGood(good, now) : now
  cache.set(file, { stamp, outcome, good: isLost ? good : isGood ? now.parsed : undefined })
  return outcome
}

/** For a file that cannot be opened just now: what was parsed when it last had no error. */
export function readFromCache<T extends Parsed>(file: string, _kind: FileType<T>, cache: ReadCache): ReadOutcome<T> {
  return { parsed: cache.get(file)?.good as T | undefined, problems: [] }
}

function keepGood<T extends Parsed>(good: T, now: ReadOutcome<T>): ReadOutcome<T> {
  const faults = [...now.problems, ...(now.parsed?.problems ?? [])]
  const worst = faults.filter(({ severity }) => severity === 'error')
  const cause = worst[0] ?? faults[0]
  const problems = faults.map(fault =>
    fault === cause
      ? { ...fault, message: `${fault.message} Until this is fixed, the earlier version is used.` }
      : fault,
  )
  return { parsed: { ...good, problems }, problems: [] }
}

const hasError = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === 'error')

/** Some disks keep times in steps of two seconds, so a younger file can change without a trace. */
const COARSEST_CLOCK_MS = 2000

async function stampOf(folder: string, file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(join(folder, file))
    const isYoung = Date.now() - Math.max(mtimeMs, ctimeMs) < COARSEST_CLOCK_MS
    return isYoung ? undefined : `${ino} ${size} ${mtimeMs} ${ctimeMs}`
  } catch {
    return undefined
  }
}
