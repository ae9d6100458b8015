import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import type { Segment, Show } from '../../src/content/types.ts'
import { deserializeLibrary, serializeLibrary, VERSION } from '../../src/search/frozen.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { answersTo, relatedIn } from './answers.ts'

const folder = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const shows = await Promise.all(['lighthouse', 'sourdough'].map(async name => (await readShow(folder(name))).show))

describe.each(shows)('$name, frozen and thawed', show => {
  const library = createLibrary(show, '2026-01-01')
  const thawed = deserializeLibrary(serializeLibrary(library))
  const texts = library.episodes.flatMap(({ title, summary, resources, segments }) => [
    title,
    ...[...summary, ...segments].map(({ text }) => text),
    ...resources.flatMap(({ label, context = '' }) => [label, context]),
  ])
  const words = [...library.vocabulary.counts.keys()]

  test('answers all that it says itself, and what its words make by chance, exactly as before', () => {
    expect(texts.length).toBeGreaterThan(20)
    for (const text of ['', '???', 'kraken sonar', '#4', ...texts]) {
      expect(answersTo(thawed, text)).toEqual(answersTo(library, text))
    }
    const typo = (word: string) => word.slice(0, 2) + word.slice(3)
    const some = fc.array(fc.constantFrom(...words, ...words.filter(word => word.length > 6).map(typo)), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(some, chosen => {
        const question = chosen.join(' ')
        expect(answersTo(thawed, question)).toEqual(answersTo(library, question))
      }),
      { numRuns: 100 },
    )
    expect(relatedIn(thawed)).toEqual(relatedIn(library))
  }, 60_000)

  test('is the same show, and freezes to the same bytes again', () => {
    expect(thawed.show).toEqual(library.show)
    expect(thawed.directory).toEqual(library.directory)
    expect(Buffer.compare(serializeLibrary({ ...thawed }), serializeLibrary(library))).toBe(0)
  })

  test('is read from wherever its bytes lie', () => {
    const bytes = serializeLibrary(library)
    for (const at of [0, 3, 8]) {
      const larger = Buffer.alloc(bytes.length + 13)
      larger.set(bytes, at)
      const moved = deserializeLibrary(larger.subarray(at, at + bytes.length))
      const title = library.episodes[0]?.title ?? ''
      expect(answersTo(moved, title)).toEqual(answersTo(library, title))
    }
  })
})

const segment: fc.Arbitrary<Segment> = fc.record(
  {
    start: fc.double({ min: 0, max: 1e5, noNaN: true }),
    end: fc.double({ min: 0, max: 1e5, noNaN: true }),
    speaker: fc.constantFrom('Ada', 'Bob', '', '🗼'),
    voice: fc.constantFrom('Ada', 'spk_0'),
    text: fc.string({ unit: 'grapheme' }),
  },
  { requiredKeys: ['text'] },
)

test('whatever was said comes back word for word', () => {
  fc.assert(
    fc.property(fc.array(fc.array(segment)), transcripts => {
      const show = showOf(...transcripts.map((segments, i) => episode(String(i), `Fog ${i}`, { segments })))
      expect(deserializeLibrary(serializeLibrary(createLibrary(show, '2026-01-01'))).show).toEqual(show)
    }),
    { numRuns: 200 },
  )
}, 60_000)

test('words that are nothing but signs come back too', () => {
  const library = createLibrary(showOf(episode('1', '❤️')), '2026-01-01')
  expect(library.vocabulary.counts.size).toBe(1)
  expect(deserializeLibrary(serializeLibrary(library)).vocabulary.counts).toEqual(library.vocabulary.counts)
})

test.each<[string, Show]>([
  ['without an episode', showOf()],
  ['without a word', showOf(episode('1', ''))],
  ['that begins with a byte order mark', showOf(episode('1', 'Fog', { segments: [{ text: '\ufeffIt clears.' }] }))],
  ['with an episode still to come', showOf(episode('1', 'Fog'), episode('2', 'Frost', { publishedOn: '2031-01-01' }))],
  [
    'whose links two episodes share',
    showOf(
      ...['1', '2'].map(id =>
        episode(id, 'Fog', { resources: [{ url: 'https://fog.example/a', label: `Fog ${id}` }] }),
      ),
    ),
  ],
  ['that says one word very often', showOf(episode('1', 'Fog', { segments: said(`Ada: ${'fog '.repeat(70_000)}`) }))],
])('a show %s comes back', (_, show) => {
  const library = createLibrary(show, '2026-01-01')
  const thawed = deserializeLibrary(serializeLibrary(library))
  expect(thawed.show).toEqual(show)
  expect(thawed.episodes).toEqual(library.episodes)
  for (const words of ['fog', 'frost', '']) expect(answersTo(thawed, words)).toEqual(answersTo(library, words))
})

const files: Readonly<Record<string, string>> = {
  'show.md': '---\nname: Wick\nsynonyms:\n  pilot: harbour guide\n---\nTwo keepers and a kettle.\n',
  '1.md': `---
episode: 1
title: Who trims the wicks?
publish_date: 2024-01-02
youtube_id: AAAAAAAAAAA
---
Wicks, trimmed at dusk and at NavLight’s café: one keeper’s chores, and why c++ or .net will not do them.

00:00 - Dusk
12:30 - The second watch

Links:

- The [guide to wicks](https://wick.example/Guide?utm_source=x#trim), and a [video](https://youtu.be/BBBBBBBBBBB)
`,
  '1.vtt': `WEBVTT

00:00.000 --> 00:04.500
<v Ada>Nav light after nav light, the wicks were trimmed by the keepers' own hands.

00:04.500 --> 00:09.000
<v Bob>And NavLight, the company, never sent navlight parts in time?
`,
}

test('the version is raised when a show is written down in another way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const { show } = await readShow(folder)
  const hash = createHash('sha256').update(serializeLibrary(createLibrary(show, '2026-01-01')))
  // Another hash? Then files written before would answer by old rules: raise VERSION, and write down both anew.
  expect([VERSION, hash.digest('hex').slice(0, 16)]).toEqual([2, '82cef76a30874105'])
})
