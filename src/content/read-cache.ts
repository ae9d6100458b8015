import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readText } from './files.ts'
import { notUnderstood } from './problems.ts'
import type { Problem } from './types.ts'

/** What can be made of a file: an episode, a transcript, the note on the show. */
export type Made = { readonly problems: readonly Problem[] }

/** How a file is understood, and what of it must never be lost by an edit. */
export type Kind<T extends Made> = {
  readonly understand: (text: string) => T | undefined | Promise<T | undefined>
  /** Whether `now` lacks what nobody takes out on purpose and `before` had. Errors need not be looked for. */
  readonly loses: (before: T, now: T) => boolean
}

/** What one reading of a folder leaves to the next one, by file. Only `readShow` looks into it. */
export type Memory = Map<string, Remembered>

type Remembered = {
  /** Differs whenever the file does; undefined when that is not certain. */
  readonly stamp: string | undefined
  readonly outcome: Outcome<Made>
  /** As it was read when there was last no error in it. */
  readonly good: Made | undefined
}

/** `problems` are those of the file itself; what was made of it has its own. */
export type Outcome<T extends Made> = { readonly made: T | undefined; readonly problems: readonly Problem[] }

/**
 * Reads a file, unless it is still as it was at the last reading. One that could be read then and has an error now stays
 * as it was, so that an edit that goes wrong takes nothing from the listeners; the error is reported all the same.
 */
export async function readOnce<T extends Made>(
  folder: string,
  file: string,
  { understand, loses }: Kind<T>,
  memory: Memory,
): Promise<Outcome<T>> {
  // A path is read as one kind only, so what is remembered under it is of this kind.
  const before = memory.get(file) as { stamp?: string; outcome: Outcome<T>; good?: T } | undefined
  const stamp = await stampOf(folder, file)
  if (before !== undefined && stamp !== undefined && before.stamp === stamp) return before.outcome
  const now = await readNow(folder, file, understand)
  const isGood = now.made !== undefined && !hasError(now.made.problems)
  const good = before?.good
  const isLost =
    good !== undefined && (now.made === undefined ? hasError(now.problems) : !isGood || loses(good, now.made))
  const outcome = isLost ? standIn(good, now) : now
  memory.set(file, { stamp, outcome, good: isLost ? good : isGood ? now.made : undefined })
  return outcome
}

/** A file that nobody can look at just now: as it was read when there was last no error in it. */
export function recall<T extends Made>(file: string, _kind: Kind<T>, memory: Memory): Outcome<T> {
  return { made: memory.get(file)?.good as T | undefined, problems: [] }
}

async function readNow<T extends Made>(
  folder: string,
  file: string,
  understand: Kind<T>['understand'],
): Promise<Outcome<T>> {
  const { text, problems } = await readText(folder, file)
  try {
    return { made: text === undefined ? undefined : await understand(text), problems }
  } catch (fault) {
    return { made: undefined, problems: [...problems, notUnderstood(file, fault)] }
  }
}

function standIn<T extends Made>(good: T, now: Outcome<T>): Outcome<T> {
  const faults = [...now.problems, ...(now.made?.problems ?? [])]
  const worst = faults.filter(({ severity }) => severity === 'error')
  const cause = worst[0] ?? faults[0]
  const problems = faults.map(fault =>
    fault === cause
      ? { ...fault, message: `${fault.message} Until it is mended, this file answers as it was before.` }
      : fault,
  )
  return { made: { ...good, problems }, problems: [] }
}

const hasError = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === 'error')

/** Some disks keep times to two seconds: a file younger than that can change without a trace. */
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
