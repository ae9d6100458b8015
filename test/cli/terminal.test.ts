import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { answerBatch, answerOnce, converse } from '../../src/cli/terminal.ts'
import { createApp } from '../../src/commands/app.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { MAIN, until } from '../loopback/bot.ts'

const library = createLibrary(
  showOf(
    episode('7', 'The fog horn', {
      segments: said(`
        Ada: The fog horn runs on compressed air from a tank in the cellar.
        Ada: A bulb lasts about a year.`),
      resources: [{ url: 'https://example.com/horns', label: 'A history of fog horns' }],
    }),
  ),
  '2024-02-01',
)
const app = createApp(() => library)

/** What a batch of lines prints, a value a line. */
async function batch(lines: string, top = 10): Promise<unknown[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'shownotes-')), 'questions.jsonl')
  writeFileSync(file, lines)
  const output = new PassThrough()
  await answerBatch(file, { library, embeddings: undefined }, top, output)
  output.end()
  return (await text(output))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

test('answers each line of a batch in order, with everything found', async () => {
  const answers = await batch(
    [
      '{"id":"q1","command":"ask","q":"does the fog horn run on compressed air from a tank?"}',
      '{"id":"q2","command":"resources","q":"fog horns"}',
      '{"id":3,"command":"episode","q":"007"}',
      '{"id":"q4","command":"episode","q":"pizza"}',
      '{"id":"q5","command":"ask","q":"pizza"}',
    ].join('\r\n'),
  )
  expect(answers).toEqual([
    {
      id: 'q1',
      command: 'ask',
      ms: expect.any(Number),
      confidence: 'sure',
      score: expect.any(Number),
      episodes: [{ id: '7', score: expect.any(Number) }],
      passages: [
        {
          episode: '7',
          start: 0,
          end: 20,
          text: 'The fog horn runs on compressed air from a tank in the cellar. A bulb lasts about a year.',
          url: 'https://youtu.be/video-7',
        },
      ],
    },
    {
      id: 'q2',
      command: 'resources',
      ms: expect.any(Number),
      resources: [{ url: 'https://example.com/horns', label: 'A history of fog horns', episodes: ['7'] }],
    },
    { id: 3, command: 'episode', ms: expect.any(Number), episode: '7' },
    { id: 'q4', command: 'episode', ms: expect.any(Number), episode: null },
    { id: 'q5', command: 'ask', ms: expect.any(Number), confidence: 'nothing', score: 0, episodes: [], passages: [] },
  ])
})

test('answers a bad line with an error, and goes on', async () => {
  const answers = await batch(
    '{"id":"q1","command":"dance","q":"?"}\nnot json\n{"id":"q3","command":"episode","q":"7"}\n',
  )
  expect(answers).toEqual([
    { id: 'q1', error: expect.stringContaining('command') },
    { line: 2, error: expect.stringContaining('not JSON') },
    { id: 'q3', command: 'episode', ms: expect.any(Number), episode: '7' },
  ])
})

test('answers lines from a pipe in order', async () => {
  const input = new PassThrough()
  const output = new PassThrough()
  input.end('/episode 7\n\ndoes the fog horn run on compressed air from a tank?\n')
  await converse({ app, input, output, json: true })
  output.end()
  const replies = (await text(output))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).outcome)
  expect(replies).toEqual(['found', 'sure'])
})

/** What a terminal of this width shows for these lines, and the pages that it opens. */
async function typed(lines: readonly string[], columns: number, of = app) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  Object.assign(input, { isTTY: true, setRawMode: () => {} })
  Object.assign(output, { isTTY: true, columns, hasColors: () => false })
  const opened: string[] = []
  const openPage = async (url: string) => opened.push(url)
  input.end(`${lines.join('\n')}\n`)
  await converse({ app: of, input, output, json: false, openPage })
  output.end()
  const shown = stripVTControlCharacters(await text(output)).replaceAll('\r', '')
  return { shown, opened }
}

