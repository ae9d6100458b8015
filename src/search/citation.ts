import type { Episode } from '../content/episode.ts'
import { listenAt } from '../content/links.ts'
import { type Excerpt, excerptOf } from './excerpt.ts'
import type { Library } from './library.ts'
import type { Passage } from './passages.ts'
import type { Question } from './question.ts'
import { type Why, whyOf } from './why.ts'

/** A verbatim quote and where it can be heard or read. */
export type Citation = {
  readonly episode: Episode
  readonly passage: Passage
  readonly excerpt: Excerpt
  /** Starts at the quote where the medium allows it; missing for an episode with no link at all. */
  readonly url?: string
  readonly why: Why
}

/** Quotes the part of a passage that says most about a question. */
export function cite(library: Library, passage: Passage, question: Question): Citation {
  const weights = question.words.flatMap(({ terms, weight }) => terms.map(({ stem }) => [stem, weight] as const))
  const excerpt = excerptOf(passage, new Map(weights))
  const url = listenAt(passage.episode.links, excerpt.start)
  const why = whyOf(library, passage, question)
  return { episode: passage.episode, passage, excerpt, why, ...(url !== undefined && { url }) }
}
