import type { Episode } from '../content/episode.ts'
import type { Library } from './library.ts'
import { type Source, textsOf } from './moments.ts'

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
export function passageAround({ moments, firstMoment, episodes }: Library, episode: number, moment: number): Passage {
  const first = firstMoment[episode] ?? 0
  const last = (firstMoment[episode + 1] ?? 0) - 1
  const at = moments[first + moment]
  const inEpisode = episodes[episode]
  if (!at || !inEpisode) throw new RangeError(`Episode ${episode} has no moment ${moment}`)
  const { source, from, to } = at
  if (source !== 'transcript') return { episode: inEpisode, source, from, to }
  const before = moments[Math.max(first, first + moment - BEFORE)]
  const after = moments[Math.min(last, first + moment + AFTER)]
  return {
    episode: inEpisode,
    source,
    from: before?.source === source ? before.from : from,
    to: after?.source === source ? after.to : to,
  }
}

/** The words of a passage, verbatim, its parts joined by a blank. */
export function textOf({ episode, source, from, to }: Passage): string {
  return textsOf(episode, source).slice(from, to).join(' ')
}
