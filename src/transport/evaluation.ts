import { readFileSync, writeFileSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { seeded } from '../evaluation/chance.ts'
import { evaluate, type Result } from '../evaluation/evaluate.ts'
import { type Question, readQuestions } from '../evaluation/questions.ts'
import { comparison, failures, report } from '../evaluation/report.ts'
import type { Library } from '../search/library.ts'

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
  const faults: string[] = []
  for (const file of files) {
    const read = readText(file)
    if ('fault' in read) return read.fault
    const found = readQuestions(read.text, file)
    questions.push(...found.questions)
    faults.push(...found.faults)
  }
  if (faults.length > 0) return faults.join('\n')
  const results = evaluate(library, questions, () => performance.now())
  const print = (text: string) => output.write(`${text}\n`)
  print(report(results, seeded(SEED)))
  if (against !== undefined) {
    const read = readText(against)
    if ('fault' in read) return read.fault
    print(`\n${comparison(results, JSON.parse(read.text) as Result[], seeded(SEED))}`)
  }
  if (listed) print(`\n${failures(results)}`)
  if (save !== undefined) writeFileSync(save, JSON.stringify(results))
  return undefined
}

function readText(file: string): { text: string } | { fault: string } {
  try {
    return { text: readFileSync(file, 'utf8') }
  } catch (error) {
    return { fault: `${file} cannot be read: ${error instanceof Error ? error.message : error}` }
  }
}
