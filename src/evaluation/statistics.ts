/** Returns numbers from 0 up to 1, as `Math.random` does; a seeded one makes results repeatable. */
export type Random = () => number

/** A small generator that returns the same numbers for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * The 95 % confidence interval of a mean by the percentile bootstrap (Efron, 1979): the values are resampled with
 * replacement `rounds` times, and the middle 95 % of the means are kept.
 */
export function bootstrap(
  values: readonly number[],
  random: Random,
  rounds = 2000,
): readonly [low: number, high: number] {
  if (values.length === 0) return [Number.NaN, Number.NaN]
  const means = Array.from({ length: rounds }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((a, b) => a - b)
  const at = (share: number) => means[Math.min(rounds - 1, Math.floor(share * rounds))] ?? Number.NaN
  return [at(0.025), at(0.975)]
}

/**
 * The p-value of the paired randomisation test (Smucker, Allan and Carterette, 2007): how likely a difference at least as
 * large is if two runs are equally good. The two values of each question are swapped at random, `rounds` times. Two-sided,
 * and never 0, since the observed difference counts as one of the rounds.
 *
 * @param one and `other` hold the same questions in the same order.
 */
export function randomisationTest(
  one: readonly number[],
  other: readonly number[],
  random: Random,
  rounds = 10_000,
): number {
  const differences = one.map((value, i) => value - (other[i] ?? 0))
  const seen = Math.abs(mean(differences))
  let asLarge = 1
  for (let round = 0; round < rounds; round++) {
    const swapped = Math.abs(mean(differences.map(difference => (random() < 0.5 ? difference : -difference))))
    if (swapped >= seen - 1e-12) asLarge++
  }
  return asLarge / (rounds + 1)
}

/**
 * The grades of the results, best result first; 0 for a result that does not help. Each document occurs at most once. The
 * measures of a ranking below are from 0 to 1, and defined in Manning, Raghavan and Schütze, "Introduction to Information
 * Retrieval" (2008), chapter 8.
 */
export type Grades = readonly number[]

/** The grade of a direct answer. Grade 1 only helps. */
export const DIRECT = 2

/** S@k: whether one of the first `k` is a direct answer. */
export const successAt = (k: number, grades: Grades): number => Number(grades.slice(0, k).some(isDirect))

/** RR@k: 1 / the rank of the first direct answer; 0 if it is not among the first `k`. Its mean is MRR@k. */
export function reciprocalRank(k: number, grades: Grades): number {
  const place = grades.slice(0, k).findIndex(isDirect)
  return place < 0 ? 0 : 1 / (place + 1)
}

/**
 * nDCG@k (Järvelin and Kekäläinen, 2002): the sum of the gains `2^grade - 1`, each divided by `log2(rank + 1)`, relative to
 * the same sum for the ideal order.
 *
 * @param judged the grades of all judged documents, in any order.
 */
export function ndcgAt(k: number, grades: Grades, judged: Grades): number {
  const best = discounted(judged.toSorted((a, b) => b - a).slice(0, k))
  return best === 0 ? 0 : discounted(grades.slice(0, k)) / best
}

/** R@k: the share of the relevant items that are among the first `k`. */
export const recallAt = (k: number, grades: Grades, wanted: number): number =>
  wanted === 0 ? 0 : grades.slice(0, k).filter(isDirect).length / wanted

/**
 * AUROC: the chance that a question with an answer gets a higher confidence than one without; a tie counts half. This
 * is the Mann-Whitney statistic divided by the number of pairs.
 */
export function auroc(answerable: readonly number[], unanswerable: readonly number[]): number {
  let higher = 0
  for (const yes of answerable) {
    for (const no of unanswerable) higher += yes > no ? 1 : yes === no ? 0.5 : 0
  }
  return higher / (answerable.length * unanswerable.length)
}

/**
 * The share of unanswerable questions that get an answer at the highest threshold that still answers this share of the
 * answerable ones.
 */
export function falseAnswersAt(kept: number, answerable: readonly number[], unanswerable: readonly number[]): number {
  const threshold = answerable.toSorted((a, b) => b - a)[Math.ceil(kept * answerable.length) - 1]
  if (threshold === undefined) return 0
  return unanswerable.filter(confidence => confidence >= threshold).length / unanswerable.length
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length

const isDirect = (grade: number): boolean => grade >= DIRECT

const discounted = (grades: Grades): number =>
  grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0)
