import { existsSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import { readShow } from '../../src/content/read.ts'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { growthTable, measureGrowth } from './growth.ts'
import { measure } from './measure.ts'
import { installPeers, peersAreInstalled } from './peers.ts'
import { success } from './success.ts'
import { table } from './table.ts'

type Options = {
  readonly content: string
  readonly questions: readonly string[]
  readonly rounds: number
  readonly sizes?: readonly string[]
}

/** An experiment without a difference, to judge the others by. */
const NOISE = 'Both rows of Shownotes build the same: what their builds differ by is this run’s noise.'

await new Command('bench')
  .description('measures Shownotes beside other ways to search a show: one run, one machine, the same questions')
  .requiredOption('--content <dir>', 'the folder of episodes')
  .requiredOption(
    '--questions <files...>',
    'JSON lines as for `npm run evaluate`; look-ups of resources are passed over',
  )
  .option('--rounds <n>', 'how often all of it is measured', wholeNumber, 3)
  .option('--sizes <times...>', 'instead of the others, measure Shownotes on the show so many times as large: 1 10 100')
  .action(async (options: Options) => {
    const trouble = await bench(options)
    if (trouble === undefined) return
    process.stderr.write(`${trouble}\n`)
    process.exitCode = 1
  })
  .parseAsync()

/** @returns the sentence that says why it could not be done. */
async function bench({ content, questions: files, rounds, sizes }: Options): Promise<string | undefined> {
  const { show } = await readShow(content)
  if (show.episodes.length === 0) return `There is no episode in “${content}”.`
  const missing = files.find(file => !existsSync(file))
  if (missing !== undefined) return `There is no file “${missing}”.`
  const read = files.map(file => readQuestions(readFileSync(file, 'utf8'), file))
  const faults = read.flatMap(({ faults }) => faults)
  if (faults.length > 0) return faults.join('\n')
  const questions = read.flatMap(({ questions }) => questions)
  const answerable = questions.filter(question => question.kind === 'ask')
  if (answerable.length === 0)
    return 'No question names the episode that answers it, so nothing could be right or wrong.'
  const unanswerable = questions.filter(question => question.kind === 'unanswerable')
  const asked = [...answerable, ...unanswerable].map(({ q }) => q)
  const today = new Date().toISOString().slice(0, 10)
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${today}`
  if (sizes) {
    const grown = await measureGrowth(content, today, asked, sizes.map(wholeNumber))
    process.stdout.write(`${show.name}, ${asked.length} questions\n${machine}\n\n${growthTable(grown)}\n`)
    return undefined
  }
  const trouble = peersAreInstalled() ? undefined : installPeers()
  if (trouble !== undefined) return trouble

  const measured = await measure(content, today, asked, rounds, progress => process.stderr.write(`${progress}\n`))
  const rows = measured.map(system => ({ ...system, success: success(answerable, system.found) }))
  const task = `${measured[0]?.episodes} episodes, ${asked.length} questions, ${answerable.length} with an answer`
  process.stdout.write(`${show.name}: ${task}; rounds: ${rounds}.\n${machine}\n\n${table(rows)}\n\n${NOISE}\n`)
  return undefined
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 999.')
  return Number(text)
}
