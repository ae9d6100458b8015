import type { Question } from './ask.ts'
import { type Passage, textOf } from './passages.ts'
import { stemsOf } from './words.ts'

export type Confidence = 'sure' | 'close' | 'nothing'

/**
 * How far a passage covers a question: the share of the question's weight whose words it says, from 0 to 1. A word
 * that the show never says weighs most, which is what tells a question about another subject.
 */
export function confidenceOf(question: Question, passage: Passage): number {
  const said = new Set(stemsOf(`${textOf(passage)}\n${passage.episode.title}`))
  let all = 0
  let covered = 0
  for (const [stem, weight] of question) {
    all += weight
    if (said.has(stem)) covered += weight
  }
  return all === 0 ? 0 : covered / all
}

export function levelOf(confidence: number): Confidence {
  if (confidence >= SURE) return 'sure'
  return confidence >= CLOSE ? 'close' : 'nothing'
}

const SURE = 0.8
const CLOSE = 0.5
