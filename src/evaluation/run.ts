import { readFileSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { replaceFile } from '../content/own-files.ts'
import { codeOf } from '../content/problems.ts'
import type { Embeddings } from '../embeddings/embeddings.ts'
import { DONE, fail, type Result, succeed } from '../result.ts'
import type { Library } from '../search/library.ts'
import type { QuestionVectors } from '../search/vectors.ts'
import { type AskBot, aboutFailures, aboutReport, evaluateAbout } from './about.ts'
import { evaluate, type QuestionResult } from './evaluate.ts'
import { type Question, readQuestions, unknownEpisodes } from './questions.ts'
import { comparison, failures, report } from './report.ts'
import { seeded } from './statistics.ts'

type Options = { readonly failures?: true; readonly save?: string; readonly against?: string }

/** An arbitrary number; the same one makes two runs compute the same intervals. */
const SEED = 64

/**
 * Prints how well a library answers files of questions with known answers. Measures nothing if a file cannot be read.
 *
 * @param ask asks the bot itself, for questions about the show.
 * @param embeddings all vectors are computed first; the figures of words alone are printed beside the others.
 */
export async function runEvaluation(
  files: readonly string[],
  library: Library,
  { failures: listed, save, against }: Options,
  output: Writable,
  embeddings?: Embeddings,
  ask?: AskBot,
): Promise<Result> {
  const all: Question[] = []
  for (const file of files) {
    const read = readQuestionFile(file)
    if (!read.ok) return read
    all.push(...read.value)
  }
  const about = all.filter(question => question.kind === 'about')
  const questions = all.filter(question => question.kind !== 'about')
  await embeddings?.update(library)
  const clock = () => performance.now()
  const lexical = evaluate(library, questions, clock)
  const results = embeddings ? await evaluateBlend(library, questions, clock, embeddings) : lexical
  const print = (text: string) => output.write(`${text}\n`)
  for (const warning of unknownEpisodes(questions, idsOf(library))) print(warning)
  if (questions.length > 0 || about.length === 0) print(report(results, seeded(SEED), embeddings && lexical))
  if (ask && about.length > 0) {
    const judged = await evaluateAbout(about, ask)
    print(aboutReport(judged))
    if (listed) print(`\n${aboutFailures(judged)}`)
  }
  if (against !== undefined) {
    const read = readResults(against)
    if (!read.ok) return read
    print(`\n${comparison(results, read.value, seeded(SEED))}`)
  }
  if (listed && questions.length > 0) print(`\n${failures(results) || 'Every question was answered correctly.'}`)
  return save === undefined ? DONE : replaceFile(save, Buffer.from(JSON.stringify(results)))
}

/** The time of a question includes that of its vector. */
async function evaluateBlend(
  library: Library,
  questions: readonly Question[],
  clock: () => number,
  { prepare, vectorOf }: QuestionVectors,
): Promise<readonly QuestionResult[]> {
  const results: QuestionResult[] = []
  for (const question of questions) {
    const before = clock()
    await prepare(question.q)
    const prepared = clock() - before
    for (const result of evaluate(library, [question], clock, vectorOf)) {
      results.push({ ...result, ms: result.ms + prepared })
    }
  }
  return results
}

/** Including episodes that are hidden until their day: questions may be ready before them. */
export const idsOf = ({ show }: Library): ReadonlySet<string> => new Set(show.episodes.map(({ id }) => id))

/** Reads the questions of one file. */
export function readQuestionFile(file: string): Result<readonly Question[]> {
  const text = readText(file)
  if (!text.ok) return text
  const { questions, faults } = readQuestions(text.value, file)
  return faults.length > 0 ? fail(faults.join('\n'), 'docs/evaluation.md describes the format.') : succeed(questions)
}

/** Reads what `--save` wrote. */
function readResults(file: string): Result<readonly QuestionResult[]> {
  const text = readText(file)
  if (!text.ok) return text
  try {
    const results: unknown = JSON.parse(text.value)
    if (Array.isArray(results)) return succeed(results)
  } catch {}
  return fail(`${file} holds no results to compare with.`, 'Name a file that an earlier run wrote with --save.')
}

function readText(file: string): Result<string> {
  try {
    return succeed(readFileSync(file, 'utf8'))
  } catch (error) {
    return fail(`${file} cannot be read (${codeOf(error)}).`, 'Check its name and its permissions.')
  }
}
