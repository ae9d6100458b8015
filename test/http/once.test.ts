import { expect, test } from 'vitest'
import { createReplayFilter } from '../../src/http/endpoint.ts'

test('is new once within the time, and again after it', () => {
  const isNew = createReplayFilter(100, 1000)
  expect([isNew('a', 0), isNew('a', 50), isNew('b', 60), isNew('a', 100)]).toEqual([true, false, true, false])
  // Counted from when it first came: who goes on asking does not keep it alive.
  expect([isNew('a', 101), isNew('b', 101), isNew('a', 150)]).toEqual([true, false, false])
})

test('forgets the oldest when there are too many', () => {
  const isNew = createReplayFilter(100, 3)
  for (const id of ['a', 'b', 'c', 'd']) expect(isNew(id, 0)).toBe(true)
  expect([isNew('d', 1), isNew('a', 1)]).toEqual([false, true])
})
