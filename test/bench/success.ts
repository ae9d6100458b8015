import { mean, successAt } from '../../src/evaluation/measures.ts'
import type { AskQuestion } from '../../src/evaluation/questions.ts'

/**
 * S@1: the share of questions whose first episode answers directly.
 *
 * @param found for each question, the ids of the episodes found, best first.
 */
export function success(questions: readonly AskQuestion[], found: readonly (readonly string[])[]): number {
  return mean(
    questions.map(({ gold }, i) => {
      const grades = gold.filter(({ episode }) => episode === found[i]?.[0]).map(({ grade }) => grade)
      return successAt(1, [Math.max(0, ...grades)])
    }),
  )
}
