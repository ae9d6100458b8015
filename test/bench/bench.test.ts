import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { seeded } from '../../src/evaluation/statistics.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { linksOf, linkText, passages } from './documents.ts'
import { grown } from './grown.ts'
import { growthTable, measureGrowth } from './growth.ts'
import { peersAreInstalled } from './peers.ts'
import { linkSuccess, success } from './success.ts'
import { table } from './table.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

test('passages overlap by half, and the last one holds the last word', () => {
  const spoken = Array.from({ length: 250 }, (_, i) => `w${i}`)
  const [written, ...heard] = passages(episode('1', 'Fog', { segments: said(`Ada: ${spoken.join(' ')}`) }))
  expect(written).toBe('Fog')
  expect(heard.map(text => [text.split(' ')[0], text.split(' ').length])).toEqual([
    ['w0', 160],
    ['w80', 160],
    ['w160', 90],
  ])
  expect(passages(episode('1', 'Fog', { segments: said(`Ada: ${spoken.slice(0, 160).join(' ')}`) }))).toHaveLength(2)
})

test('only a direct answer in the first episode counts as right', () => {
  const asks = (id: string, grade: number) =>
    ({ kind: 'ask', id, q: '?', at: '', style: 'question', gold: [{ episode: '7', grade }] }) as const
  expect(success([asks('a', 2), asks('b', 2), asks('c', 1), asks('d', 2)], [['7'], ['3', '7'], ['7'], []])).toBe(0.25)
})

test('the table compares every row with the first, and calls them the same if they nearly are', () => {
  const first = { name: 'Ours', build: 2000, bytes: 20e6, median: 3, p99: 12, success: 0.9 }
  const peer = { name: 'Peer', build: 1000, bytes: 50e6, median: 42, p99: 12.6, success: 0.6321 }
  expect(
    table([first, peer])
      .split('\n')
      .slice(2)
      .map(line => line.replaceAll(/ +/g, ' ')),
  ).toEqual([
    '| Ours | 2000 ms | 20 MB | 3.0 ms | 12 ms | 0.900 |',
    '| Peer | 1000 ms (2.0× faster) | 50 MB (2.5× more) | 42 ms (14× slower) | 13 ms (same) | 0.632 |',
  ])
})

test('the first link that counts must be one asked for; what does no harm is passed over', () => {
  const lookUp = (gold: string) =>
    ({
      kind: 'resources',
      id: gold,
      at: 'questions:1',
      q: '?',
      gold: [gold],
      alsoOk: ['https://fine.example'],
    }) as const
  const found = ['https://fine.example/', 'http://www.lens.example/', 'https://fog.example']
  expect(linkSuccess([lookUp('https://lens.example'), lookUp('https://fog.example')], [found, found])).toBe(0.5)
  expect(linkSuccess([lookUp('https://lens.example')], [[]])).toBe(0)
})

test('others get each link once, with all that episodes say of it', () => {
  const horn = { url: 'https://horn.example', label: 'Horns' }
  const episodes = [
    episode('1', 'Fog', { resources: [{ ...horn, context: 'A book about Horns' }] }),
    episode('2', 'Frost', { resources: [{ ...horn, url: 'http://horn.example/' }] }),
  ]
  expect(linksOf(episodes).map(linkText)).toEqual([
    ['Horns', 'A book about Horns', 'Horns', 'http://horn.example/', 'Fog', 'Frost'].join('\n'),
  ])
})

const lighthouse = path('../fixtures/lighthouse')

const SEARCHES = [
  'Shownotes',
  'Shownotes, whole answer',
  'MiniSearch defaults, episodes',
  'MiniSearch defaults, passages',
  'SQLite FTS5, episodes',
  'lunr, episodes',
  'FlexSearch defaults, passages',
  'Orama defaults, passages',
]
const LOOK_UPS = ['Shownotes', 'MiniSearch defaults', 'SQLite FTS5', 'lunr', 'FlexSearch defaults', 'Orama defaults']

