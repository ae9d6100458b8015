import type { Episode } from '../content/episode.ts'
import type { Library } from './library.ts'
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

/** An episode is as good as all it says and its best moment together. From 1 to 1½ the moment's share hardly matters. */
const MOMENT = 1.25

/** Passages are offered from the first episodes, so many each, and begin so many words apart: none is heard twice. */
const OFFERING = 10
const PASSAGES = 5
const APART = 200

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
      passage: passageAround(library, position, moment),
      score: score + (moments[moment] ?? 0),
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
function bestMoments({ moments, firstMoment }: Library, episode: number, scores: Float64Array): readonly number[] {
  const first = firstMoment[episode] ?? 0
  const chosen: number[] = []
  const found = Array.from(scores.keys()).filter(position => (scores[position] ?? 0) > 0)
  const heard = found.filter(position => moments[first + position]?.source === 'transcript')
  const order = (heard.length > 0 ? heard : found).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  for (const position of order) {
    if (chosen.length === PASSAGES) break
    const near = (other: number) => {
      const [one, two] = [moments[first + position], moments[first + other]]
      return one?.source === two?.source && Math.abs((one?.middle ?? 0) - (two?.middle ?? 0)) < APART
    }
    if (!chosen.some(near)) chosen.push(position)
  }
  return chosen
}
