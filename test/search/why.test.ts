import { expect, test } from 'vitest'
import { ask } from '../../src/search/ask.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const AN_HOUR_OF_TALK =
  'We talked of soup and of the weather, of gulls that steal, of boats that come late, of paint that never dries, of ' +
  'boots that leak, of letters nobody writes any more, of bread that will not rise, of radios that crackle at night, ' +
  'of stairs, and of the long way down to the pier when it rains.'

test('why an answer is only close: what its quote has of the question, and what its passage lacks', () => {
  const library = createLibrary(
    showOf(
      episode('1', 'Engines', {
        segments: said(`
          Ada: The fog horn runs on compressed air, from a tank.
          Ada: ${AN_HOUR_OF_TALK}
          Ada: And the mercury lies in a bath of iron.`),
      }),
      episode('2', 'Boats', { segments: said('Bob: A boat needs tar, oakum and a dog.') }),
    ),
    '2024-06-01',
  )
  const answer = ask(library, 'is there mercury in the fog horn, or tar?')
  // The mercury is in the passage but not in its quote: whoever reads that would not find it.
  expect(answer).toMatchObject({
    kind: 'found',
    confidence: 'close',
    why: { covers: ['fog', 'horn'], misses: ['tar'], unsaid: [] },
  })
})
