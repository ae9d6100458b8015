import type { Library } from './library.ts'
import { textsOf } from './passages.ts'
import { informationOf, isName, type Query, type QueryTerm, termsOf } from './query.ts'
import type { Ranking } from './rank.ts'
import { isSmallTalk } from './stop-words.ts'
import { indexedStemsOf } from './vocabulary.ts'

export type Level = 'sure' | 'close' | 'nothing'

/** How much an answer can be trusted. `probability` runs from 0 to 1 and is comparable between questions. */
export type Confidence = { readonly level: Level; readonly probability: number }

/**
 * Two logistic regressions. One tells how likely it is that the show answers the question at all, from the evidence at the
 * best moment, the similarity of the best episode's passages, and the share of the question's information that is in words
 * the show never says, which reveal a question about something else. The other tells how likely it is that the best
 * episode is also the right one, for which its lead over the next episode counts too.
 *
 * The coefficients were fitted on three shows together, two with transcripts and one of short notes: on all of their
 * episodes, on random samples of 1, 5, 20 and 50 episodes (which cannot answer most questions), and without the
 * transcripts. Fitted on any two of the shows, they hold on the third; see docs/evaluation.md.
 */
export function confidenceIn(library: Library, ranking: Ranking): Confidence {
  const [best, second] = ranking.episodes
  if (!best || ranking.passages.length === 0) return { level: 'nothing', probability: 0 }
  const isSmall = library.episodes.length < SMALL_SHOW
  const { answered, right, rival } = best.similarity > 0 ? BLENDED : LEXICAL
  const features = {
    ...evidenceFor(library, ranking),
    similarity: best.similarity,
    lead: Math.min(best.score - (second?.score ?? rival), isSmall ? SMALL_LEAD : Number.POSITIVE_INFINITY),
  }
  const probability = logistic(answered, features)
  if (probability >= CLOSE && logistic(right, features) >= SURE && features.unsaid === 0) {
    if (!isSmall || coversEveryWord(ranking)) return { level: 'sure', probability }
  }
  const enough = probability >= CLOSE || isSaidPlainly(ranking) || isCoveredByNotes(library, ranking)
  return { level: enough ? 'close' : 'nothing', probability }
}

/** How much of a question has to be said in one place for an episode that was asked for to answer it. */
const ENOUGH_SAID = 0.5

/** Whether one place in an episode says at least half of what the question asks, as far as the show says it at all. */
export function isSaidInEpisode({ query, episodes, passages }: Ranking): boolean {
  const counts = episodes[0]?.countsAround ?? []
  const said = new Set(termsOf(query).flatMap(({ stem }, i) => ((counts[i] ?? 0) >= PLAIN_COUNT ? stem : [])))
  const weightOf = (words: readonly QueryTerm[]): number => words.reduce((sum, { weight }) => sum + weight, 0)
  const found = query.words.filter(({ terms }) => terms.some(({ stem }) => said.has(stem)))
  return passages.length > 0 && found.length > 0 && weightOf(found) >= ENOUGH_SAID * weightOf(query.words)
}

type Features = {
  /** The share of the question's information that the best episode says, from 0 to 1. */
  readonly covered: number
  /** The bits of the question's words at and around the best moment. */
  readonly evidence: number
  /** The share of the question's information that is in words the show never says, from 0 to 1. */
  readonly unsaid: number
  /** How near the best episode's passages are to the question. */
  readonly similarity: number
  /** By how much the best episode's score exceeds the next one's. */
  readonly lead: number
}

type Coefficients = Partial<Features> & { readonly constant: number }

/** `rival`: the score that the next episode would typically have, for a show of a single episode. */
type Model = { readonly answered: Coefficients; readonly right: Coefficients; readonly rival: number }

/** With vectors, and by words alone. */
const BLENDED: Model = {
  answered: { constant: -4.1, evidence: 0.815, similarity: 4.12, unsaid: -2.59 },
  right: { constant: -3.38, evidence: 0.5, similarity: 3.33, lead: 4.07, unsaid: -2.88 },
  rival: 0.35,
}
const LEXICAL: Model = {
  answered: { constant: -5.56, covered: 0.961, evidence: 1.74, unsaid: -2.63 },
  right: { constant: -5.18, evidence: 1.58, lead: 6.29, unsaid: -2.94 },
  rival: 0.15,
}

/** `close` is more likely answered than not; of the sure answers, at most one in twenty may be wrong. */
const CLOSE = 0.5
const SURE = 0.8

