import { textOf } from './passages.ts'
import type { Ranking } from './rank.ts'
import { stemsOf } from './words.ts'

export type Confidence = 'sure' | 'close' | 'nothing'

/**
 * How likely it is that the show answers the question, from 0 to 1: the share of the question's weight whose words the
 * best passage says. A word that the show never says weighs most, which is what gives away another subject.
 */
export function confidenceIn({ question, passages }: Ranking): number {
  const best = passages[0]
  if (!best || question.weight === 0) return 0
  const said = new Set(stemsOf(`${textOf(best.passage)}\n${best.passage.episode.title}`))
  const covered = question.words.filter(word => word.terms.some(term => said.has(term.stem)))
  return covered.reduce((sum, word) => sum + word.weight, 0) / question.weight
}

export function levelOf(confidence: number): Confidence {
  if (confidence >= SURE) return 'sure'
  return confidence >= CLOSE ? 'close' : 'nothing'
}

const SURE = 0.8
const CLOSE = 0.5
