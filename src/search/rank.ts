import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import type { Passage } from './passages.ts'
import type { Moment } from './positional-index.ts'
import { parseQuery, type Query, termsOf } from './query.ts'
import { areConnected, distance, type EpisodeScore, episodeScorer } from './score.ts'

/** Episodes and passages by how well they match a question, best first, even if none is good enough to answer it. */
export type Ranking = {
  readonly query: Query
  readonly episodes: readonly RankedEpisode[]
  readonly passages: readonly RankedPassage[]
}

export type RankedEpisode = {
  readonly episode: Episode
  readonly score: number
  /** How often each of the query's terms occurs in the episode, and at and around its best moment. */
  readonly counts: readonly number[]
  readonly countsAround: readonly number[]
}

type RankedPassage = { readonly passage: Passage; readonly score: number }

/** The weight of the best moment relative to the whole episode. Any value from 1 to 2 works about as well. */
const MOMENT_WEIGHT = 1.5

/** Passages come from the best ten episodes, up to five each, at least this many stems apart so that none overlap. */
const MAX_EPISODES = 10
const MAX_PASSAGES = 5
const MIN_DISTANCE = 100

/** An introduction only announces what the episode will cover; the answer comes later. */
const INTRODUCTION_SECONDS = 45
const INTRODUCTION_WEIGHT = 0.8

/** How many moments of a transcript before and after the best one the quote may be taken from. */
const MOMENTS_BEFORE = 1
const MOMENTS_AFTER = 2

/**
 * Ranks a show's episodes for a question: MiniSearch retrieves the candidates, then each is reranked. The whole text
 * shows what an episode is about; its best moment shows where something is explained.
 */
export function rank(library: Library, text: string): Ranking {
  const query = parseQuery(library, text)
  const terms = termsOf(query)
  const scoreEpisode = episodeScorer(library.positionalIndex, terms)
  const candidates = new Set(library.episodeIndex.candidates(terms))
  // In the order of the library, so that ties go to the older one.
  const scored = library.episodes
    .flatMap(episode => {
      const scores = candidates.has(episode.id) ? scoreEpisode(episode.id) : undefined
      if (!scores) return []
      const best = highest(scores.momentScores)
      return [{ episode, scores, best, score: blend(scores, best) }]
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const passages = scored
    .slice(0, MAX_EPISODES)
    .flatMap(({ episode, scores, score }) =>
      bestMoments(episode, scores).map(moment => ({
        passage: passageAround(episode, scores, moment.position),
        score: score + moment.score,
      })),
    )
    .sort((a, b) => b.score - a.score)
  const episodes = scored.map(({ episode, scores, best, score }) => ({
    episode,
    score,
    counts: scores.counts,
    countsAround: scores.countsAround(best),
  }))
  return { query, episodes, passages }
}

/** To the extent that a moment covers the whole episode, it is not separate evidence: one paragraph must not count twice. */
function blend({ whole, momentScores, shareSeen }: EpisodeScore, best: number): number {
  const share = shareSeen(best)
  return whole + MOMENT_WEIGHT * (share * whole + (1 - share) * (momentScores[best] ?? 0))
}

/** The index of the highest score; the first if several are equal. */
function highest(scores: Float64Array): number {
  let best = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i
  return best
}

/** The best moments of an episode, none near a better one. The transcript is preferred, because it can be listened to. */
function bestMoments(episode: Episode, { moments, momentScores }: EpisodeScore) {
  const isSpoken = (position: number): boolean => moments[position]?.source === 'transcript'
  const onlySpoken = momentScores.some((score, position) => score > 0 && isSpoken(position))
  const left = momentScores.map((score, position) => {
    if (onlySpoken && !isSpoken(position)) return 0
    return isIntroduction(episode, moments[position]) ? INTRODUCTION_WEIGHT * score : score
  })
  const chosen: { position: number; score: number }[] = []
  while (chosen.length < MAX_PASSAGES) {
    const position = highest(left)
    const [here, score = 0] = [moments[position], left[position]]
    if (!here || score <= 0) break
    chosen.push({ position, score })
    const isNear = (other: Moment | undefined): boolean =>
      other === here || (other !== undefined && areConnected(here, other) && distance(here, other) < MIN_DISTANCE)
    for (let i = position; isNear(moments[i]); i--) left[i] = 0
    for (let i = position; isNear(moments[i]); i++) left[i] = 0
  }
  return chosen
}

function isIntroduction({ segments }: Episode, moment: Moment | undefined): boolean {
  if (moment?.source !== 'transcript') return false
  return (segments[moment.from]?.start ?? Number.POSITIVE_INFINITY) < INTRODUCTION_SECONDS
}

/** A moment and, in a transcript, its neighbours. */
function passageAround(episode: Episode, { moments }: EpisodeScore, position: number): Passage {
  const here = moments[position]
  if (!here) throw new RangeError(`Episode ${episode.id} has no moment ${position}`)
  const { source } = here
  if (source !== 'transcript') return { episode, source, from: here.from, to: here.to }
  const beside = moments
    .slice(Math.max(0, position - MOMENTS_BEFORE), position + MOMENTS_AFTER + 1)
    .filter(other => other.source === source)
  return { episode, source, from: beside[0]?.from ?? here.from, to: beside.at(-1)?.to ?? here.to }
}
