import { expect, test } from 'vitest'
import {
  auroc,
  bootstrap,
  falseAnswersAt,
  ndcgAt,
  randomisationTest,
  recallAt,
  reciprocalRank,
  seeded,
  successAt,
} from '../../src/evaluation/statistics.ts'

test('success and reciprocal rank count only direct answers', () => {
  expect(successAt(1, [2, 0])).toBe(1)
  expect(successAt(1, [1, 2])).toBe(0)
  expect(successAt(2, [1, 2])).toBe(1)
  expect(reciprocalRank(5, [0, 1, 2])).toBe(1 / 3)
  expect(reciprocalRank(2, [0, 1, 2])).toBe(0)
})

test('nDCG matches a calculation by hand', () => {
  // Judged: one direct (gain 3), one helpful (gain 1). Found: helpful first, direct third.
  const found = 1 / Math.log2(2) + 3 / Math.log2(4)
  const best = 3 / Math.log2(2) + 1 / Math.log2(3)
  expect(ndcgAt(5, [1, 0, 2], [2, 1])).toBeCloseTo(found / best, 12)
  expect(ndcgAt(5, [2, 1], [1, 2])).toBe(1)
  expect(ndcgAt(1, [0, 2], [2])).toBe(0)
})

test('recall is a share of all relevant items', () => {
  expect(recallAt(2, [2, 0, 2], 4)).toBe(0.25)
  expect(recallAt(10, [2, 0, 2], 2)).toBe(1)
})

test('AUROC counts pairs, and ties as half', () => {
  expect(auroc([0.9, 0.8], [0.1, 0.2])).toBe(1)
  expect(auroc([0.9, 0.2], [0.2, 0.1])).toBe((1 + 1 + 0.5 + 1) / 4)
  expect(auroc([0.5], [0.5])).toBe(0.5)
})

test('false answers are counted at the right threshold', () => {
  const answerable = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1]
  // Nine of ten are at 0.15 or above.
  expect(falseAnswersAt(0.9, answerable, [0.15, 0.14, 0.99, 0])).toBe(0.5)
  expect(falseAnswersAt(0.5, answerable, [0.5, 0.49])).toBe(0.5)
})

test('the bootstrap interval contains the mean and narrows with more questions', () => {
  const few = bootstrap([1, 0, 1, 1], seeded(1))
  const many = bootstrap(
    Array.from({ length: 400 }, (_, i) => Number(i % 4 > 0)),
    seeded(1),
  )
  expect(few[0]).toBeLessThan(0.75)
  expect(few[1]).toBeGreaterThan(0.75)
  expect(many[1] - many[0]).toBeLessThan((few[1] - few[0]) / 4)
  // The standard error of a share of .75 over 400 is .0217, so the interval is about ± .042.
  expect(many[1] - many[0]).toBeCloseTo(4 * 0.0217, 1)
})

test('the randomisation test agrees with an exact count', () => {
  // Three differences of +1: of the 8 ways to choose their signs, 2 give a mean as far from 0, so p is about .25.
  expect(randomisationTest([1, 1, 1], [0, 0, 0], seeded(1))).toBeCloseTo(0.25, 1)
  expect(randomisationTest([1, 0, 1], [1, 0, 1], seeded(1))).toBe(1)
  expect(randomisationTest(Array(20).fill(1), Array(20).fill(0), seeded(1))).toBeLessThan(0.001)
})
