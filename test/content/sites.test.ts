import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import { inWords, resourcesOf, summaryOf } from './folder.ts'

/** Reads a site of a generator outside of this repository, whose own configuration it would find otherwise. */
async function readSite(name: string, below = '') {
  const folder = await mkdtemp(join(tmpdir(), 'site-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp(join(import.meta.dirname, '..', 'fixtures', 'sites', name), join(folder, name), { recursive: true })
  return readShow(join(folder, name, below))
}

const MUSEUM = 'The museum of horns → https://horns.example/museum'
const SHORT = 'museum → https://horns.example/museum'

type Row = readonly [id: string, title: string, day: string | undefined, speaker?: string]

describe('a site is read from its root, with every episode and no other page', () => {
  test.each<
    readonly [site: string, name: string, home: string | undefined, rows: readonly Row[], links: readonly string[]]
  >([
    [
      'jekyll',
      'Fog Signals',
      'https://fog.example',
      [
        ['1', 'Fog horns', '2024-01-05', 'Ada'],
        ['2', 'Bell buoys', '2024-02-09'],
      ],
      [MUSEUM],
    ],
    [
      'hugo',
      'Salt & Oil',
      'https://salt.example',
      [
        ['1', 'Fog horns', '2024-01-05', 'ADA'],
        ['2', 'Bell buoys', '2024-02-09'],
      ],
      [MUSEUM],
    ],
    [
      'astro',
      'keepers-log',
      undefined,
      [
        ['1', 'Fog horns', '2021-07-15', 'Ada'],
        ['2', 'Bell buoys', '2021-08-03'],
      ],
      [SHORT],
    ],
    [
      'eleventy',
      'Two Keepers',
      'https://two.example',
      [
        ['1', 'Fog horns', '2024-01-05', 'Ada'],
        ['2', 'Bell buoys', '2024-02-09'],
      ],
      [MUSEUM],
    ],
    [
      'gatsby',
      'horns-and-bells',
      undefined,
      [
        ['S1E1', 'Fog horns', '2024-01-05', 'Ada'],
        ['S2E1', 'Bell buoys', '2024-02-09'],
      ],
      [SHORT],
    ],
    [
      'pelican',
      'Rook Rock Radio',
      'https://rook.example',
      [
        ['1', 'Fog horns: a farewell', '2024-01-05', 'Ada Lund'],
        ['2', 'Bell buoys', '2024-02-09'],
      ],
      [SHORT],
    ],
    [
      'by-hand',
      'by-hand',
      undefined,
      [
        ['1', 'Fog horns', undefined, 'ADA'],
        ['2', 'Bell buoys', '2024-02-09'],
      ],
      [MUSEUM],
    ],
  ])('%s', async (site, name, home, rows, links) => {
    const { show, problems } = await readSite(site)
    expect([show.name, show.site]).toEqual([name, home])
    expect(
      show.episodes.map(({ id, title, publishedOn, segments: [first] }) => [
        id,
        title,
        publishedOn,
        ...(first?.speaker === undefined ? [] : [first.speaker]),
      ]),
    ).toEqual(rows)
    const [{ segments = [] } = {}] = show.episodes
    expect([segments[0]?.start, segments[0]?.text]).toEqual([5, 'The horn could be heard for nine miles.'])
    expect(show.episodes.flatMap(resourcesOf)).toEqual(links)
    expect(show.episodes.flatMap(summaryOf).join('\n')).toMatch(
      /^Why the horns fell silent\.[^{}]*\nWhat the sea rings, and for whom\.[^{}]*$/,
    )
    expect(problems.filter(({ severity }) => severity === 'error').map(inWords)).toEqual([])
  })
})

test.each([
  ['jekyll', '_episodes', 'Fog Signals'],
  ['hugo', 'content/episodes', 'Salt & Oil'],
  ['astro', 'src/content/podcast', 'keepers-log'],
  ['pelican', 'content', 'Rook Rock Radio'],
])('the episodes of %s alone, in %s, have the name of their site', async (site, folder, name) => {
  const { show } = await readSite(site, folder)
  expect(show.name).toBe(name)
  expect(show.episodes.map(({ title }) => title)).toContain('Bell buoys')
})

test('what is no episode is skipped with its reason', async () => {
  const { skipped } = await readSite('gatsby')
  expect(skipped).toEqual([
    { file: 'content/pages/imprint.md', reason: 'the episodes are in “content/episodes”' },
    { file: 'src/pages/404.md', reason: 'the episodes are in “content/episodes”' },
  ])
})
