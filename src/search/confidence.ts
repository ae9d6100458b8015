import type { Library } from './library.ts'
import { textsOf } from './passages.ts'
import { informationOf, type QueryTerm, termsOf } from './query.ts'
import type { Ranking } from './rank.ts'
import { isSmallTalk } from './stop-words.ts'
import { indexedStemsOf } from './vocabulary.ts'

export type Level = 'sure' | 'close' | 'nothing'

/** How much an answer can be trusted. `probability` runs from 0 to 1 and is comparable between questions. */
export type Confidence = { readonly level: Level; readonly probability: number }

/**
 * How likely it is that the best episode answers the question: a logistic regression on how much of the question the
 * episode covers, and how much evidence there is at its best moment. Each word is weighted by its information in bits, so
 * a word that never occurs in the show weighs most: it reveals a question about something else.
 *
 * The coefficients were fitted on 212 answerable and 54 unanswerable questions about one show of 154 episodes: against the
 * whole show, random samples of 1, 5, 20 and 50 episodes (which cannot answer most of them), and the show without its
 * transcripts.
 */
export function confidenceIn(library: Library, ranking: Ranking): Confidence {
  const [best, second] = ranking.episodes
  if (!best || ranking.passages.length === 0) return { level: 'nothing', probability: 0 }
  const { covered, evidence } = supportFor(library, ranking)
  const probability = 1 / (1 + Math.exp(-(CONSTANT + COVERED * covered + EVIDENCE * Math.log(1 + evidence))))
  const lead = 1 - (second?.score ?? 0) / best.score
  const allSaid = ranking.query.words.every(word => word.terms.length > 0)
  if (probability >= SURE && lead >= LEAD && allSaid) return { level: 'sure', probability }
  const enough = probability >= CLOSE || isCoveredByNotes(library, ranking)
  return { level: enough ? 'close' : 'nothing', probability }
}

const CONSTANT = -12.56
const COVERED = 5.91
const EVIDENCE = 2.93

/** `close` is more likely right than wrong. On the questions used for fitting, one in fifty sure answers was wrong. */
const CLOSE = 0.5
const SURE = 0.85

/** If two episodes fit about equally well, neither is sure. */
const LEAD = 0.2

/** The factor for a guessed abbreviation or misspelling, since the guess may be wrong. */
const GUESSED_FACTOR = 0.5

/** The factor for numbers and small talk, which occur near everything. */
const LIGHT_FACTOR = 0.3

/** `covered`: the share of the question's information that the best episode says. `evidence`: the bits around its best moment. */
function supportFor(library: Library, { query, episodes }: Ranking): { covered: number; evidence: number } {
  const [best] = episodes
  const places = new Map(termsOf(query).map(({ stem }, i) => [stem, i]))
  let [total, covered, evidence] = [0, 0, 0]
  for (const word of query.words) {
    const bits = informationOf(
      library,
      word.terms.map(({ stem }) => ({ stem, share: 1 })),
    )
    total += bits
    if (!best) continue
    const at = word.terms.flatMap(({ stem }) => places.get(stem) ?? [])
    const trusted = bits * (word.guessed ? GUESSED_FACTOR : 1)
    const inEpisode = Math.max(0, ...at.map(i => best.counts[i] ?? 0))
    const inMoment = at.reduce((sum, i) => sum + (best.countsAround[i] ?? 0), 0)
    covered += (trusted * inEpisode) / (inEpisode + 0.5)
    evidence += (trusted * (isLight(word) ? LIGHT_FACTOR : 1) * inMoment) / (inMoment + 0.25)
  }
  return { covered: total === 0 ? 0 : covered / total, evidence }
}

const WRITTEN = ['summary', 'resources', 'chapters'] as const

/** Whether the episode's own notes mention every word of the question, which makes it one of the episode's subjects. */
function isCoveredByNotes({ vocabulary }: Library, { query, episodes }: Ranking): boolean {
  const [best] = episodes
  if (!best || query.words.some(isLight)) return false
  const texts = WRITTEN.flatMap(source => textsOf(best.episode, source))
  const written = new Set([best.episode.title, ...texts].flatMap(text => indexedStemsOf(text, vocabulary)))
  return query.words.every(word => word.terms.some(({ stem }) => written.has(stem)))
}

const isLight = ({ word }: QueryTerm): boolean => /^\p{N}+$/u.test(word) || isSmallTalk(word)
