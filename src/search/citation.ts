import type { Episode } from '../content/episode.ts'
import { listenAt } from '../content/links.ts'
import { type Excerpt, excerptOf } from './excerpt.ts'
import type { Passage } from './passages.ts'
import type { Question } from './question.ts'

/** A verbatim quote and where it can be heard or read. */
export type Citation = {
  readonly episode: Episode
  readonly passage: Passage
  readonly excerpt: Excerpt
  /** Starts at the quote where the medium allows it; missing for an episode with no link at all. */
  readonly url?: string
}

/** Quotes the part of a passage that says most about a question. */
export function cite(passage: Passage, question: Question): Citation {
  const weights = question.words.flatMap(({ terms, weight }) => terms.map(({ stem }) => [stem, weight] as const))
  const excerpt = excerptOf(passage, new Map(weights))
  const url = listenAt(passage.episode.links, excerpt.start)
  return { episode: passage.episode, passage, excerpt, ...(url !== undefined && { url }) }
}
