import type { Episode } from '../content/episode.ts'
import type { Library } from './library.ts'
import type { Moment } from './moments.ts'
import { type Passage, passageAround } from './passages.ts'
import { type Question, readQuestion } from './question.ts'
import { scoreEpisodes, scoreMoments } from './score.ts'

/** Episodes and passages by how well they fit a question, best first, whether or not that is well enough to say so. */
export type Ranking = {
  readonly question: Question
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
  const question = readQuestion(library, text)
  const episodes = candidates(scoreEpisodes(library, question))
    .flatMap(({ position, score }) => {
      const episode = library.episodes[position]
      if (!episode) return []
      const moments = scoreMoments(library, position, question)
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

function candidates(scores: Float64Array): readonly { position: number; score: number }[] {
  return Array.from(scores, (score, position) => ({ position, score }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, CANDIDATES)
}

/** Where the highest score stands; the first of equals. */
function highest(scores: Float64Array): number {
  let best = 0
  scores.forEach((score, i) => {
    if (score > (scores[best] ?? 0)) best = i
  })
  return best
}

/**
 * The best moments of an episode, none near a better one, by their positions within it. Where there is a transcript
 * they are taken from it: what was said can be listened to.
 */
function bestMoments(library: Library, episode: number, scores: Float64Array) {
  const first = library.firstMoment[episode] ?? 0
  const found = Array.from(scores, (score, position) => ({
    position,
    score,
    moment: library.moments[first + position],
  }))
    .filter(({ score }) => score > 0)
    .map(found => (isAnnounced(library, episode, found.moment) ? { ...found, score: ANNOUNCED * found.score } : found))
  const heard = found.filter(({ moment }) => moment?.source === 'transcript')
  const chosen: typeof found = []
  for (const best of (heard.length > 0 ? heard : found).sort((a, b) => b.score - a.score)) {
    if (chosen.length === PASSAGES) break
    if (!chosen.some(other => areNear(other.moment, best.moment))) chosen.push(best)
  }
  return chosen
}

function isAnnounced({ episodes }: Library, episode: number, moment: Moment | undefined): boolean {
  if (moment?.source !== 'transcript') return false
  return (episodes[episode]?.segments[moment.from]?.start ?? INTRODUCTION) < INTRODUCTION
}

const areNear = (one: Moment | undefined, other: Moment | undefined): boolean =>
  one?.source === other?.source && Math.abs((one?.middle ?? 0) - (other?.middle ?? 0)) < APART
