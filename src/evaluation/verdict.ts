import type { AskResult, ResourcesResult, Result } from './evaluate.ts'
import { DIRECT } from './measures.ts'
import type { Judged } from './questions.ts'

/**
 * Whether the bot said the right thing, quoted the right episode at `another moment` than the one where the answer is
 * spoken, said the wrong thing, or nothing where it should have spoken.
 */
export type Verdict = 'right' | 'another moment' | 'wrong' | 'abstained'

export function verdictOf(result: Result): Verdict {
  if (isResources(result)) {
    if (result.figures['R@10'] === 1) return 'right'
    return result.found.length === 0 ? 'abstained' : 'wrong'
  }
  if (!isAsk(result)) return result.level === 'nothing' ? 'right' : 'wrong'
  if (result.level === 'nothing') return 'abstained'
  if (result.figures['S@1'] === 0) return 'wrong'
  const isTimed = directIn(result).some(({ start }) => start !== undefined)
  return isTimed && result.figures['hit@1'] === 0 ? 'another moment' : 'right'
}

/** What answers a question directly, not what only helps. */
export const directIn = ({ question }: AskResult): readonly Judged[] =>
  question.gold.filter(({ grade }) => grade >= DIRECT)

/** `64 at 754 s`, in seconds as in the file of questions. */
export const momentOf = ({ episode, start }: Pick<Judged, 'episode' | 'start'>): string =>
  start === undefined ? episode : `${episode} at ${Math.round(start)} s`

export const isAsk = (result: Result): result is AskResult => result.question.kind === 'ask'
export const isResources = (result: Result): result is ResourcesResult => result.question.kind === 'resources'
