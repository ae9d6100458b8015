import { expect, test } from 'vitest'
import type { Episode, Show } from '../src/content/episode.ts'
import { dailyLibrary } from '../src/daily.ts'

const episode = (id: string, publishedOn?: string): Episode => ({
  id,
  title: `Bees in space, part ${id}`,
  slug: `bees-${id}`,
  links: {},
  summary: [],
  chapters: [],
  resources: [],
  references: [],
  segments: [],
  file: `${id}.md`,
  ...(publishedOn !== undefined && { publishedOn }),
})

const show: Show = {
  name: 'Bees in Space',
  about: [],
  synonyms: {},
  episodes: [episode('1'), episode('2', '2026-03-01'), episode('3', '2026-03-08')],
}

test('an episode appears on its day in a process that keeps running', () => {
  let today = '2026-03-02'
  const library = dailyLibrary(show, () => today)
  const ids = () => library.current().episodes.map(({ id }) => id)
  expect(ids()).toEqual(['1', '2'])
  today = '2026-03-07'
  const before = library.current()
  expect(library.turn()).toBe(false)
  expect(library.current()).toBe(before)
  today = '2026-03-08'
  expect(library.turn()).toBe(true)
  expect(ids()).toEqual(['1', '2', '3'])
  expect(library.turn()).toBe(false)
})
