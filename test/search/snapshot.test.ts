import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import type { Show } from '../../src/content/types.ts'
import { createLibrary, type Library } from '../../src/search/library.ts'
import { loadSnapshot, SNAPSHOT_VERSION, snapshotOf } from '../../src/search/snapshot.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { answersTo, relatedIn } from './answers.ts'

const folder = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const shows = await Promise.all(['lighthouse', 'sourdough'].map(async name => (await readShow(folder(name))).show))

/** A library as it comes back from a file. */
const reloaded = (library: Library): Promise<Library> =>
  loadSnapshot(deserialize(serialize(snapshotOf(library))), library.show)

describe.each(shows)('$name, loaded from a snapshot', show => {
  const library = createLibrary(show, '2026-01-01')
  let loaded = library
  beforeAll(async () => {
    loaded = await reloaded(library)
  })
  const texts = library.episodes.flatMap(({ title, summary, resources, segments }) => [
    title,
    ...[...summary, ...segments].map(({ text }) => text),
    ...resources.flatMap(({ label, context = '' }) => [label, context]),
  ])

  test('answers everything that the show says, exactly as before', () => {
    expect(texts.length).toBeGreaterThan(20)
    for (const text of ['', '???', 'kraken sonar', '#4', ...texts]) {
      expect(answersTo(loaded, text)).toEqual(answersTo(library, text))
    }
    expect(relatedIn(loaded)).toEqual(relatedIn(library))
  })

  test('answers words of the show in any order, misspelt ones too, exactly as before', () => {
    const words = Array.from(library.vocabulary.entries(), ([word]) => word)
    const misspelt = words.filter(word => word.length > 6).map(word => word.slice(0, 2) + word.slice(3))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...misspelt), { maxLength: 12 }), chosen => {
        const question = chosen.join(' ')
        expect(answersTo(loaded, question)).toEqual(answersTo(library, question))
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})

test.each<[string, Show]>([
  ['without an episode', showOf()],
  ['without a word', showOf(episode('1', ''))],
  ['whose words are only symbols', showOf(episode('1', '❤️'))],
  ['that says __proto__ and constructor', showOf(episode('__proto__', '__proto__ constructor'))],
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
])('a show %s comes back', async (_, show) => {
  const library = createLibrary(show, '2026-01-01')
  const loaded = await reloaded(library)
  expect(loaded.episodes).toEqual(library.episodes)
  for (const words of ['fog', 'frost', 'constructor', '']) {
    expect(answersTo(loaded, words)).toEqual(answersTo(library, words))
  }
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

test('the version is raised when the same show is indexed differently', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const { show } = await readShow(folder)
  const snapshot = snapshotOf(createLibrary(show, '2026-01-01'))
  const hash = createHash('sha256').update(JSON.stringify(snapshot))
  // Another hash? Then old files would be read by new rules: raise SNAPSHOT_VERSION, and change both figures here.
  expect([SNAPSHOT_VERSION, hash.digest('hex').slice(0, 16)]).toEqual([7, '5a41316c2da48f3f'])
})
