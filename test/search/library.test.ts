import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Episode, Show } from '../../src/content/types.ts'
import { changedEpisodes, createLibrary, type Library, updateLibrary } from '../../src/search/library.ts'
import { rank } from '../../src/search/rank.ts'
import { findResources } from '../../src/search/resources.ts'
import { interruptible } from '../../src/worker.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { answersTo, relatedIn } from './answers.ts'

const word = fc.constantFrom('fog', 'horn', 'lamp', 'LightHouse', 'ﷺ', 'the', 'lens', 'constructor', '__proto__', '7')
const line = fc.array(word, { minLength: 1, maxLength: 9 }).map(words => words.join(' '))
const segment = fc.record({ start: fc.nat(90), speaker: fc.constantFrom('Ada', 'Bob', 'Zoë'), text: line })
const anyEpisode = fc.record({
  id: fc.constantFrom('1', '2', '3', '4', '5'),
  title: line,
  day: fc.integer({ min: 1, max: 9 }).map(day => `2026-01-0${day}`),
  segments: fc.array(segment, { maxLength: 6 }),
  links: fc.array(fc.constantFrom('https://lamps.example/fog', 'https://horns.example/'), { maxLength: 2 }),
})
const anyShow = fc
  .uniqueArray(anyEpisode, { maxLength: 5, selector: ({ id }) => id })
  .map(all =>
    showOf(
      ...all.map(({ id, title, day, segments, links }) =>
        episode(id, title, { publishedOn: day, segments, resources: links.map(url => ({ url, label: title })) }),
      ),
    ),
  )

/** A show with those episodes of an earlier one that an edit left alone, as the same objects. */
const keeping = (show: Show, before: readonly Episode[], kept: readonly boolean[]): Show => ({
  ...show,
  episodes: [
    ...before.filter((_, i) => kept[i]),
    ...show.episodes.filter(({ id }) => !before.some((old, i) => kept[i] && old.id === id)),
  ],
})

/** Scores of links may differ in the last digit, and with it the order of equals. */
const comparable = (library: Library, words: string) => {
  const { links, answer, second, labels, ...rest } = answersTo(library, words)
  const withoutLinks = (given: typeof answer) => ({ ...given, resources: undefined })
  return {
    ...rest,
    answer: withoutLinks(answer),
    second: withoutLinks(second),
    links: links.map(({ url }) => url).sort(),
  }
}

test('an edited library answers like one that reads everything again', () => {
  fc.assert(
    fc.property(
      anyShow,
      anyShow,
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      line,
      (old, young, kept, words) => {
        const show = keeping(young, old.episodes, kept)
        const edited = updateLibrary(createLibrary(old, '2026-01-07'), show, '2026-01-08')
        const fresh = createLibrary(show, '2026-01-08')
        expect(edited.episodes).toEqual(fresh.episodes)
        for (const asked of [words, ...show.episodes.map(({ title }) => title)]) {
          expect(comparable(edited, asked)).toEqual(comparable(fresh, asked))
        }
        expect(relatedIn(edited)).toEqual(relatedIn(fresh))
      },
    ),
    { numRuns: 200 },
  )
}, 60_000)

test('an edit reads again only what has changed', () => {
  const show = showOf(episode('1', 'Fog'), episode('2', 'Frost'), episode('3', 'Snow', { publishedOn: '2026-02-01' }))
  const library = createLibrary(show, '2026-01-01')
  expect(changedEpisodes(library, show, '2026-01-01')).toBe(0)
  expect(changedEpisodes(library, show, '2026-02-01')).toBe(1)
  const [first, ...others] = show.episodes
  const edited = { ...show, episodes: [{ ...first, title: 'Mist' } as Episode, ...others.slice(0, 1)] }
  expect(changedEpisodes(library, edited, '2026-01-01')).toBe(1)
})

test('a deleted episode is found by nothing any more, and its link stays with the others that have it', () => {
  const link = { url: 'https://wick.example/', label: 'The wick' }
  const show = showOf(
    episode('1', 'Wicks', { resources: [link], segments: said('Ada: A wick burns for a week.') }),
    episode('2', 'Lamps', { resources: [link], segments: said('Ada: A lamp needs oil.') }),
  )
  const library = createLibrary(show, '2026-01-01')
  expect(rank(library, 'how long does a wick burn?').episodes[0]?.episode.id).toBe('1')
  const [, second] = show.episodes
  const edited = updateLibrary(library, { ...show, episodes: second ? [second] : [] }, '2026-01-01')
  expect(rank(edited, 'how long does a wick burn?').episodes.map(({ episode }) => episode.id)).toEqual(['2'])
  expect(findResources(edited, 'wick').map(({ mentions }) => mentions.length)).toEqual([1])
  expect(edited.vocabulary.count('burns')).toBe(0)
})

test('an episode is hidden until its day', () => {
  const show = showOf(episode('1', 'Fog'), episode('2', 'Frost', { publishedOn: '2031-01-01' }))
  const before = createLibrary(show, '2030-12-31')
  expect(rank(before, 'frost').episodes).toEqual([])
  expect(rank(updateLibrary(before, show, '2031-01-01'), 'frost').episodes).toHaveLength(1)
})

/** MiniSearch and the tokenizer fail on a text that is none. */
const broken = (id: string, title: string) => episode(id, title, { segments: [{ text: null as unknown as string }] })

test('an episode that cannot be indexed is left out, with a problem that names its file', () => {
  const library = createLibrary(showOf(episode('1', 'Fog'), broken('2', 'Frost'), episode('3', 'Snow')), '2026-01-01')
  expect(library.episodes.map(({ id }) => id)).toEqual(['1', '3'])
  expect(library.problems).toMatchObject([{ file: '2.md', severity: 'error' }])
  expect(rank(library, 'snow').episodes.map(({ episode }) => episode.id)).toEqual(['3'])
  expect(rank(library, 'frost').episodes).toEqual([])
})

test('an episode that cannot be indexed any more stays as it was', () => {
  const [first, second] = [episode('1', 'Fog'), episode('2', 'Frost')]
  const before = createLibrary(showOf(first, second), '2026-01-01')
  const after = updateLibrary(before, showOf(first, broken('2', 'Hail'), episode('3', 'Snow')), '2026-01-01')
  expect(after.problems).toMatchObject([{ file: '2.md', severity: 'error' }])
  const fresh = createLibrary(showOf(first, second, episode('3', 'Snow')), '2026-01-01')
  for (const words of ['fog', 'frost', 'hail', 'snow']) {
    expect(comparable(after, words)).toEqual(comparable(fresh, words))
  }
})

test('an episode that takes forever to index is interrupted and left out', () => {
  const forever = {
    get: () => {
      for (;;);
    },
  }
  const endless = Object.defineProperty(episode('2', 'Frost'), 'segments', forever)
  const guard = (work: () => void) => interruptible(work, 200)
  const library = createLibrary(showOf(episode('1', 'Fog'), endless), '2026-01-01', guard)
  expect(library.episodes.map(({ id }) => id)).toEqual(['1'])
  expect(library.problems).toMatchObject([{ file: '2.md', message: expect.stringContaining('timed out') }])
})
