import type { Answer } from '../discord/answer.ts'
import type { Log } from '../log.ts'
import type { Observe } from './observe.ts'

/** @param arrived when what is answered came in, by `performance.now()`. */
export function noteAnswer(made: Answer, arrived: number, log: Log, observe: Observe): void {
  const ms = Math.round((performance.now() - arrived) * 10) / 10
  log[made.outcome === 'choices' ? 'debug' : 'info']({ event: 'answered', ...loggable(made), ms })
  observe.answered(made, ms)
}

/** What the log may say of an answer: neither what was asked nor who asked it. */
export function loggable({ about, outcome }: Answer): object {
  return { ...about, outcome }
}