const many = createLibrary(
  showOf(
    ...Array.from({ length: 30 }, (_, i) =>
      episode(`${i + 1}`, `Night ${i + 1}`, {
        publishedOn: `2023-01-${String(i + 1).padStart(2, '0')}`,
        summary: [{ text: `A night with a long and winding story about fog, soup and the stairs of tower ${i + 1}.` }],
        resources: [{ url: `https://example.com/${i + 1}`, label: `Chart ${i + 1}` }],
      }),
    ),
  ),
  '2024-02-01',
)

test('wraps a terminal’s lines between words', async () => {
  const { shown } = await typed(['/episode 7', 'does the fog horn run on compressed air from a tank?'], 40)
  const long = shown
    .split('\n')
    .slice(shown.split('\n').indexOf('› > The fog horn runs on compressed air'))
    .filter(line => line.length > 40 && !line.includes('http'))
  expect(long).toEqual([])
  expect(shown).toContain('> The fog horn runs on compressed air\n> from a tank in the cellar.')
})

test('a number opens an episode, a link or a button, and more and page turn pages', async () => {
  const nights = createApp(() => many)
  const { shown, opened } = await typed(
    ['/latest', '2', '/latest', 'more', 'page 1', '/resources chart', '1'],
    80,
    nights,
  )
  const at = (words: string) => shown.indexOf(words)
  expect(shown).toContain('2 Episode 29: Night 29')
  expect(at('Chart 29 <')).toBeGreaterThan(at('2 Episode 29: Night 29'))
  expect(shown).toMatch(/page 2 of \d/)
  expect(shown.split(/page 1 of \d/).length).toBeGreaterThan(2)
  expect(opened).toEqual([expect.stringMatching(/^https:\/\/example\.com\/\d+$/)])
})

test('a question follows on from the reply before it', async () => {
  const isCard = ({ shown }: { shown: string }) => shown.includes('Ask about this episode')
  expect(isCard(await typed(['what does the fog horn run on?', 'which episode was that?'], 80))).toBe(true)
  expect(isCard(await typed(['what does the fog horn run on?', '/ask which episode was that?'], 80))).toBe(false)
})

test('a question about one episode is begun in the prompt', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  Object.assign(input, { isTTY: true, setRawMode: () => {} })
  Object.assign(output, { isTTY: true, columns: 120, hasColors: () => false })
  let shown = ''
  output.on('data', chunk => {
    shown += stripVTControlCharacters(String(chunk))
  })
  const conversing = converse({ app, input, output, json: false })
  const sees = (words: string) => until(() => shown.includes(words))
  input.write('/episode 7\n')
  await sees('3 Ask about this episode')
  input.write('3\n')
  await sees('/ask episode:7 question:')
  input.write('how long does a bulb last?\n')
  await sees('A bulb lasts about a year.')
  input.end()
  await conversing
})

test('help in a terminal speaks of the terminal', async () => {
  const { shown } = await typed(['/help'], 80)
  expect(shown).toContain('page 2')
  expect(shown).not.toMatch(/Apps|[Mm]ention me/)
})

test('escapes control characters of a show', async () => {
  const evil = createLibrary(showOf(episode('1', 'Beep\u001b]0;owned\u0007 \u202eboop\u001b[2J')), '2024-02-01')
  const output = new PassThrough()
  await answerOnce('/episode 1', { app: createApp(() => evil), input: new PassThrough(), output, json: false })
  expect(output.read().toString().replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
})

test('prints answers to stdout, and failures to stderr with exit code 1', {
  timeout: 60_000,
}, async () => {
  const answer = await run('ask', '--json', '/episode 64')
  expect(JSON.parse(answer.stdout).outcome).toBe('found')
  expect(answer).toMatchObject({ stderr: '', code: 0 })
  const fault = await run('ask', '--content', 'no/such/folder', 'hello')
  expect(fault.stderr).toContain('no/such/folder')
  expect(fault).toMatchObject({ stdout: '', code: 1 })
})

async function run(...words: string[]) {
  const child = spawn(process.execPath, [MAIN, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(resolve => child.on('close', resolve)),
  ])
  return { stdout, stderr, code }
}