/** The logarithm of the evidence counts: twice as many bits are not twice as convincing. */
function logistic(
  { constant, covered = 0, evidence = 0, unsaid = 0, similarity = 0, lead = 0 }: Coefficients,
  features: Features,
): number {
  const logit =
    constant +
    covered * features.covered +
    evidence * Math.log(1 + features.evidence) +
    unsaid * features.unsaid +
    similarity * features.similarity +
    lead * features.lead
  return 1 / (1 + Math.exp(-logit))
}

/** Below this number of episodes a lead says little, since most of the others are about something else. */
const SMALL_SHOW = 50
const SMALL_LEAD = 0.3

/** The factor for a guessed abbreviation or misspelling, since the guess may be wrong. */
const GUESSED_FACTOR = 0.5

/** The factor for words of another language: a show may be about something without ever saying these. */
const FOREIGN_FACTOR = 0.15

/** The factor for numbers and small talk, which occur near everything. */
const LIGHT_FACTOR = 0.3

function evidenceFor(
  library: Library,
  { query, episodes }: Ranking,
): Pick<Features, 'covered' | 'evidence' | 'unsaid'> {
  const { counts = [], countsAround = [] } = episodes[0] ?? {}
  const places = new Map(termsOf(query).map(({ stem }, i) => [stem, i]))
  let [total, unsaid, covered, evidence] = [0, 0, 0, 0]
  for (const word of query.words) {
    const stems = word.terms.map(({ stem }) => ({ stem, share: 1 }))
    const bits = informationOf(library, stems) * (word.foreign ? FOREIGN_FACTOR : 1)
    total += bits
    if (stems.length === 0) unsaid += bits
    const trusted = bits * (word.guessed ? GUESSED_FACTOR : 1)
    const at = stems.map(({ stem }) => places.get(stem) ?? -1)
    const inEpisode = Math.max(0, ...at.map(i => counts[i] ?? 0))
    const inMoment = at.reduce((sum, i) => sum + (countsAround[i] ?? 0), 0)
    covered += (trusted * inEpisode) / (inEpisode + 0.5)
    evidence += (trusted * (isLight(word, query) ? LIGHT_FACTOR : 1) * inMoment) / (inMoment + 0.25)
  }
  const share = (part: number): number => (total === 0 ? 0 : part / total)
  return { covered: share(covered), evidence, unsaid: share(unsaid) }
}

/**
 * Whether the best moment says every word of the question, close together: a short question has little evidence. For a
 * question in another language, it has to say the names.
 */
function isSaidPlainly({ query, episodes }: Ranking): boolean {
  const { words, foreign } = query
  const counts = episodes[0]?.countsAround ?? []
  const said = new Set(termsOf(query).flatMap(({ stem }, i) => ((counts[i] ?? 0) >= PLAIN_COUNT ? stem : [])))
  const expected = foreign ? words.filter(word => !word.foreign && !word.guessed) : words
  const isExpected = expected.length === words.length || expected.some(({ written }) => isName(written, foreign))
  return (
    isExpected &&
    expected.every(word => !isLight(word, query) && !word.guessed && word.terms.some(({ stem }) => said.has(stem)))
  )
}

/** A word counts 1 where it is said, and less the further away. */
const PLAIN_COUNT = 0.6

/** Whether the best episode says every word of the question, as it is or as a synonym or guess. */
function coversEveryWord({ query, episodes }: Ranking): boolean {
  const counts = episodes[0]?.counts ?? []
  const said = new Set(termsOf(query).flatMap(({ stem }, i) => ((counts[i] ?? 0) > 0 ? stem : [])))
  return query.words.every(word => isLight(word, query) || word.terms.some(({ stem }) => said.has(stem)))
}

const WRITTEN = ['summary', 'resources', 'chapters'] as const

/** Whether the episode's own notes mention every word of the question, which makes it one of the episode's subjects. */
function isCoveredByNotes({ vocabulary }: Library, { query, episodes }: Ranking): boolean {
  const [best] = episodes
  if (!best || query.words.some(word => isLight(word, query))) return false
  const texts = WRITTEN.flatMap(source => textsOf(best.episode, source))
  const written = new Set([best.episode.title, ...texts].flatMap(text => indexedStemsOf(text, vocabulary)))
  return query.words.every(word => word.terms.some(({ stem }) => written.has(stem)))
}

const isLight = ({ word }: QueryTerm, { language }: Query): boolean =>
  /^\p{N}+$/u.test(word) || isSmallTalk(word, language.code)
