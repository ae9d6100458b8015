import type { Episode } from '../content/episode.ts'
import { type Source, type Stream, textsOf } from './streams.ts'

/** A stretch of an episode that can answer a question. It keeps no text of its own; see `textOf`. */
export type Passage = {
  readonly episode: Episode
  readonly source: Source
  /** Which of the episode's paragraphs, chapters or segments; `to` is exclusive. */
  readonly from: number
  readonly to: number
}

/** The parts in which some blocks of a stream lie. A part that the next block shares counts too. */
export function passageOf({ episode, source, parts, count }: Stream, firstBlock: number, blocks: number): Passage {
  const end = Math.min(firstBlock + blocks, count)
  return { episode, source, from: parts[firstBlock] ?? 0, to: (parts[end] ?? 0) + (end < count ? 1 : 0) }
}

/** The words of a passage, verbatim, its parts joined by a blank. */
export function textOf({ episode, source, from, to }: Passage): string {
  return textsOf(episode, source).slice(from, to).join(' ')
}
