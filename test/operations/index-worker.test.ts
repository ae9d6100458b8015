import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { buildLibrary } from '../../src/operations/index-worker.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { answersTo } from '../search/answers.ts'

const show = showOf(
  ...Array.from({ length: 20 }, (_, i) =>
    episode(String(i + 1), `Lamp number ${i + 1}`, {
      segments: said(`
        Ada: Lamp ${i + 1} runs on ${i % 2 ? 'oil' : 'gas'}, and nobody sees it in fog.
        Bob: What does it cost?
        Ada: ${i + 7} pounds a year, wick and keeper and all.`),
    }),
  ),
  episode('99', 'To come', { publishedOn: '2031-01-01' }),
)

test('indexes in a thread with the same result, and answers meanwhile', async () => {
  let turns = 0
  let isBuilt = false
  const others = (async () => {
    while (!isBuilt) {
      await setImmediate()
      turns++
    }
  })()
  const built = await buildLibrary(show, '2026-01-01')
  isBuilt = true
  await others
  expect(turns).toBeGreaterThan(100)
  const here = createLibrary(show, '2026-01-01')
  expect(built.show).toEqual(here.show)
  for (const words of ['what does the lamp cost?', 'lamp 7', 'oil or gas in fog', 'to come']) {
    expect(answersTo(built, words)).toEqual(answersTo(here, words))
  }
}, 30_000)

test('survives a thread that runs out of memory', async () => {
  await expect(buildLibrary(show, '2026-01-01', { maxOldGenerationSizeMb: 2 })).rejects.toThrow(
    'Memory ran out while 21 episodes were indexed. Allow the process more',
  )
}, 30_000)
