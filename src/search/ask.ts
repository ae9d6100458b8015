import { listenAt } from '../content/links.ts'
import type { Episode } from '../content/types.ts'
import { confidenceIn } from './confidence.ts'
import { type Excerpt, excerptOf, quoteOf } from './excerpt.ts'
import type { Library } from './library.ts'
import { type Passage, textOf } from './passages.ts'
import type { Query, QueryTerm } from './query.ts'
import { type RankedEpisode, type Ranking, rank } from './rank.ts'
import type { ResourceRow } from './resource-index.ts'
import { resourcesFor } from './resources.ts'
import { indexedStemsOf } from './vocabulary.ts'

export type Answer =
  | {
      readonly kind: 'found'
      readonly confidence: 'sure' | 'close'
      readonly best: Citation
      /** Which of the passages that may answer it is quoted, from 0, and how many there are. */
      readonly place: number
      readonly places: number
      /** Whether `moreResults` has any. */
      readonly further: boolean
      /** A later episode that covers the same question as well. */
      readonly later?: Citation
      /** What other episodes say about it, best first, one citation each. */
      readonly others: readonly Citation[]
      /** Links of the best episode that fit the question. */
      readonly resources: readonly ResourceRow[]
      /** What the passage has of the question, and what it lacks: for an answer that is only close. */
      readonly why?: Why
    }
  | {
      readonly kind: 'nothing'
      readonly nearest: readonly Episode[]
      /** Words of the question that the show never says. */
      readonly unsaid: readonly string[]
    }

type Found = Extract<Answer, { kind: 'found' }>

const MOST_OTHERS = 2

/** Who has said “not this one” so often is better served by other words. */
const MOST_PLACES = 10

const MOST_RESOURCES = 3
const MOST_NEAREST = 3

/** A later episode comes back to a question when it is among the first, and nearly as good as the best. */
const FIRST = 5
const NEARLY = 0.85

/**
 * Answers from the show's own words, or says that there is nothing.
 *
 * @param place quotes the next best passage instead (1), or the one after it; past the last one, the last.
 */
export function ask(library: Library, question: string, place = 0): Answer {
  const { ranking, level, passages, chosen } = leadIn(library, question, place)
  if (level === 'nothing' || !chosen) {
    const nearest = ranking.episodes.slice(0, MOST_NEAREST).map(({ episode }) => episode)
    return { kind: 'nothing', nearest, unsaid: unsaidIn(ranking.query) }
  }
  const best = cite(chosen, ranking.query)
  const again = place === 0 ? cameBack(ranking).find(found => bestPassage(ranking, found)) : undefined
  const [later] = again ? citation(ranking, again) : []
  const others = ranking.episodes
    .filter(({ episode }) => episode !== best.episode && episode !== later?.episode)
    .slice(0, MOST_OTHERS)
    .flatMap(found => citation(ranking, found))
  const resources = resourcesFor(library, ranking.query, question, best.episode).slice(0, MOST_RESOURCES)
  return {
    kind: 'found',
    confidence: level,
    best,
    place: passages.indexOf(chosen),
    places: passages.length,
    further: furtherIn(ranking).length > 0,
    others,
    resources,
    ...(later && { later }),
    ...(level === 'close' && { why: whyOf(library, best, ranking.query) }),
  }
}

/** Whether other words find the passage that an answer quotes, as surely. */
export function findsTheSame(library: Library, words: string, { best, place, confidence }: Found): boolean {
  const { level, chosen } = leadIn(library, words, place)
  return level === confidence && chosen !== undefined && isSame(chosen, best.passage)
}

/** What is found, how surely, and which of the passages that may answer it is to be quoted. */
function leadIn(library: Library, question: string, place: number) {
  const ranking = rank(library, question)
  const { level } = confidenceIn(library, ranking)
  const passages = passagesOf(ranking).slice(0, MOST_PLACES)
  return { ranking, level, passages, chosen: passages[place] ?? passages.at(-1) }
}

const isSame = (one: Passage, other: Passage): boolean =>
  one.episode === other.episode && one.source === other.source && one.from === other.from

