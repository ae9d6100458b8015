import { existsSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { readShow } from '../../src/content/read-show.ts'
import { readQuestions } from '../../src/evaluation/questions.ts'
import { measure, type Times } from './latency/measure.ts'
import { distinct } from './latency/questions.ts'
import { quantile } from './measure.ts'

type Options = { readonly content: string; readonly questions: readonly string[]; readonly asks: number }

/** Asked before anything counts, so that the engines have compiled what they will. */
const WARM_UP = 300

await new Command('latency')
  .description('measures how long Shownotes takes to answer on Discord, beside the least that a bot can do')
  .requiredOption('--content <dir>', 'the folder of episodes')
  .requiredOption('--questions <files...>', 'JSON lines as for `npm run evaluate`')
  .option('--asks <n>', 'how many questions, one after the other', wholeNumber, 2000)
  .action(async (options: Options) => {
    const trouble = await latency(options)
    if (trouble === undefined) return
    process.stderr.write(`${trouble}\n`)
    process.exitCode = 1
  })
  .parseAsync()

/** @returns the sentence that says why it could not be done. */
async function latency({ content, questions: files, asks }: Options): Promise<string | undefined> {
  const missing = files.find(file => !existsSync(file))
  if (missing !== undefined) return `There is no file “${missing}”.`
  const read = files.map(file => readQuestions(readFileSync(file, 'utf8'), file))
  const faults = read.flatMap(({ faults }) => faults)
  if (faults.length > 0) return faults.join('\n')
  const { show } = await readShow(content)
  if (show.episodes.length === 0) return `There is no episode in “${content}”.`

  const today = new Date().toISOString().slice(0, 10)
  const written = read.flatMap(({ questions }) => questions.map(({ q }) => q))
  const times = await measure(resolve(content), show, today, distinct(written, WARM_UP + asks))
  if (typeof times === 'string') return times
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${today}`
  process.stdout.write(`${show.name}: ${show.episodes.length} episodes, ${asks} questions, one after the other.\n`)
  process.stdout.write(`${machine}\n\n${table(times)}\n`)
  return undefined
}

function table({ handler, shownotes, search }: Times): string {
  const within = (part: number, all: readonly number[]) => quantile(part, all.slice(WARM_UP))
  const row = (name: string, all: readonly number[]) =>
    `| ${name} | ${within(0.5, all).toFixed(2)} ms | ${within(0.99, all).toFixed(2)} ms |`
  const added = within(0.5, shownotes) - within(0.5, handler) - within(0.5, search)
  return [
    '| | median | 99th percentile |',
    '| --- | --- | --- |',
    row('a discord.js handler that replies with one word, from dispatch to callback', handler),
    row('Shownotes, `/ask`, from dispatch to callback', shownotes),
    row('searching and writing the message alone, without Discord', search),
    '',
    `Of half of the answers Shownotes adds ${added.toFixed(2)} ms to the handler and the search.`,
  ].join('\n')
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 999999.')
  return Number(text)
}
