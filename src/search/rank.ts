import type { Episode } from '../content/episode.ts'
import { informative } from './informative.ts'
import { type Library, rateOf } from './library.ts'
import { type Passage, passageOf } from './passages.ts'
import type { Postings } from './postings.ts'
import { type Question, readQuestion } from './question.ts'
import type { Stream } from './streams.ts'
import { type Sought, windowScores } from './windows.ts'

/** Episodes and passages by how well they fit a question, best first, whether or not that is well enough to say so. */
export type Ranking = {
  readonly question: Question
  readonly episodes: readonly RankedEpisode[]
  readonly passages: readonly RankedPassage[]
}

export type RankedEpisode = { readonly episode: Episode; readonly score: number }

export type RankedPassage = { readonly passage: Passage; readonly score: number }

/** Blocks in a window: 200 words are a good minute of talk. Anything from 130 to 280 words ranks as well. */
const WINDOW = 5

/** Windows are looked at in the episodes that fit best as a whole: the right one is among these practically always. */
const CANDIDATES = 60

/** Passages of one episode that are offered. They do not overlap, so that none is heard twice. */
const PASSAGES = 5

/**
 * Ranks the whole show for a question in plain words. An episode's score is that of its best window plus that of all
 * it says as one document: the one finds where a thing is explained, the other what an episode is about.
 */
export function rank(library: Library, text: string): Ranking {
  const question = readQuestion(library, text)
  const sought = soughtIn(library, library.blocks, question)
  const episodes = wholeEpisodes(library, question, sought)
    .slice(0, CANDIDATES)
    .flatMap(({ position, score: whole }) => {
      const episode = library.episodes[position]
      if (!episode) return []
      const places = (library.streams[position] ?? []).flatMap(stream => bestPlaces(stream, sought))
      places.sort((a, b) => b.score - a.score)
      const score = (whole + Math.max(0, places[0]?.score ?? 0)) / question.weight
      return [{ episode, score, places: places.slice(0, PASSAGES) }]
    })
    .sort((a, b) => b.score - a.score)
  const passages = episodes.flatMap(({ places, score }) =>
    places.map(place => ({
      passage: passageOf(place.stream, place.block, WINDOW),
      score: score + place.score / question.weight,
    })),
  )
  return { question, episodes, passages: passages.sort((a, b) => b.score - a.score) }
}

function soughtIn(library: Library, postings: Postings, { words }: Question): readonly Sought[] {
  return words.flatMap(({ terms }) =>
    terms.map(({ stem, share }) => ({ posting: postings.of(stem), rate: rateOf(library, stem), share })),
  )
}

/** Every episode as one document, its title said twice; best first, those without a word of the question left out. */
function wholeEpisodes(library: Library, question: Question, said: readonly Sought[]) {
  const { episodes, episodeOfBlock, titles, bullets, lengths } = library
  const titled = soughtIn(library, titles, question)
  const linked = soughtIn(library, bullets, question)
  const scores = new Float64Array(episodes.length)
  said.forEach(({ posting, rate, share }, i) => {
    const frequencies = new Uint32Array(episodes.length)
    const count = (documents: Uint32Array, counts: Uint16Array, times: number, of?: Uint32Array) => {
      for (let j = 0; j < documents.length; j++) {
        const episode = of ? (of[documents[j] ?? 0] ?? 0) : (documents[j] ?? 0)
        frequencies[episode] = (frequencies[episode] ?? 0) + times * (counts[j] ?? 0)
      }
    }
    count(posting.documents, posting.counts, 1, episodeOfBlock)
    for (const [others, times] of [
      [titled, 2],
      [linked, 1],
    ] as const) {
      const other = others[i]?.posting
      if (other) count(other.documents, other.counts, times)
    }
    frequencies.forEach((frequency, episode) => {
      if (frequency === 0) return
      scores[episode] = (scores[episode] ?? 0) + share * informative(frequency, lengths[episode] ?? 0, rate)
    })
  })
  return Array.from(scores, (score, position) => ({ position, score }))
    .filter(({ score }) => score !== 0)
    .sort((a, b) => b.score - a.score)
}

type Place = { readonly stream: Stream; readonly block: number; readonly score: number }

/** The best windows of a stream, none of which overlaps a better one. */
function bestPlaces(stream: Stream, sought: readonly Sought[]): readonly Place[] {
  const scores = windowScores(sought, stream, WINDOW)
  const order = Array.from(scores.keys())
    .filter(block => scores[block] !== 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  const chosen: Place[] = []
  for (const block of order) {
    if (chosen.length === PASSAGES) break
    if (chosen.some(other => Math.abs(other.block - block) < WINDOW)) continue
    chosen.push({ stream, block, score: scores[block] ?? 0 })
  }
  return chosen
}
