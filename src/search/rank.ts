import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import type { Passage } from './passages.ts'
import type { Moment } from './positional-index.ts'
import { parseQuery, type Query, termsOf } from './query.ts'
import { areConnected, distance, type EpisodeScore, episodeScorer } from './score.ts'

/** Episodes and passages by how well they fit a question, best first, whether or not that is well enough to answer. */
export type Ranking = {
  readonly query: Query
  readonly episodes: readonly RankedEpisode[]
  readonly passages: readonly RankedPassage[]
}

export type RankedEpisode = {
  readonly episode: Episode
  readonly score: number
  /** How often each of the query's terms stands in the episode, and at and around its best moment. */
  readonly counts: readonly number[]
  readonly countsAround: readonly number[]
}

type RankedPassage = { readonly passage: Passage; readonly score: number }

/** How much the best moment counts beside the whole episode. From 1 to 2 it hardly matters. */
const MOMENT = 1.5

/** Passages are taken from the best ten episodes, five each, far enough apart that nothing is quoted twice (in stems). */
const EPISODES = 10
const PASSAGES = 5
const APART = 100

/** In its first seconds an episode announces what it will talk about; the answer comes later. */
const INTRODUCTION_SECONDS = 45
const ANNOUNCED = 0.8

/** The quote is looked for in so many moments of a transcript before and after the best one. */
const BEFORE = 1
const AFTER = 2

/**
 * Ranks a show for a question in plain words: MiniSearch finds the candidates, then each is scored closely. What an
 * episode is about shows in all it says; where a thing is explained shows in its best moment.
 */
export function rank(library: Library, text: string): Ranking {
  const query = parseQuery(library, text)
  const terms = termsOf(query)
  const scoreEpisode = episodeScorer(library.positionalIndex, terms)
  const candidates = new Set(library.episodeIndex.candidates(terms))
  // In the order of the library, so that of equals the older one comes first.
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
    .slice(0, EPISODES)
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

/** As far as a moment sees the whole episode, it is no evidence of its own: one paragraph must not count twice. */
function blend({ whole, momentScores, shareSeen }: EpisodeScore, best: number): number {
  const share = shareSeen(best)
  return whole + MOMENT * (share * whole + (1 - share) * (momentScores[best] ?? 0))
}

/** Where the highest score stands; the first of equals. */
function highest(scores: Float64Array): number {
  let best = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i
  return best
}

/** The best moments of an episode, none near a better one. If possible they are from the transcript: it can be listened to. */
function bestMoments(episode: Episode, { moments, momentScores }: EpisodeScore) {
  const isSpoken = (position: number): boolean => moments[position]?.source === 'transcript'
  const onlySpoken = momentScores.some((score, position) => score > 0 && isSpoken(position))
  const left = momentScores.map((score, position) => {
    if (onlySpoken && !isSpoken(position)) return 0
    return isIntroduction(episode, moments[position]) ? ANNOUNCED * score : score
  })
  const chosen: { position: number; score: number }[] = []
  while (chosen.length < PASSAGES) {
    const position = highest(left)
    const [here, score = 0] = [moments[position], left[position]]
    if (!here || score <= 0) break
    chosen.push({ position, score })
    const isNear = (other: Moment | undefined): boolean =>
      other === here || (other !== undefined && areConnected(here, other) && distance(here, other) < APART)
    for (let i = position; isNear(moments[i]); i--) left[i] = 0
    for (let i = position; isNear(moments[i]); i++) left[i] = 0
  }
  return chosen
}

function isIntroduction({ segments }: Episode, moment: Moment | undefined): boolean {
  if (moment?.source !== 'transcript') return false
  return (segments[moment.from]?.start ?? Number.POSITIVE_INFINITY) < INTRODUCTION_SECONDS
}

/** A moment and, in a transcript, those beside it. */
function passageAround(episode: Episode, { moments }: EpisodeScore, position: number): Passage {
  const here = moments[position]
  if (!here) throw new RangeError(`Episode ${episode.id} has no moment ${position}`)
  const { source } = here
  if (source !== 'transcript') return { episode, source, from: here.from, to: here.to }
  const beside = moments
    .slice(Math.max(0, position - BEFORE), position + AFTER + 1)
    .filter(other => other.source === source)
  return { episode, source, from: beside[0]?.from ?? here.from, to: beside.at(-1)?.to ?? here.to }
}
