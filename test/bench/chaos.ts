import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startDiscord } from '../loopback/discord.ts'
import { asCommand } from '../loopback/interaction.ts'
import { buildBot } from './bot/build.ts'
import { quantile } from './measure.ts'

/**
 * `npm run bench:chaos -- [--minutes N]` asks the built bot twenty questions a second on a Discord on this machine, while
 * its content is edited, hostile files come and go, files are cut short as on a full disk, its connection is cut, and
 * responses to its requests never end. Prints a table for `docs/operations.md`.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } })
const durationMs = Number(values.minutes) * 60_000

const EPISODES = 60
/** Those below are only read, so what is asked about them has one right answer all the time. */
const FIRST_EDITED = 40
const QUESTIONS_PER_SECOND = 20
/** Discord gives up after three seconds. A question that waits while the bot reconnects is late, but not lost. */
const PATIENCE_MS = 20_000
const DISCORD_MS = 3000

const WORDS = ['tide', 'beacon', 'mooring', 'lantern', 'harbour', 'rigging', 'current', 'signal', 'keel', 'anchor']

/** An invented word for each episode, which no other episode has: `zandorim`. */
const nameOf = (id: number): string =>
  `${['zan', 'bel', 'tor', 'mik', 'ruv', 'pol', 'dax', 'fen'][id % 8]}${['dorim', 'quist', 'valun', 'hesp', 'lorak', 'mibe', 'tuzo', 'wynd'][Math.floor(id / 8)]}`

const titleOf = (id: number): string => `The ${nameOf(id)} story`

function episode(id: number, edition = 0): string {
  const lines = Array.from({ length: 30 }, (_, i) => `The ${WORDS[(id + i) % 10]} ${i} of edition ${edition} was calm.`)
  return `---\nepisode: ${id}\ntitle: ${titleOf(id)}\ndate: 2024-01-01\n---\n\n${nameOf(id)} explains the ${WORDS[id % 10]}.\n\n${lines.join('\n\n')}\n`
}

const transcript = (id: number, edition = 0): string =>
  JSON.stringify({
    speakers: { a: 'Ada' },
    segments: Array.from({ length: 400 }, (_, i) => ({
      speakerLabel: 'a',
      start: i * 5,
      end: i * 5 + 5,
      text: `Edition ${edition}, and the ${WORDS[(id * i) % 10]} met the ${WORDS[(id + i) % 10]} at noon.`,
    })),
  })

const head = (id: number): string => `---\nepisode: ${id}\ntitle: Hostile ${id}\n---\n`

