import type { Citation } from './citation.ts'
import { quoteOf } from './excerpt.ts'
import type { Library } from './library.ts'
import { textOf } from './passages.ts'
import type { Asked, Question } from './question.ts'

/** What a passage has of a question, in the question's own words, without those that say nothing. */
export type Why = {
  /** To be read in its quote or in the episode's title, as such or as what they stand for. */
  readonly covers: readonly string[]
  /** Said elsewhere in the show, and nowhere in the passage. */
  readonly misses: readonly string[]
  /** Not said in the show at all. */
  readonly unsaid: readonly string[]
}

export function whyOf(library: Library, { episode, passage, excerpt }: Citation, question: Question): Why {
  const said = question.words.filter(({ terms }) => terms.length > 0)
  const among = (text: string) => {
    const stems = new Set(library.stemsOf(`${episode.title}\n${text}`))
    return ({ terms }: Asked) => terms.some(({ stem }) => stems.has(stem))
  }
  const [inQuote, inPassage] = [among(quoteOf(excerpt)), among(textOf(passage))]
  return {
    covers: said.filter(inQuote).map(({ word }) => word),
    misses: said.filter(word => !inPassage(word)).map(({ word }) => word),
    unsaid: unsaidIn(question),
  }
}

/** The words of a question that the show never says, nor anything that they may stand for. */
export const unsaidIn = ({ words }: Question): readonly string[] =>
  words.filter(({ terms }) => terms.length === 0).map(({ word }) => word)
