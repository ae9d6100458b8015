import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import { SOURCES, type Source, textsOf } from './moments.ts'
import { parseQuery, type Query } from './query.ts'
import { momentScorer, scoreEpisodes } from './score.ts'
import { sourceAt, type Timeline } from './timeline.ts'

/** Episodes and passages by how well they fit a question, best first, whether or not that is well enough to say so. */
export type Ranking = {
  readonly question: Query
  readonly episodes: readonly RankedEpisode[]
  readonly passages: readonly RankedPassage[]
}

/** `position` is the episode's in the library, `moment` its best moment's within it. */
export type RankedEpisode = {
  readonly episode: Episode
  readonly position: number
  readonly moment: number
  readonly score: number
}

export type RankedPassage = { readonly passage: Passage; readonly score: number }

/** Moments are looked at in the episodes that fit best as a whole: from 20 on, the right one is always there. */
const CANDIDATES = 30

/** An episode is as good as all it says and its best moment together. From 1 to 2 the share of the moment hardly matters. */
const MOMENT = 1.5

/** Passages are offered from the first episodes, so many each, and begin so many words apart: none is heard twice. */
const OFFERING = 10
const PASSAGES = 5
const APART = 200

/** In its first seconds an episode announces what it will talk about; the answer comes later. */
const INTRODUCTION = 45
const ANNOUNCED = 0.8

/**
 * Ranks the whole show for a question in plain words. What an episode is about shows in all it says; where a thing is
 * explained shows in its best moment.
 */
export function rank(library: Library, text: string): Ranking {
  const question = parseQuery(library, text)
  const scoreMoments = momentScorer(library, question)
  const episodes = candidates(scoreEpisodes(library, question))
    .flatMap(({ position, score }) => {
      const episode = library.episodes[position]
      if (!episode) return []
      const moments = scoreMoments(position)
      const moment = highest(moments)
      return [{ episode, position, moment, moments, score: score + MOMENT * (moments[moment] ?? 0) }]
    })
    .sort((a, b) => b.score - a.score)
  const passages = episodes.slice(0, OFFERING).flatMap(({ position, moments, score }) =>
    bestMoments(library, position, moments).map(moment => ({
      passage: passageAround(library, position, moment.position),
      score: score + moment.score,
    })),
  )
  return { question, episodes, passages: passages.sort((a, b) => b.score - a.score) }
}

/** The episodes with the highest scores, best first; of equals the older one. */
function candidates(scores: Float64Array): readonly { position: number; score: number }[] {
  const best: { position: number; score: number }[] = []
  for (let position = 0; position < scores.length; position++) {
    const score = scores[position] ?? 0
    const full = best.length === CANDIDATES
    if (score <= 0 || (full && score <= (best[CANDIDATES - 1]?.score ?? 0))) continue
    if (full) best.pop()
    let at = best.length
    while (at > 0 && (best[at - 1]?.score ?? 0) < score) at--
    best.splice(at, 0, { position, score })
  }
  return best
}

/** Where the highest score stands; the first of equals. */
function highest(scores: Float64Array): number {
  let best = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i
  return best
}

/**
 * The best moments of an episode, none near a better one, by their positions within it. Where there is a transcript
 * they are taken from it: what was said can be listened to.
 */
function bestMoments({ timeline }: Library, episode: number, scores: Float64Array) {
  const first = timeline.first[episode] ?? 0
  const isHeard = (position: number): boolean => timeline.sources[first + position] === TRANSCRIPT
  const onlyHeard = scores.some((score, position) => score > 0 && isHeard(position))
  const left = scores.map((score, position) => (onlyHeard && !isHeard(position) ? 0 : score))
  for (let position = 0; position < left.length; position++) {
    if ((timeline.starts[first + position] ?? 0) < INTRODUCTION) left[position] = ANNOUNCED * (left[position] ?? 0)
  }
  const chosen: { position: number; score: number }[] = []
  while (chosen.length < PASSAGES) {
    const position = highest(left)
    const score = left[position] ?? 0
    if (score <= 0) break
    chosen.push({ position, score })
    const isNear = (other: number) => other in left && areNear(timeline, first + position, first + other)
    for (let other = position; isNear(other); other--) left[other] = 0
    for (let other = position; isNear(other); other++) left[other] = 0
  }
  return chosen
}

const TRANSCRIPT = SOURCES.indexOf('transcript')

const areNear = ({ sources, middles }: Timeline, one: number, other: number): boolean =>
  sources[one] === sources[other] && Math.abs((middles[one] ?? 0) - (middles[other] ?? 0)) < APART

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
