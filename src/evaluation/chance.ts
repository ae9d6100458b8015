import { mean } from './measures.ts'

/** Numbers from 0 up to 1, such as `Math.random`; a seeded one makes a figure repeatable. */
export type Random = () => number

/** A small generator that gives the same numbers for the same seed (mulberry32). */
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
 * The 95 % interval of a mean, by the percentile bootstrap (Efron, 1979): the questions are drawn anew, with
 * replacement, `rounds` times, and the middle 95 % of the means is kept.
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
 * How likely a difference at least as large would be if two runs were equally good: the paired randomisation test
 * (Smucker, Allan and Carterette, 2007). The two values of each question are swapped by the toss of a coin, `rounds`
 * times. Two-sided; never 0, since what was seen counts as one of the rounds.
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
