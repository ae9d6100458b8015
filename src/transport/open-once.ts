import { resolve } from 'node:path'
import type { Reading } from '../content/read.ts'
import type { Library } from '../search/library.ts'
import { problemLine } from './check.ts'
import { openIndex } from './open-index.ts'
import { showProgress } from './progress.ts'

/**
 * The library of a folder as it is now, from its index where that fits; or why there is none. What reads episodes takes
 * longer to load than an index does, so it is loaded only without one.
 *
 * @param today an ISO day.
 */
export async function openOnce(folder: string, today: string, index?: string): Promise<Library | string> {
  const indexed = await openIndex(index, folder, today, says => process.stderr.write(`${says}\n`))
  if (indexed) return indexed
  const { show, problems } = await read(folder)
  const faults = problems.filter(problem => problem.severity === 'error')
  for (const fault of faults) process.stderr.write(`${problemLine(fault)}\n`)
  if (show.episodes.length === 0) return noEpisodes(folder)
  const { openLibrary } = await import('../search/library.ts')
  return openLibrary(show, today)
}

/** Reads a folder, and shows how far that has come when it takes long. */
export async function read(folder: string): Promise<Reading> {
  const { readShow } = await import('../content/read.ts')
  const progress = showProgress(process.stderr, plainProgress, () => performance.now())
  const reading = await readShow(folder, { onRead: (done, of) => progress.at('reading', done, of) })
  progress.end()
  return reading
}

export function plainProgress(what: string, done: number, of: number): void {
  process.stderr.write(`${what} ${done} of ${of}\n`)
}

export function noEpisodes(folder: string): string {
  return `No episode was read from “${resolve(folder)}”. Name the folder that holds them, in CONTENT_DIR or with --content.`
}