test('measures all of it on a small show', async ({ skip }) => {
  skip(!peersAreInstalled(), 'the peers are not installed; `npm run bench` installs them')
  const questions = join(mkdtempSync(join(tmpdir(), 'bench-')), 'questions.jsonl')
  const lines = [
    { id: 1, q: 'how did they clean the Fresnel lens?', gold: [{ episode: 4, grade: 2 }] },
    { id: 2, q: 'AND: "what does* a foghorn say"?', gold: [{ episode: 3, grade: 2 }] },
    { id: 3, q: '???', kind: 'chatter' },
    { id: 4, q: 'a history of herring', gold: ['https://fish.example/Herring/'] },
  ]
  writeFileSync(questions, lines.map(line => JSON.stringify(line)).join('\n'))
  const little = ['--rounds', '1', '--sizes', '1', '--seconds', '1', '--asks', '40']
  const program = ['--import', import.meta.resolve('tsx'), path('main.ts')]
  const words = [...program, '--content', lighthouse, '--questions', questions, ...little]
  const { stdout } = await promisify(execFile)(process.execPath, words)
  expect(stdout).toContain('Blink: 10 episodes; ')
  expect(stdout).toContain('3 questions, 2 with an answer')
  const rows = stdout.split('\n').filter(line => / S@1 |MB.* ms.* ms/.test(line))
  const [searches, lookUps] = [rows.slice(1, 9), rows.slice(10, 16)]
  expect(searches.map(row => row.split('|')[1]?.trim())).toEqual(SEARCHES)
  expect(lookUps.map(row => row.split('|')[1]?.trim())).toEqual(LOOK_UPS)
  for (const row of [...searches, ...lookUps]) expect(row).toMatch(/\d ms.* MB.* ms.* ms.*\| [01]\.\d{3} +\|$/)
  const success = searches.map(row => Number(row.split('|')[6]))
  expect(success.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 1])
  // With their defaults, the other two need not find both.
  expect(Math.min(...success)).toBeGreaterThanOrEqual(0.5)
  expect(stdout).toMatch(/^\| 1× \| \d+ \|/m)
  for (const connections of [1, 32, 256])
    expect(stdout).toMatch(new RegExp(`^\\| ${connections} (\\| [\\d,]+ per second, \\d+ ms ){3}\\|$`, 'm'))
  expect(stdout).toMatch(/uses \d+ MB of heap and \d+ MB in total after 40 questions, and \d+ MB of heap/)
  expect(stdout).toMatch(/^\| a discord\.js handler that replies with one word \| [1-9]\d* \|/m)
}, 240_000)

test('a grown show is as long as it is said to be, in the words of the show alone', () => {
  const show = showOf(
    episode('1', 'Fog', { segments: said('Ada: The horn runs on air.\nBob: And  the lamp?') }),
    episode('2', 'Frost', { resources: [{ url: 'https://frost.example', label: 'On frost' }] }),
  )
  const large = grown(show, 3, seeded(1))
  expect(large.episodes.map(({ id }) => id)).toEqual(['1', '2', '1-1', '2-1', '1-2', '2-2'])
  const words = new Set('The horn runs on air. And the lamp?'.split(' '))
  for (const { segments } of large.episodes.filter(({ id }) => id.startsWith('1'))) {
    expect(segments.map(({ text }) => text.split(/\s+/).length)).toEqual([5, 3])
    expect(segments.flatMap(({ text }) => text.split(/\s+/)).filter(word => !words.has(word))).toEqual([])
  }
  expect(grown(show, 3, seeded(1))).toEqual(large)
})

test('measures a small show at two sizes', async () => {
  const times = await measureGrowth(path('../fixtures/sourdough'), '2026-01-01', ['how warm is the starter?'], [1, 4])
  expect(times.map(size => size.times)).toEqual([1, 4])
  expect(times[1]?.passages).toBeGreaterThan(3 * (times[0]?.passages ?? 0))
  expect(growthTable(times).split('\n')[3]).toMatch(
    /^\| 4× \| \d+ \| .* s \| .* MB \| \d+ ms \| .* MB \|( .* \/ \d+ ms \|){2}$/,
  )
}, 60_000)
