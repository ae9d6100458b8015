import { readFileSync, writeFileSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { codeOf } from '../content/problems.ts'
import type { Library } from '../search/library.ts'
import { evaluate, type QuestionResult } from './evaluate.ts'
import { type Question, readQuestions, unknownEpisodes } from './questions.ts'
import { comparison, failures, report } from './report.ts'
import { seeded } from './statistics.ts'

type Options = { readonly failures?: true; readonly save?: string; readonly against?: string }

/** Any number would do; the same one makes two runs draw the same intervals. */
const SEED = 64

/**
 * Prints the figures of a library on files of questions with known answers.
 *
 * @returns a sentence when a file cannot be read or holds something else; nothing is measured then.
 */
export function runEvaluation(
  files: readonly string[],
  library: Library,
  { failures: listed, save, against }: Options,
  output: Writable,
): string | undefined {
  const questions: Question[] = []
  for (const file of files) {
    const read = readQuestionFile(file)
    if ('fault' in read) return read.fault
    questions.push(...read.questions)
  }
  const results = evaluate(library, questions, () => performance.now())
  const print = (text: string) => output.write(`${text}\n`)
  for (const says of unknownEpisodes(questions, idsOf(library))) print(says)
  print(report(results, seeded(SEED)))
  if (against !== undefined) {
    const read = readResults(against)
    if ('fault' in read) return read.fault
    print(`\n${comparison(results, read.results, seeded(SEED))}`)
  }
  if (listed) print(`\n${failures(results)}`)
  return save === undefined ? undefined : keep(results, save)
}

/** Also of the episodes that are hidden until their day: questions may be ready before them. */
export const idsOf = ({ show }: Library): ReadonlySet<string> => new Set(show.episodes.map(({ id }) => id))

/** The questions of one file, or a sentence when it cannot be read or holds something else. */
export function readQuestionFile(
  file: string,
): { readonly questions: readonly Question[] } | { readonly fault: string } {
  const read = readText(file)
  if ('fault' in read) return read
  const { questions, faults } = readQuestions(read.text, file)
  return faults.length > 0 ? { fault: faults.join('\n') } : { questions }
}

function keep(results: readonly QuestionResult[], file: string): string | undefined {
  try {
    writeFileSync(file, JSON.stringify(results))
    return undefined
  } catch (error) {
    return `${file} cannot be written: ${error instanceof Error ? error.message : error}. Name another one with --save.`
  }
}

/** What `--save` wrote. */
function readResults(file: string): { readonly results: readonly QuestionResult[] } | { readonly fault: string } {
  const read = readText(file)
  if ('fault' in read) return read
  try {
    const results: unknown = JSON.parse(read.text)
    if (Array.isArray(results)) return { results }
  } catch {}
  return { fault: `${file} holds no results to compare with. Name a file that an earlier run wrote with --save.` }
}

function readText(file: string): { text: string } | { fault: string } {
  try {
    return { text: readFileSync(file, 'utf8') }
  } catch (error) {
    return { fault: `${file} cannot be read (${codeOf(error)}). Check its name, and whether you may.` }
  }
}
