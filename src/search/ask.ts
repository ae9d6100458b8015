import { listenAt } from '../content/links.ts'
import type { Episode } from '../content/types.ts'
import { confidenceIn, isSaidInEpisode } from './confidence.ts'
import { type Excerpt, excerptOf, quoteOf } from './excerpt.ts'
import type { Library } from './library.ts'
import { type Passage, textOf } from './passages.ts'
import type { Query, QueryTerm } from './query.ts'
import { type RankedEpisode, type Ranking, rank } from './rank.ts'
import type { ResourceRow } from './resource-index.ts'
import { resourcesFor } from './resources.ts'
import type { VectorOf } from './vectors.ts'
import { indexedStemsOf } from './vocabulary.ts'

export type Answer =
  | {
      readonly kind: 'found'
      readonly confidence: 'sure' | 'close'
      readonly best: Citation
      /** Which of the candidate passages is quoted, counted from 0, and how many there are. */
      readonly passageIndex: number
      readonly passageCount: number
      /** Whether `moreResults` would return any. */
      readonly hasMore: boolean
      /** A later episode that covers the same question as well. */
      readonly laterCitation?: Citation
      /** What other episodes say about it, one citation each, best first. */
      readonly others: readonly Citation[]
      /** Links of the best episode that fit the question. */
      readonly resources: readonly ResourceRow[]
      /** Which words of the question the passage lacks; only for a close answer. */
      readonly why?: Why
      /** Whether it was found by its meaning, and says little of the question's own words. */
      readonly inOtherWords: boolean
    }
  | {
      readonly kind: 'nothing'
      /** Episodes that have something to do with the question. */
      readonly nearest: readonly Episode[]
      /** The words of the question that the show never says. */
      readonly unknownWords: readonly string[]
    }

const NO_VECTORS: VectorOf = () => undefined

type Found = Extract<Answer, { kind: 'found' }>

const MAX_OTHERS = 2

/** After this many wrong passages, rephrasing the question helps more. */
const MAX_PASSAGES = 10

const MAX_RESOURCES = 3
const MAX_NEAREST = 3

/** An episode below these has nothing to do with the question. Two words of it may be said anywhere. */
const RELATED_SIMILARITY = 0.45
const RELATED_SCORE = 0.3

/** The share of the question's information below which a quote says it in other words. */
const OTHER_WORDS = 1 / 3

/** A later episode is mentioned if it ranks among the first five and scores nearly as high as the best. */
const LATER_AMONG = 5
const LATER_SCORE = 0.85

/**
 * Answers a question in the show's own words, or finds nothing.
 *
 * @param passageIndex which of the passages to quote, counted from 0; past the last one, the last.
 * @param only the one episode to search.
 */
export function ask(
  library: Library,
  question: string,
  passageIndex = 0,
  vectorOf: VectorOf = NO_VECTORS,
  only?: Episode,
): Answer {
  const { ranking, level, passages, chosen } = choosePassage(library, question, passageIndex, vectorOf, only)
  if (level === 'nothing' || !chosen) {
    const nearest = ranking.episodes.filter(isRelated).slice(0, MAX_NEAREST)
    return {
      kind: 'nothing',
      nearest: nearest.map(({ episode }) => episode),
      unknownWords: unknownWordsIn(ranking.query),
    }
  }
  const best = cite(chosen, ranking.query)
  const [later] = passageIndex === 0 ? laterEpisodes(ranking).flatMap(found => citation(ranking, found)) : []
  const others = ranking.episodes
    .filter(({ episode }) => episode !== best.episode && episode !== later?.episode)
    .slice(0, MAX_OTHERS)
    .flatMap(found => citation(ranking, found))
  const resources = resourcesFor(library, ranking.query, question, best.episode).slice(0, MAX_RESOURCES)
  return {
    kind: 'found',
    confidence: level,
    best,
    passageIndex: passages.indexOf(chosen),
    passageCount: passages.length,
    hasMore: only === undefined && furtherPassages(ranking).length > 0,
    others,
    resources,
    ...(later && { laterCitation: later }),
    ...(level === 'close' && { why: whyOf(library, best, ranking.query) }),
    inOtherWords: isInOtherWords(library, best, ranking),
  }
}

/** Whether an episode has something to do with the question: by meaning, or by words alone. */
const isRelated = ({ similarity, score }: RankedEpisode): boolean =>
  similarity > 0 ? similarity >= RELATED_SIMILARITY : score >= RELATED_SCORE

/** Whether a rephrased question finds the same passage with the same confidence. */
export function findsSamePassage(
  library: Library,
  words: string,
  { best, passageIndex, confidence }: Found,
  vectorOf: VectorOf = NO_VECTORS,
  only?: Episode,
): boolean {
  const { level, chosen } = choosePassage(library, words, passageIndex, vectorOf, only)
  return level === confidence && chosen !== undefined && isSame(chosen, best.passage)
}

