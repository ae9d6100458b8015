import { describe, expect, test } from 'vitest'
import { createLibrary } from '../../src/search/library.ts'
import { shortenQuestion } from '../../src/search/query.ts'
import { rank } from '../../src/search/rank.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const library = createLibrary(
  showOf(
    episode('1', 'Why lighthouses blink', {
      segments: said('Ada: The bulb burns for a year.\nBob: And the fog horn runs on compressed air from the cellar.'),
    }),
    episode('2', 'Cooking on a rock', { segments: said('Ada: Soup and bread.\nBob: The ferry brings the flour.') }),
  ),
  '2024-06-01',
)

describe('a shortened question', () => {
  test('is left alone if it fits, in one line', () => {
    expect(shortenQuestion(library, '  how long does\nthe bulb \u202eburn?\u0007 ', 76)).toBe(
      'how long does the bulb burn?',
    )
  })

  test('loses its stop words first, and finds the same', () => {
    const long =
      'So what I would really like to know from you is what it is that the fog horn up there may run on in winter'
    const short = shortenQuestion(library, long, 40)
    expect(short).toContain('fog horn')
    expect(short.length).toBeLessThanOrEqual(40)
    expect(rank(library, short).episodes.map(({ episode }) => episode.id)).toEqual(
      rank(library, long).episodes.map(({ episode }) => episode.id),
    )
  })

  test('keeps the most telling words, in their order, each once', () => {
    const text = 'the bulb of a year, the fog, the kraken that nobody knows, the fog and the bread'
    expect(shortenQuestion(library, text, 20)).toBe('bulb year fog kraken')
  })

  test.each([1, 5, 20, 76])('is never longer than %i', most => {
    for (const text of [
      '🎉'.repeat(200),
      'x'.repeat(300),
      'the of and '.repeat(40),
      'ſß'.repeat(99),
      '\ud83d'.repeat(99),
    ]) {
      expect(shortenQuestion(library, text, most).length).toBeLessThanOrEqual(most)
    }
  })
})
