import { linkKey } from '../../src/content/links.ts'
import type { AskQuestion, ResourcesQuestion } from '../../src/evaluation/questions.ts'
import { mean, successAt } from '../../src/evaluation/statistics.ts'

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

/**
 * The same for look-ups: the share whose first link is one of those asked for. Links that do no harm are passed over.
 *
 * @param found for each look-up, the addresses found, best first.
 */
export function linkSuccess(lookUps: readonly ResourcesQuestion[], found: readonly (readonly string[])[]): number {
  return mean(
    lookUps.map(({ gold, alsoOk }, i) => {
      const wanted = new Set(gold.map(linkKey))
      const harmless = new Set(alsoOk.map(linkKey))
      const keys = (found[i] ?? []).map(linkKey)
      const first = keys.find(key => wanted.has(key) || !harmless.has(key))
      return Number(first !== undefined && wanted.has(first))
    }),
  )
}
