import type { Episode } from '../content/episode.ts'
import { listenAt } from '../content/links.ts'
import { type Confidence, confidenceOf, levelOf } from './confidence.ts'
import { nearestEpisodes } from './episodes.ts'
import { type Excerpt, excerptOf } from './excerpt.ts'
import type { Library } from './library.ts'
import type { Passage } from './passages.ts'
import type { ResourceRow } from './resource-rows.ts'
import { findResources } from './resources.ts'
import { stemsOf } from './words.ts'

export type Answer =
  | {
      readonly kind: 'found'
      readonly confidence: 'sure' | 'close'
      readonly best: Citation
      /** Other episodes that speak of it, best first, each once. */
      readonly others: readonly Citation[]
      /** Links of the best episode that fit the question. */
      readonly resources: readonly ResourceRow[]
    }
  | { readonly kind: 'nothing'; readonly nearest: readonly Episode[] }

/** A verbatim quote and where it can be heard or read. */
export type Citation = {
  readonly episode: Episode
  readonly passage: Passage
  readonly excerpt: Excerpt
  /** Starts at the quote where the medium allows it; undefined for an episode with no link at all. */
  readonly url?: string
}

/** Episodes and passages by how well they fit a question, whether or not that is well enough to say so. */
export type Ranking = {
  readonly question: Question
  readonly episodes: readonly { readonly episode: Episode; readonly score: number }[]
  readonly passages: readonly { readonly passage: Passage; readonly score: number }[]
  /** 0 to 1, comparable between questions. */
  readonly confidence: number
}

/** The question's distinct stems and their weights. */
export type Question = ReadonlyMap<string, number>

/** Answers from the show's own words, or says that there is nothing. */
export function ask(library: Library, words: string): Answer {
  const ranking = rank(library, words)
  const level: Confidence = levelOf(ranking.confidence)
  const [best, ...others] = ranking.episodes.flatMap(({ episode }) => bestCitation(ranking, episode) ?? [])
  if (level === 'nothing' || !best) {
    return { kind: 'nothing', nearest: nearestEpisodes(library, [...ranking.question.keys()]) }
  }
  const fitting = findResources(library, words, best.episode).slice(0, MOST_RESOURCES)
  return { kind: 'found', confidence: level, best, others: others.slice(0, MOST_OTHERS), resources: fitting }
}

const MOST_OTHERS = 2
const MOST_RESOURCES = 3

export function rank(library: Library, words: string): Ranking {
  const question: Question = new Map(stemsOf(words).map(stem => [stem, library.passageIndex.weight(stem)]))
  const stems = tellingStems(library, question)
  const ofEpisode = new Map<Episode, number>()
  for (const { position, score } of library.episodeIndex.search(stems)) {
    const episode = library.episodes[position]
    if (episode) ofEpisode.set(episode, score)
  }
  const passages = library.passageIndex.search(stems).flatMap(({ position, score }) => {
    const passage = library.passages[position]
    return passage ? [{ passage, score: score + (ofEpisode.get(passage.episode) ?? 0) }] : []
  })
  passages.sort((a, b) => b.score - a.score)
  const best = passages[0]?.passage
  return {
    question,
    episodes: rankEpisodes(passages, ofEpisode),
    passages,
    confidence: best ? confidenceOf(question, best) : 0,
  }
}

/**
 * The words to search for: those that tell most, since each one costs time and a long question's tenth word moves
 * nothing. Words that the show never says are not searched for, but they weigh on the confidence.
 */
function tellingStems(library: Library, question: Question): readonly string[] {
  const said = [...question].filter(([stem]) => library.passageIndex.has(stem) || library.episodeIndex.has(stem))
  return said
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_STEMS)
    .map(([stem]) => stem)
}

const MOST_STEMS = 10

/** The sum of an episode's own score, its best passage's, and half of its second best's. */
function rankEpisodes(passages: Ranking['passages'], ofEpisode: ReadonlyMap<Episode, number>): Ranking['episodes'] {
  const scores = new Map([...ofEpisode].map(([episode, score]) => [episode, { score, passages: 0 }]))
  for (const { passage, score } of passages) {
    const sum = scores.get(passage.episode) ?? { score: 0, passages: 0 }
    if (sum.passages < 2) sum.score += score * (sum.passages === 0 ? 1 : 0.5)
    sum.passages++
    scores.set(passage.episode, sum)
  }
  return [...scores].map(([episode, { score }]) => ({ episode, score })).sort((a, b) => b.score - a.score)
}

function bestCitation(ranking: Ranking, episode: Episode): Citation | undefined {
  const found = ranking.passages.find(({ passage }) => passage.episode === episode)
  return found && cite(found.passage, ranking.question)
}

/** The best passages, leaving out those that overlap a better one. */
export function distinctPassages(ranking: Ranking, most: number): readonly Passage[] {
  const chosen: Passage[] = []
  for (const { passage } of ranking.passages) {
    if (chosen.length >= most) break
    if (!chosen.some(other => overlap(other, passage))) chosen.push(passage)
  }
  return chosen
}

const overlap = (a: Passage, b: Passage): boolean =>
  a.episode === b.episode && a.source === b.source && a.from < b.to && b.from < a.to

/** Quotes the part of a passage that says most about a question. */
export function cite(passage: Passage, question: Question): Citation {
  const excerpt = excerptOf(passage, question)
  const url = listenAt(passage.episode.links, excerpt.start)
  return { episode: passage.episode, passage, excerpt, ...(url !== undefined && { url }) }
}
