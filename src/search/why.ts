import type { Library } from './library.ts'
import { type Passage, textOf } from './passages.ts'
import type { Question } from './question.ts'

/** What a passage has of a question, in the question's own words, without those that say nothing. */
export type Why = {
  /** Said in the passage, as such or as what they stand for. */
  readonly covers: readonly string[]
  /** Said elsewhere in the show. */
  readonly misses: readonly string[]
  /** Not said in the show at all. */
  readonly unsaid: readonly string[]
}

export function whyOf(library: Library, passage: Passage, question: Question): Why {
  const { words } = question
  const said = new Set(library.stemsOf(`${passage.episode.title}\n${textOf(passage)}`))
  const inPassage = words.filter(({ terms }) => terms.some(({ stem }) => said.has(stem)))
  const elsewhere = words.filter(word => word.terms.length > 0 && !inPassage.includes(word))
  return {
    covers: inPassage.map(({ word }) => word),
    misses: elsewhere.map(({ word }) => word),
    unsaid: unsaidIn(question),
  }
}

/** The words of a question that the show never says, nor anything that they may stand for. */
export const unsaidIn = ({ words }: Question): readonly string[] =>
  words.filter(({ terms }) => terms.length === 0).map(({ word }) => word)
