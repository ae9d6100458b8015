import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Episode, Show } from '../../src/content/types.ts'
import { deserializeLibrary, serializeLibrary } from '../../src/search/frozen.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, showOf } from '../lighthouse.ts'

/** Words that make one word together, words that carry nothing, and names. */
const word = fc.constantFrom(
  ...[
    'fog',
    'horn',
    'foghorn',
    'light',
    'house',
    'lighthouse',
    'LightHouse',
    'ﷺ',
    'ﷺfog',
    'rescue',
    'boat',
    'rescueboat',
    'time',
    'out',
    'timeout',
    'the',
    'lens',
  ],
)
const line = fc.array(word, { minLength: 1, maxLength: 9 }).map(words => words.join(' '))
const segment = fc.record({ start: fc.nat(90), speaker: fc.constantFrom('Ada', 'Bob', 'Zoë'), text: line })
const some = fc.record({
  id: fc.constantFrom('1', '2', '3', '4', '5'),
  title: line,
  day: fc.integer({ min: 1, max: 9 }).map(day => `2026-01-0${day}`),
  segments: fc.array(segment, { maxLength: 6 }),
  links: fc.array(fc.constantFrom('https://lamps.example/fog', 'https://horns.example/'), { maxLength: 2 }),
})

const shows = fc.uniqueArray(some, { maxLength: 5, selector: ({ id }) => id }).map(all =>
  showOf(
    ...all.map(({ id, title, day, segments, links }) =>
      episode(id, title, {
        publishedOn: day,
        segments,
        resources: links.map(url => ({ url, label: title, line: 1 })),
      }),
    ),
  ),
)

/** Today's show with the episodes of yesterday's that are the same, as objects. */
const sharing = (show: Show, before: readonly Episode[], keep: readonly boolean[]): Show => ({
  ...show,
  episodes: [
    ...before.filter((_, i) => keep[i]),
    ...show.episodes.filter(({ id }) => !before.some((old, i) => keep[i] && old.id === id)),
  ],
})

test('a library that takes over what an edit left alone is the one that reads everything anew', () => {
  let taken = 0
  fc.assert(
    fc.property(shows, shows, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (yesterday, today, keep) => {
      const before = deserializeLibrary(serializeLibrary(createLibrary(yesterday, '2026-01-07')))
      const show = sharing(today, before.show.episodes, keep)
      taken += show.episodes.filter(episode => before.episodes.includes(episode)).length
      const edited = serializeLibrary(createLibrary(show, '2026-01-08', before))
      expect(Buffer.compare(edited, serializeLibrary(createLibrary(show, '2026-01-08')))).toBe(0)
      expect(deserializeLibrary(edited).show).toEqual(show)
    }),
    { numRuns: 300 },
  )
  expect(taken).toBeGreaterThan(100)
}, 60_000)

test('where an edit makes two words one, the episodes that say them apart are read again', () => {
  const apart = episode('1', 'Sea', { segments: [{ text: 'we heard the fog horn at night' }] })
  const alone = createLibrary(showOf(apart), '2026-01-08')
  expect(alone.said.of('foghorn').documents).toHaveLength(0)
  const together = episode('2', 'Shore', { segments: [{ text: 'a foghorn is a foghorn' }] })
  const edited = createLibrary(showOf(apart, together), '2026-01-08', alone)
  expect(edited.said.of('foghorn').documents).toHaveLength(2)
  const undone = createLibrary(showOf(apart), '2026-01-08', edited)
  expect(undone.said.of('foghorn').documents).toHaveLength(0)
})
