import { expect, test } from 'vitest'
import { findSpoken, saidBy } from '../../src/intent/spoken.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const library = createLibrary(
  showOf(
    episode('1', 'Fog', {
      segments: said(`
        Ada: Fog is the enemy of every keeper.
        Ben: I have left lamps, not one or two, but dozens burning over the winter.
        Ada: Paint is not a silver bullet, and it peels.
        Ben: The horn is louder than the sea.
        Ada: I like the horn.
        Ben: Good night.`),
    }),
  ),
  '2024-06-01',
)

test('finds words that were said, and their speaker', () => {
  expect(findSpoken(library, 'fog is the enemy of every keeper')).toMatchObject({ speaker: 'Ada', isVerbatim: true })
  expect(findSpoken(library, 'dozens of lamps burning over the winter')).toMatchObject({
    speaker: 'Ben',
    isVerbatim: false,
  })
})

test('finds nothing if the same was said about something else, or not at all', () => {
  expect(findSpoken(library, 'oil is not a silver bullet')).toBeUndefined()
  expect(findSpoken(library, 'the moon is made of cheese')).toBeUndefined()
})

test('quotes only the person who was asked about', () => {
  expect(saidBy(library, 'Ben', 'the horn').map(({ excerpt }) => excerpt.turns[0]?.speaker)).toEqual(['Ben'])
  expect(saidBy(library, 'Ben', 'zeppelins')).toEqual([])
})