/** Each took seconds or gigabytes, or ended the program. */
const HOSTILE: readonly (readonly [file: string, text: () => string])[] = [
  ['901.md', () => `${head(901)}${'a\n==\n'.repeat(5500)}`],
  ['902.md', () => `${head(902)}${'\n\n>'.repeat(8000)}`],
  ['903.md', () => `${head(903)}${'|-|\n> '.repeat(2000)}`],
  ['904.md', () => `---\n${Array.from({ length: 3000 }, (_, i) => `k${i}: "a`).join('\n')}\n---\n`],
  ['transcripts/41.json', () => `[${'0,'.repeat(2_000_000)}0]`],
  ['transcripts/42.json', () => '['.repeat(20_000_000)],
  ['transcripts/43.json', () => JSON.stringify([{ start: 0, end: 9, text: 'word '.repeat(300_000) }])],
  ['transcripts/44.vtt', () => `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<b>'.repeat(50_000)}x`],
  ['905.md', () => '\u0000\ufffd'.repeat(10_000)],
]

const folder = await mkdtemp(join(tmpdir(), 'chaos-'))
const content = join(folder, 'content')
await mkdir(join(content, 'transcripts'), { recursive: true })
const write = (file: string, text: string) => writeFile(join(content, file), text)
for (let id = 1; id <= EPISODES; id++) {
  await write(`${id}.md`, episode(id))
  await write(`transcripts/${id}.json`, transcript(id))
}

let stalled = 0
let isStalling = false
const discord = await startDiscord({
  firstResponseMs: PATIENCE_MS,
  heartbeatMs: 5000,
  // Discord takes the answer, but its response never ends.
  instead: ({ path }, usual) => {
    if (!isStalling || !path.endsWith('/callback') || stalled++ % 10 !== 0) return undefined
    return Promise.resolve({ ...usual(), endless: true })
  },
})
const built = buildBot(content)
const probe = fileURLToPath(new URL('probe.js', import.meta.url))
const bot = spawn(process.execPath, ['--import', probe, built.main, 'start'], {
  cwd: folder,
  env: {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    EMBEDDINGS: 'off',
    CONTENT_DIR: content,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
  },
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
})
const events = new Map<string, number>()
let ended: number | null | undefined
bot.once('exit', code => {
  ended = code
})
await new Promise<void>(resolve => {
  createInterface(bot.stdout as Readable).on('line', text => {
    const { event } = JSON.parse(text) as { event: string }
    events.set(event, (events.get(event) ?? 0) + 1)
    if (event === 'ready') resolve()
  })
})

type Sample = {
  readonly at: number
  readonly rss: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}
const samples: Sample[] = []
const began = performance.now()
const loads: number[] = []
bot.on('message', sample => {
  samples.push({ at: performance.now() - began, ...(sample as Omit<Sample, 'at'>) })
  loads.push(loadavg()[0] ?? 0)
})
const isOver = (): boolean => performance.now() - began > durationMs || ended !== undefined

let [asked, wrong, unanswered, late] = [0, 0, 0, 0]
const times: number[] = []
const firstWrong: string[] = []

async function ask(n: number): Promise<void> {
  const id = 1 + (n % (FIRST_EDITED - 1))
  const question = `what does ${nameOf(id)} explain?`
  // A new person each time, since a person may not ask this often.
  const by = String(900_000_000_000_000_000n + BigInt(n))
  const from = performance.now()
  try {
    const { data } = await discord.send(asCommand('ask', { question }, { by }))
    const ms = performance.now() - from
    times.push(ms)
    if (ms > DISCORD_MS) late++
    const said = JSON.stringify(data)
    if (said.includes(titleOf(id))) return
    wrong++
    firstWrong.push(`${question} ${said.slice(0, 300)}`)
  } catch {
    unanswered++
  }
}

async function askAll(): Promise<void> {
  const waiting: Promise<void>[] = []
  for (let n = 0; !isOver(); n++) {
    const wait = began + (n * 1000) / QUESTIONS_PER_SECOND - performance.now()
    if (wait > 0) await setTimeout(wait)
    asked++
    waiting.push(ask(n))
  }
  await Promise.all(waiting)
}

const count = new Map<string, number>()
const did = (what: string): void => void count.set(what, (count.get(what) ?? 0) + 1)

async function edit(): Promise<void> {
  for (let n = 1; !isOver(); n++) {
    const id = FIRST_EDITED + (n % (EPISODES - FIRST_EDITED))
    await write(`${id}.md`, episode(id, n))
    if (n % 3 === 0) await write(`transcripts/${id}.json`, transcript(id, n))
    // A disk that fills up leaves half a file, or none of it.
    if (n % 5 === 0) {
      await truncate(join(content, `${id}.md`), n % 2 === 0 ? 0 : 60)
      did('Files cut short')
    }
    did('Edits')
    await setTimeout(2000)
  }
}

async function attack(): Promise<void> {
  while (!isOver()) for (const hostile of HOSTILE) await attackWith(hostile)
}

async function attackWith([file, text]: (typeof HOSTILE)[number]): Promise<void> {
  if (isOver()) return
  await write(file, text())
  did('Hostile files')
  await setTimeout(8000)
  const id = /transcripts\/(\d+)\.json/.exec(file)?.[1]
  if (id === undefined) await rm(join(content, file))
  else await write(file, transcript(Number(id)))
  await setTimeout(2000)
}

async function disturb(): Promise<void> {
  for (let n = 0; !isOver(); n++) {
    await setTimeout(15_000)
    if (n % 2 === 0) {
      discord.gateway.drop(n % 4 === 0 ? 1006 : 4000)
      did('Disconnects')
    } else {
      isStalling = true
      await setTimeout(5000)
      isStalling = false
    }
  }
}

await Promise.all([askAll(), edit(), attack(), disturb()])
const survived = ended === undefined
bot.kill('SIGTERM')
await new Promise(resolve => (ended === undefined ? bot.once('exit', resolve) : resolve(undefined)))
built.remove()
await rm(folder, { recursive: true })

const megabytes = (some: readonly Sample[]): number =>
  quantile(
    0.5,
    some.map(({ rss }) => rss),
  ) / 1e6
const fiveMinutes = Math.min(5 * 60_000, durationMs / 3)
const atFirst = megabytes(samples.filter(({ at }) => at < fiveMinutes))
const atLast = megabytes(samples.filter(({ at }) => at > durationMs - fiveMinutes))
const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`
const whole = (value: number): string => value.toLocaleString('en')
const rows: readonly (readonly [string, string])[] = [
  ['Duration', `${values.minutes} minutes`],
  ['Questions', whole(asked)],
  ['Wrong answers', whole(wrong)],
  ['Unanswered', whole(unanswered)],
  ['Answered after more than 3 seconds', whole(late)],
  ['Time to answer, p50 / p99 / max', [0.5, 0.99, 1].map(q => ms(quantile(q, times))).join(' / ')],
  [
    'Event-loop delay, p50 / p99 / max',
    [median('p50'), median('p99'), Math.max(...samples.map(({ max }) => max))].map(ms).join(' / '),
  ],
  [
    'Memory (RSS), first minutes / last minutes',
    `${atFirst.toFixed(0)} MB / ${atLast.toFixed(0)} MB (${((100 * atLast) / atFirst - 100).toFixed(0)} %)`,
  ],
  ...[...count].map(([what, n]) => [what, whole(n)] as const),
  ['Responses that never ended', whole(Math.ceil(stalled / 10))],
  ['Load average of the machine, median', `${quantile(0.5, loads).toFixed(1)} on ${cpus().length} processors`],
]
process.stdout.write(`| | |\n| --- | --- |\n${rows.map(cells => `| ${cells.join(' | ')} |`).join('\n')}\n`)
process.stderr.write(`${JSON.stringify(Object.fromEntries(events))}\n${firstWrong.slice(0, 3).join('\n')}\n`)
if (wrong + unanswered > 0 || !survived || atLast > 1.2 * atFirst) process.exitCode = 1
await discord.close()
process.exit()

function median(field: 'p50' | 'p99'): number {
  return quantile(
    0.5,
    samples.map(sample => sample[field]),
  )
}
