import { readFileSync, statSync } from 'node:fs'
import { replaceFile } from '../../src/content/own-files.ts'
import { readShow } from '../../src/content/read-show.ts'
import { seeded } from '../../src/evaluation/statistics.ts'
import { encodeSnapshot, readSnapshot } from '../../src/operations/snapshot-file.ts'
import { ask } from '../../src/search/ask.ts'
import { createLibrary, published } from '../../src/search/library.ts'
import { rank } from '../../src/search/rank.ts'
import { grown } from './grown.ts'
import { bytesInUse } from './memory.ts'

/**
 * A process that measures one size of a show. First `build` it, and keep its index in a file; then, in another process,
 * `load` that file and answer a file of questions from it, so that what building leaves behind is not counted.
 */

export type BuiltAt = { readonly build: number; readonly passages: number; readonly file: number }
export type LoadedAt = { readonly load: number; readonly bytes: number; readonly rank: Times; readonly ask: Times }
export type Times = readonly number[]

const [step, file = '', today = '', source = '', times = '1'] = process.argv.slice(2)

/** Any number would do; the same one draws the same words. */
const SEED = 64

const now = () => performance.now()

async function build(): Promise<BuiltAt> {
  const { show } = await readShow(source)
  const large = grown({ ...show, episodes: published(show, today) }, Number(times), seeded(SEED))
  const began = now()
  const library = createLibrary(large, today)
  const took = now() - began
  await replaceFile(file, encodeSnapshot(library, new Uint8Array(32)))
  return { build: took, passages: library.positionalIndex.momentCount, file: statSync(file).size }
}

async function load(questions: readonly string[]): Promise<LoadedAt> {
  const before = await bytesInUse()
  const began = now()
  const read = await readSnapshot(file, `${file}.none`, today)
  const took = now() - began
  if (!read.ok) throw new Error(read.error.message)
  const library = read.value
  const bytes = (await bytesInUse()) - before
  for (const { title } of library.episodes.slice(0, 100)) ask(library, title)
  const timed = (work: (question: string) => unknown) =>
    questions.map(question => {
      const asked = now()
      work(question)
      return now() - asked
    })
  return { load: took, bytes, rank: timed(q => rank(library, q)), ask: timed(q => ask(library, q)) }
}

process.send?.(step === 'build' ? await build() : await load(JSON.parse(readFileSync(source, 'utf8'))))
