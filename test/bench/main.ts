import { existsSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { readShow } from '../../src/content/read-show.ts'
import { type Question, readQuestions } from '../../src/evaluation/questions.ts'
import { type Effort, measureBot } from './bot/bot.ts'
import { growthTable, measureGrowth } from './growth.ts'
import { measure } from './measure.ts'
import { installPeers, peersAreInstalled } from './peers.ts'
import { linkSuccess, success } from './success.ts'
import { table } from './table.ts'

type Options = Effort & {
  readonly content: string
  readonly questions: readonly string[]
  readonly sizes: readonly string[]
}

const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** An experiment without a difference, to judge the others by. */
const NOISE = 'Both rows of Shownotes build the same: what their builds differ by is this run’s noise.'

await new Command('bench')
  .description('measures Shownotes beside other ways to search a show, and the bot as it runs: one run, one machine')
  .option('--content <dir>', 'the folder of episodes', beside('../../content'))
  .option('--questions <files...>', 'JSON lines as for `npm run evaluate`', [beside('questions.jsonl')])
  .option('--rounds <n>', 'how often the searches and the starts are measured', wholeNumber, 3)
  .option('--sizes <times...>', 'how many times as large the show is made to see what it costs then', ['1', '10'])
  .option('--seconds <n>', 'how long each number of connections is kept busy', wholeNumber, 5)
  .option('--asks <n>', 'after how many questions the memory is looked at again', wholeNumber, 100_000)
  .action(async (options: Options) => {
    const trouble = await bench(options)
    if (trouble === undefined) return
    process.stderr.write(`${trouble}\n`)
    process.exitCode = 1
  })
  .parseAsync()

/** @returns the sentence that says why it could not be done. */
async function bench({ content, questions: files, sizes, ...effort }: Options): Promise<string | undefined> {
  const { show } = await readShow(content)
  if (show.episodes.length === 0) return `There is no episode in “${content}”.`
  const read = questionsIn(files)
  if (typeof read === 'string') return read
  const trouble = peersAreInstalled() ? undefined : installPeers()
  if (trouble !== undefined) return trouble

  const answerable = read.filter(question => question.kind === 'ask')
  const asked = [...answerable, ...read.filter(question => question.kind === 'unanswerable')].map(({ q }) => q)
  const lookUps = read.filter(question => question.kind === 'resources')
  const today = new Date().toISOString().slice(0, 10)

  const where = machine()
  const searches = await measure('questions', content, today, asked, effort.rounds, say)
  print(`${show.name}: ${searches[0]?.episodes} episodes; ${where}, ${today}`)
  print(`${asked.length} questions, ${answerable.length} with an answer`)
  print(table(searches.map(system => ({ ...system, success: success(answerable, system.found) }))), NOISE)
  if (lookUps.length > 0) {
    const found = await measure(
      'look-ups',
      content,
      today,
      lookUps.map(({ q }) => q),
      effort.rounds,
      say,
    )
    print(`${lookUps.length} searches for links`)
    print(table(found.map(system => ({ ...system, success: linkSuccess(lookUps, system.found) }))))
  }
  say('growing')
  print(growthTable(await measureGrowth(content, today, asked, sizes.map(wholeNumber))))
  for await (const part of measureBot(content, asked, effort, say)) print(part)
  return undefined
}

/** All of them, or the sentence that says why they cannot be asked. */
function questionsIn(files: readonly string[]): readonly Question[] | string {
  const missing = files.find(file => !existsSync(file))
  if (missing !== undefined) return `There is no file “${missing}”.`
  const read = files.map(file => readQuestions(readFileSync(file, 'utf8'), file))
  const faults = read.flatMap(({ faults }) => faults)
  if (faults.length > 0) return faults.join('\n')
  const questions = read.flatMap(({ questions }) => questions)
  if (questions.some(({ kind }) => kind === 'ask')) return questions
  return 'No question names the episode that answers it, so nothing could be right or wrong.'
}

function machine(): string {
  const [busy = 0] = loadavg()
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${busy.toFixed(1)} of them busy, Node ${process.versions.node}`
}

function print(...paragraphs: readonly string[]): void {
  for (const paragraph of paragraphs) process.stdout.write(`${paragraph}\n\n`)
}

function say(progress: string): void {
  process.stderr.write(`${progress}\n`)
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 9999999.')
  return Number(text)
}
