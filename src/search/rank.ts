import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import type { Passage } from './passages.ts'
import type { Moment } from './positional-index.ts'
import { parseQuery, type Query, termsOf } from './query.ts'
import { areConnected, distance, type EpisodeScore, episodeScorer } from './score.ts'
import type { Similarities } from './vectors.ts'

/** Episodes and passages by how well they match a question, best first, even if none is good enough to answer it. */
export type Ranking = {
  readonly query: Query
  readonly episodes: readonly RankedEpisode[]
  readonly passages: readonly RankedPassage[]
}

export type RankedEpisode = {
  readonly episode: Episode
  readonly score: number
  /** How near its passages are to the question: cosines, see `similarityOf`; 0 without vectors. */
  readonly similarity: number
  /** How often each of the query's terms occurs in the episode, and at and around its best moment. */
  readonly counts: readonly number[]
  readonly countsAround: readonly number[]
}

type RankedPassage = { readonly passage: Passage; readonly score: number }

/** The weight of the best moment relative to the whole episode. Any value from 1 to 2 works about as well. */
const MOMENT_WEIGHT = 1.5

/**
 * An episode's score is the share of the question's information that its words carry, plus the similarity of its nearest
 * passage and this much of the second. The sum needs no further weight: any from 0.8 to 1.2 ranks about as well.
 */
const SECOND_WEIGHT = 0.25

/** Within an episode words say more about the right moment. Any value from 0.5 to 1 works about as well. */
const MOMENT_SIMILARITY_WEIGHT = 0.75

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
 * shows what an episode is about; its best moment shows where something is explained. With the question's vector, the
 * episodes whose passages are nearest to it are candidates as well, and how near they are counts along with the words.
 *
 * @param vector the question's quantized vector; without it, words alone decide.
 * @param only the one episode to search.
 */
export function rank(library: Library, text: string, vector?: Int8Array, only?: Episode): Ranking {
  const query = parseQuery(library, text)
  const terms = termsOf(query)
  const scoreEpisode = episodeScorer(library.positionalIndex, terms)
  const candidates = new Set(only ? [only.id] : library.episodeIndex.candidates(terms))
  const near = vector && !only ? library.vectors.nearest(library.episodes, vector) : undefined
  // In the order of the library, so that ties go to the older one.
  const found = (only ? [only] : library.episodes).flatMap(episode => {
    const scores = candidates.has(episode.id) || near?.has(episode) ? scoreEpisode(episode.id) : undefined
    if (!scores) return []
    const best = highest(scores.momentScores)
    const similarities = vector && library.vectors.similarities(episode, vector)
    return [
      { episode, scores, best, lexical: blend(scores, best), similarities, similarity: similarityOf(similarities) },
    ]
  })
  const information = query.words.reduce((sum, { weight }) => sum + weight, 0) || 1
  const scored = found
    .map(one => ({ ...one, score: one.lexical / information + one.similarity }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const passages = scored
    .slice(0, MAX_EPISODES)
    .flatMap(({ episode, scores, score, similarities }) =>
      bestMoments(episode, scores, scoresOfMoments(scores, information, similarities)).map(moment => ({
        passage: passageAround(episode, scores, moment.position),
        score: score + moment.score,
      })),
    )
    .sort((a, b) => b.score - a.score)
  const episodes = scored.map(({ episode, scores, best, similarity, score }) => ({
    episode,
    score,
    similarity,
    counts: scores.counts,
    countsAround: scores.countsAround(best),
  }))
  return { query, episodes, passages }
}

/**
 * The similarity of the nearest passage, plus a quarter of the second nearest: an episode that comes back to something is
 * about it. Links are left out, because an episode recommends much that it does not talk about.
 */
function similarityOf(similarities: Similarities | undefined): number {
  let [first, second] = [0, 0]
  similarities?.cosines.forEach((cosine, i) => {
    if (similarities.passages[i]?.source === 'resources') return
    if (cosine > first) [first, second] = [cosine, first]
    else if (cosine > second) second = cosine
  })
  return first + SECOND_WEIGHT * second
}

/** By words, and by the similarity of the passage that each moment is in. */
function scoresOfMoments(
  { moments, momentScores }: EpisodeScore,
  information: number,
  similarities: Similarities | undefined,
): Float64Array {
  const nearness = new Float64Array(moments.length)
  similarities?.passages.forEach(({ source, from, to }, i) => {
    const cosine = similarities.cosines[i] ?? 0
    moments.forEach((moment, at) => {
      const isInside = moment.source === source && moment.from < to && moment.to > from
      if (isInside && cosine > (nearness[at] ?? 0)) nearness[at] = cosine
    })
  })
  return momentScores.map((score, at) => score / information + MOMENT_SIMILARITY_WEIGHT * (nearness[at] ?? 0))
}

/** To the extent that a moment covers the whole episode, it is not separate evidence: one paragraph must not count twice. */
function blend({ whole, momentScores, shareSeen }: EpisodeScore, best: number): number {
  const share = momentScores.length === 0 ? 1 : shareSeen(best)
  return whole + MOMENT_WEIGHT * (share * whole + (1 - share) * (momentScores[best] ?? 0))
}

/** The index of the highest score; the first if several are equal. */
function highest(scores: Float64Array): number {
  let best = 0
  for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i
  return best
}

/** The best moments of an episode, none near a better one. The transcript is preferred, because it can be listened to. */
function bestMoments(episode: Episode, { moments, momentScores: matched }: EpisodeScore, momentScores: Float64Array) {
  const isSpoken = (position: number): boolean => moments[position]?.source === 'transcript'
  const matching = matched.some((score, position) => score > 0 && !isSpoken(position))
  const onlySpoken = moments.some((_, position) => isSpoken(position) && ((matched[position] ?? 0) > 0 || !matching))
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
