import { type Running, start } from './running.ts'
import type { Answered, Built } from './stand.ts'
import { systems, type Task } from './systems.ts'

/** A system's figures over the rounds: medians, but for `build`. */
export type Measured = {
  readonly name: string
  /**
   * Milliseconds from the show to an index that answers, in a process that has just begun. The least of the rounds: one
   * build is too long to be interleaved with the others', and what else the machine does can only add to it.
   */
  readonly build: number
  /** What the index takes in memory, without the show's own text. */
  readonly bytes: number
  /** The median and the 99th percentile of the time to answer, in milliseconds. */
  readonly median: number
  readonly p99: number
  /** For each question, what was found, best first. */
  readonly found: readonly (readonly string[])[]
  readonly episodes: number
}

/**
 * Measures all systems on one show. The machine may be busy with other things: so in each round all systems are built
 * anew, one after another, and every question goes to all of them before the next is asked.
 *
 * @param today ISO day.
 * @param times how many rounds.
 * @param say is told how far it has come.
 */
export async function measure(
  task: Task,
  content: string,
  today: string,
  questions: readonly string[],
  times: number,
  say: (progress: string) => void,
): Promise<readonly Measured[]> {
  const rounds: Round[] = []
  for (let round = 1; round <= times; round++) {
    say(`${task}, round ${round} of ${times}`)
    rounds.push(await playRound(task, content, today, questions))
  }
  return systems[task].map(({ name }, system) =>
    overRounds(
      name,
      rounds.flatMap(round => round[system] ?? []),
    ),
  )
}

/** What each system took. */
type Round = readonly { readonly built: Built; readonly answers: readonly Answered[] }[]

async function playRound(task: Task, content: string, today: string, questions: readonly string[]): Promise<Round> {
  const line: { running: Running; answers: Answered[] }[] = []
  try {
    for (const system of systems[task].keys()) {
      line.push({ running: await start(task, system, content, today), answers: [] })
    }
    for (const [i, question] of questions.entries()) {
      const first = i % line.length
      for (const { running, answers } of [...line.slice(first), ...line.slice(0, first)]) {
        answers.push(await running.ask(question))
      }
    }
    return line.map(({ running: { built }, answers }) => ({ built, answers }))
  } finally {
    for (const { running } of line) running.stop()
  }
}

function overRounds(name: string, rounds: Round): Measured {
  const times = rounds.map(({ answers }) => answers.map(({ milliseconds }) => milliseconds))
  return {
    name,
    build: Math.min(...rounds.map(({ built }) => built.milliseconds)),
    bytes: middle(rounds.map(({ built }) => built.bytes)),
    median: middle(times.map(middle)),
    p99: middle(times.map(ofRound => quantile(0.99, ofRound))),
    found: rounds[0]?.answers.map(({ found }) => found) ?? [],
    episodes: rounds[0]?.built.episodes ?? 0,
  }
}

export const middle = (values: readonly number[]): number => quantile(0.5, values)

export function quantile(part: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}