/** Ranks the show for a question and chooses the passage to quote. */
function choosePassage(library: Library, question: string, passageIndex: number, vectorOf: VectorOf, only?: Episode) {
  const ranking = rank(library, question, vectorOf(question), only)
  const { level: found } = confidenceIn(library, ranking)
  const level = only && found === 'nothing' && isSaidInEpisode(ranking) ? 'close' : found
  const passages = passagesOf(ranking).slice(0, MAX_PASSAGES)
  return { ranking, level, passages, chosen: passages[passageIndex] ?? passages.at(-1) }
}

const isSame = (one: Passage, other: Passage): boolean =>
  one.episode === other.episode && one.source === other.source && one.from === other.from

/** One page of further passages by episode, without those that the answer itself shows. */
export function moreResults(
  library: Library,
  question: string,
  page: number,
  vectorOf: VectorOf = NO_VECTORS,
): ResultPage {
  const ranking = rank(library, question, vectorOf(question))
  const further = furtherPassages(ranking)
  const episodes = [...new Set(further.map(({ episode }) => episode))]
  const ordered = episodes.flatMap(episode => further.filter(passage => passage.episode === episode))
  const pages = Math.ceil(ordered.length / PAGE)
  const at = Math.min(page, Math.max(0, pages - 1))
  const citations = ordered.slice(at * PAGE, (at + 1) * PAGE).map(passage => cite(passage, ranking.query))
  const groups = episodes.map(episode => citations.filter(found => found.episode === episode))
  return { groups: groups.filter(({ length }) => length > 0), page: at, pages }
}

/** `groups`: the citations of one episode each. Pages are counted from 0; a page past the last one is clamped to the last. */
export type ResultPage = {
  readonly groups: readonly (readonly Citation[])[]
  readonly page: number
  readonly pages: number
}

/** As many as fit on a phone screen. */
const PAGE = 4

function furtherPassages(ranking: Ranking): readonly Passage[] {
  const shown = ranking.episodes.slice(0, 1 + MAX_OTHERS).map(found => bestPassage(ranking, found))
  return passagesOf(ranking).filter(passage => !shown.includes(passage))
}

/** All passages, best first; the best episode's best passage always comes first. */
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

/** Later episodes that cover the question nearly as well as the best one, best first. */
function laterEpisodes({ episodes }: Ranking): readonly RankedEpisode[] {
  const [best, ...others] = episodes.slice(0, LATER_AMONG)
  if (!best?.episode.publishedOn) return []
  const since = best.episode.publishedOn
  return others.filter(({ episode, score }) => (episode.publishedOn ?? '') > since && score >= LATER_SCORE * best.score)
}

/** A verbatim quote and where it can be heard or read. */
export type Citation = {
  readonly episode: Episode
  readonly passage: Passage
  readonly excerpt: Excerpt
  /** A link that starts at the quote if the medium allows it; missing if the episode has no link. */
  readonly url?: string
}

/** Quotes the part of a passage that is most relevant to a question. */
export function cite(passage: Passage, query: Query): Citation {
  const weights = query.words.flatMap(({ terms, weight }) => terms.map(({ stem }) => [stem, weight] as const))
  const excerpt = excerptOf(passage, new Map(weights), query.language)
  const url = listenAt(passage.episode.links, excerpt.start)
  return { episode: passage.episode, passage, excerpt, ...(url !== undefined && { url }) }
}

/** What a passage lacks, in the question's own words without stop words. */
export type Why = {
  /** The words that are missing from the passage but occur elsewhere in the show. */
  readonly missingWords: readonly string[]
  /** The words that the show never says. */
  readonly unknownWords: readonly string[]
}

function whyOf(library: Library, { episode, passage }: Citation, query: Query): Why {
  const isIn = contains(library, `${episode.title}\n${textOf(passage)}`)
  const misses = query.words.filter(word => word.terms.length > 0 && !isIn(word))
  return { missingWords: misses.map(({ written }) => written), unknownWords: unknownWordsIn(query) }
}

function isInOtherWords(library: Library, { episode, excerpt }: Citation, { query, episodes }: Ranking): boolean {
  if ((episodes[0]?.similarity ?? 0) === 0) return false
  const isIn = contains(library, `${episode.title}\n${quoteOf(excerpt)}`)
  const weightOf = (words: readonly QueryTerm[]): number => words.reduce((sum, { weight }) => sum + weight, 0)
  return weightOf(query.words.filter(isIn)) < OTHER_WORDS * weightOf(query.words)
}

/** Whether a text has a word of a question, as it is or as a synonym or guess. */
function contains(library: Library, text: string): (word: QueryTerm) => boolean {
  const stems = new Set(indexedStemsOf(text, library.vocabulary))
  return ({ terms }) => terms.some(({ stem }) => stems.has(stem))
}

/** The words for which nothing in the show matches, not even a synonym or a guess, without those of another language. */
const unknownWordsIn = ({ words }: Query): readonly string[] =>
  words.filter(({ terms, foreign }) => terms.length === 0 && !foreign).map(({ written }) => written)
