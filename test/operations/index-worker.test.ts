import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { buildLibrary } from '../../src/operations/index-worker.ts'
import { serializeLibrary } from '../../src/search/frozen.ts'
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

test('a library built in a thread answers like one built here, and this thread goes on meanwhile', async () => {
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

test('after an edit only what changed is handed over, and the answers are those of the whole show read anew', async () => {
  const [first, ...others] = show.episodes
  if (first === undefined) throw new Error('The show is empty.')
  const edited = {
    ...show,
    about: [{ text: 'Now in colour.', line: 1 }],
    episodes: [...others, { ...first, title: 'Lamp of whale oil' }],
  }
  const before = { show, library: await buildLibrary(show, '2026-01-01') }
  const built = await buildLibrary(edited, '2026-01-01', before)
  const here = createLibrary(edited, '2026-01-01')
  expect(Buffer.compare(serializeLibrary(built), serializeLibrary(here))).toBe(0)
  const again = await buildLibrary(edited, '2031-01-01', { show: edited, library: built })
  expect(Buffer.compare(serializeLibrary(again), serializeLibrary(createLibrary(edited, '2031-01-01')))).toBe(0)
}, 30_000)

test('a thread that runs out of memory takes nobody with it', async () => {
  await expect(buildLibrary(show, '2026-01-01', undefined, { maxOldGenerationSizeMb: 2 })).rejects.toThrow(
    'Memory ran out while 21 episodes were indexed. Give the process more of it',
  )
}, 30_000)
