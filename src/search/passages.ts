import type { Episode } from '../content/episode.ts'
import type { Library } from './library.ts'
import { type Source, textsOf } from './moments.ts'
import { sourceAt } from './timeline.ts'

/** A stretch of an episode that can answer a question. It keeps no text of its own; see `textOf`. */
export type Passage = {
  readonly episode: Episode
  readonly source: Source
  /** Which of the episode's paragraphs, links, chapters or segments; `to` is exclusive. */
  readonly from: number
  readonly to: number
}

/** Moments of a transcript before and after the best one in which the quote is looked for. */
const BEFORE = 1
const AFTER = 2

/** A moment and, in a transcript, those beside it. `moment` is its position within the episode. */
export function passageAround({ timeline, episodes }: Library, episode: number, moment: number): Passage {
  const [first = 0, end = 0] = [timeline.first[episode], timeline.first[episode + 1]]
  const at = first + moment
  const inEpisode = episodes[episode]
  if (!inEpisode || at >= end) throw new RangeError(`Episode ${episode} has no moment ${moment}`)
  const source = sourceAt(timeline, at)
  const beside = (other: number) => (source === 'transcript' && sourceAt(timeline, other) === source ? other : at)
  const before = beside(Math.max(first, at - BEFORE))
  const after = beside(Math.min(end - 1, at + AFTER))
  return { episode: inEpisode, source, from: timeline.from[before] ?? 0, to: timeline.to[after] ?? 0 }
}

/** The words of a passage, verbatim, its parts joined by a blank. */
export function textOf({ episode, source, from, to }: Passage): string {
  return textsOf(episode, source, from, to).join(' ')
}