/** Further passages, a page at a time, without those that the answer shows itself. */
export function moreResults(library: Library, question: string, page: number): ResultPage {
  const ranking = rank(library, question)
  const further = furtherIn(ranking)
  const pages = Math.ceil(further.length / PAGE)
  const at = Math.min(page, Math.max(0, pages - 1))
  const citations = further.slice(at * PAGE, (at + 1) * PAGE).map(passage => cite(passage, ranking.query))
  return { citations, page: at, pages }
}

/** Pages are counted from 0; a page past the last one is the last one. */
export type ResultPage = { readonly citations: readonly Citation[]; readonly page: number; readonly pages: number }

/** As many, with a line of each, as a phone shows at once. */
const PAGE = 3

function furtherIn(ranking: Ranking): readonly Passage[] {
  const shown = ranking.episodes.slice(0, 1 + MOST_OTHERS).map(found => bestPassage(ranking, found))
  return passagesOf(ranking).filter(passage => !shown.includes(passage))
}

/** All passages, best first: the best of the best episode before any other. */
function passagesOf(ranking: Ranking): readonly Passage[] {
  const first = ranking.episodes.slice(0, 1).flatMap(found => bestPassage(ranking, found) ?? [])
  return [...new Set([...first, ...ranking.passages.map(({ passage }) => passage)])]
}

function bestPassage({ passages }: Ranking, { episode }: RankedEpisode): Passage | undefined {
  return passages.find(({ passage }) => passage.episode === episode)?.passage
}

function citation(ranking: Ranking, found: RankedEpisode): readonly Citation[] {
  const best = bestPassage(ranking, found)
  return best ? [cite(best, ranking.query)] : []
}

/** Later episodes that are nearly as good as the best, best first. */
function cameBack({ episodes }: Ranking): readonly RankedEpisode[] {
  const [best, ...others] = episodes.slice(0, FIRST)
  if (!best?.episode.publishedOn) return []
  const since = best.episode.publishedOn
  return others.filter(({ episode, score }) => (episode.publishedOn ?? '') > since && score >= NEARLY * best.score)
}

/** A verbatim quote and where it can be heard or read. */
export type Citation = {
  readonly episode: Episode
  readonly passage: Passage
  readonly excerpt: Excerpt
  /** Starts at the quote where the medium allows it; missing for an episode with no link at all. */
  readonly url?: string
}

/** Quotes the part of a passage that says most about a question. */
export function cite(passage: Passage, question: Query): Citation {
  const weights = question.words.flatMap(({ terms, weight }) => terms.map(({ stem }) => [stem, weight] as const))
  const excerpt = excerptOf(passage, new Map(weights))
  const url = listenAt(passage.episode.links, excerpt.start)
  return { episode: passage.episode, passage, excerpt, ...(url !== undefined && { url }) }
}

/** What a passage has of a question, in the question's own words, without those that say nothing. */
export type Why = {
  /** To be read in its quote or in the episode's title, as such or as what they stand for. */
  readonly covers: readonly string[]
  /** Said elsewhere in the show, and nowhere in the passage. */
  readonly misses: readonly string[]
  /** Not said in the show at all. */
  readonly unsaid: readonly string[]
}

export function whyOf(library: Library, { episode, passage, excerpt }: Citation, question: Query): Why {
  const said = question.words.filter(({ terms }) => terms.length > 0)
  const among = (text: string) => {
    const stems = new Set(indexedStemsOf(`${episode.title}\n${text}`, library.vocabulary))
    return ({ terms }: QueryTerm) => terms.some(({ stem }) => stems.has(stem))
  }
  const [inQuote, inPassage] = [among(quoteOf(excerpt)), among(textOf(passage))]
  return {
    covers: said.filter(inQuote).map(({ word }) => word),
    misses: said.filter(word => !inPassage(word)).map(({ word }) => word),
    unsaid: unsaidIn(question),
  }
}

/** The words of a question that the show never says, nor anything that they may stand for. */
export const unsaidIn = ({ words }: Query): readonly string[] =>
  words.filter(({ terms }) => terms.length === 0).map(({ word }) => word)
