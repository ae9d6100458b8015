import { expect, test } from 'vitest'
import { createTurns } from '../../src/http/endpoint.ts'

test('everybody gets a turn of the event loop of their own, in the order in which they came', async () => {
  const turn = createTurns()
  let now = 0
  const next = () => {
    now++
    timer = setImmediate(next)
  }
  let timer = setImmediate(next)
  const turns: { who: string; at: number }[] = []
  await Promise.all(
    ['Ada', 'Bob', 'Zoë'].map(async who => {
      await turn()
      turns.push({ who, at: now })
    }),
  )
  clearImmediate(timer)
  expect(turns.map(({ who }) => who)).toEqual(['Ada', 'Bob', 'Zoë'])
  expect(new Set(turns.map(({ at }) => at)).size).toBe(3)
})
