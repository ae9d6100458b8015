import { linkKey } from '../content/links.ts'
import { cite } from '../search/ask.ts'
import { confidenceIn, type Level } from '../search/confidence.ts'
import type { Library } from '../search/library.ts'
import { rank } from '../search/rank.ts'
import { findResources } from '../search/resources.ts'
import type { VectorOf } from '../search/vectors.ts'
import type { AskQuestion, Judged, Question, ResourcesQuestion, UnanswerableQuestion } from './questions.ts'
import { DIRECT, ndcgAt, recallAt, reciprocalRank, successAt } from './statistics.ts'

/** The result of one question: each measure, from 0 to 1, and what was found. */
export type QuestionResult = AskResult | ResourcesResult | UnanswerableResult

export type AskResult = {
  readonly question: AskQuestion
  readonly confidence: number
  readonly level: Level
  /** `hit@k`: one of the first k quotes starts within a minute of where a direct answer is spoken. */
  readonly figures: Readonly<Record<'S@1' | 'MRR@5' | 'nDCG@5' | 'R@5' | 'hit@1' | 'hit@3', number>>
  readonly ms: number
  /** The ids of the first five episodes. */
  readonly found: readonly string[]
  /** The source of the first quote, with its time in seconds if it is known. */
  readonly quoted?: { readonly episode: string; readonly start?: number }
}

export type ResourcesResult = {
  readonly question: ResourcesQuestion
  readonly figures: Readonly<Record<'R@10' | 'MRR@10', number>>
  readonly ms: number
  readonly found: readonly string[]
}

export type UnanswerableResult = {
  readonly question: UnanswerableQuestion
  readonly confidence: number
  readonly level: Level
  readonly ms: number
  readonly found: readonly string[]
}

/**
 * @param clock a monotonic clock in milliseconds, such as `performance.now`.
 * @param vectorOf looks up the vector of a question; without it, words alone decide.
 */
export function evaluate(
  library: Library,
  questions: readonly Question[],
  clock: () => number,
  vectorOf?: VectorOf,
): readonly QuestionResult[] {
  return questions.flatMap(question => {
    // Asked of the bot itself: see `evaluateAbout`.
    if (question.kind === 'about') return []
    if (question.kind === 'resources') return evaluateResources(library, question, clock, vectorOf?.(question.q))
    return evaluateAsk(library, question, clock, vectorOf?.(question.q))
  })
}

/** How far from the answer a quote may start, in seconds. */
const TOLERANCE = 60

function evaluateAsk(
  library: Library,
  question: AskQuestion | UnanswerableQuestion,
  clock: () => number,
  vector?: Int8Array,
): AskResult | UnanswerableResult {
  const before = clock()
  const ranking = rank(library, question.q, vector)
  const quotes = ranking.passages.slice(0, 3).map(({ passage }) => cite(passage, ranking.query))
  const { level, probability } = confidenceIn(library, ranking)
  const ms = clock() - before
  const found = ranking.episodes.slice(0, 5).map(({ episode }) => episode.id)
  const common = { confidence: probability, level, ms, found }
  if (question.kind === 'unanswerable') return { question, ...common }

  const gradeOf = (id: string) =>
    Math.max(0, ...question.gold.filter(({ episode }) => episode === id).map(g => g.grade))
  const judged = [...new Set(question.gold.map(({ episode }) => episode))].map(gradeOf)
  const grades = found.map(gradeOf)
  const hits = quotes.map(({ episode, excerpt: { start } }) =>
    question.gold.some(
      gold =>
        gold.grade >= DIRECT &&
        gold.episode === episode.id &&
        start !== undefined &&
        gold.start !== undefined &&
        start >= gold.start - TOLERANCE &&
        start <= (gold.end ?? gold.start) + TOLERANCE,
    ),
  )
  const [first] = quotes
  const start = first?.excerpt.start
  return {
    question,
    ...common,
    ...(first && { quoted: { episode: first.episode.id, ...(start !== undefined && { start }) } }),
    figures: {
      'S@1': successAt(1, grades),
      'MRR@5': reciprocalRank(5, grades),
      'nDCG@5': ndcgAt(5, grades, judged),
      'R@5': recallAt(5, grades, judged.filter(grade => grade >= DIRECT).length),
      'hit@1': Number(hits[0] ?? false),
      'hit@3': Number(hits.some(hit => hit)),
    },
  }
}

/** Links that are acceptable are skipped, as if they had not been listed. */
function evaluateResources(
  library: Library,
  question: ResourcesQuestion,
  clock: () => number,
  vector?: Int8Array,
): ResourcesResult {
  const before = clock()
  const rows = findResources(library, question.q, undefined, vector)
  const ms = clock() - before
  const wanted = new Set(question.gold.map(linkKey))
  const harmless = new Set(question.alsoOk.map(linkKey).filter(key => !wanted.has(key)))
  const grades = rows
    .map(({ url }) => linkKey(url))
    .filter(key => !harmless.has(key))
    .map(key => (wanted.has(key) ? DIRECT : 0))
  return {
    question,
    figures: { 'R@10': recallAt(10, grades, Math.min(10, wanted.size)), 'MRR@10': reciprocalRank(10, grades) },
    ms,
    found: rows.slice(0, 5).map(({ label, url }) => `${label} ${url}`),
  }
}

/** `another moment`: the right episode, quoted away from the answer. `abstained`: no answer, although there is one. */
export type Verdict = 'right' | 'another moment' | 'wrong' | 'abstained'

export function verdictOf(result: QuestionResult): Verdict {
  if (isResources(result)) {
    if (result.figures['R@10'] === 1) return 'right'
    return result.found.length === 0 ? 'abstained' : 'wrong'
  }
  if (!isAsk(result)) return result.level === 'nothing' ? 'right' : 'wrong'
  if (result.level === 'nothing') return 'abstained'
  if (result.figures['S@1'] === 0) return 'wrong'
  const isTimed = directIn(result).some(({ start }) => start !== undefined)
  return isTimed && result.figures['hit@1'] === 0 ? 'another moment' : 'right'
}

/** The episodes that answer a question directly. */
export const directIn = ({ question }: AskResult): readonly Judged[] =>
  question.gold.filter(({ grade }) => grade >= DIRECT)

/** `64 at 754 s`, in seconds as in the question file. */
export const judgedMoment = ({ episode, start }: Pick<Judged, 'episode' | 'start'>): string =>
  start === undefined ? episode : `${episode} at ${Math.round(start)} s`

export const isAsk = (result: QuestionResult): result is AskResult => result.question.kind === 'ask'
export const isResources = (result: QuestionResult): result is ResourcesResult => result.question.kind === 'resources'
