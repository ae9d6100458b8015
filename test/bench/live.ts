import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createApp } from '../../src/commands/app.ts'
import { buildLibrary } from '../../src/operations/index-worker.ts'
import { liveLibrary } from '../../src/operations/live-library.ts'
import { plainText } from '../../src/reply/plain-text.ts'

/**
 * Asks a hundred questions a second while files change, and says how long an edit takes to be live, how late answers were,
 * how many were wrong, and what memory it left. `node --expose-gc --import tsx test/bench/live.ts --content DIR`
 */
const { values } = parseArgs({
  options: {
    content: { type: 'string', default: 'test/fixtures/lighthouse' },
    changes: { type: 'string', default: '50' },
    question: { type: 'string', default: 'what is it about?' },
  },
})
const changes = Number(values.changes)
const root = await mkdtemp(join(tmpdir(), 'live-'))
await cp(values.content, root, { recursive: true })

const leave = new AbortController()
const faults: unknown[] = []
// Each change gives one episode after another a new title, or adds or deletes one of its own.
await writeFile(join(root, 'zzz.md'), '---\nepisode: 991\ntitle: The last\n---\n\nAnd the last.\n')
const library = await liveLibrary(
  { folder: root, today: () => '2099-01-01', build: buildLibrary },
  { onFault: fault => faults.push(fault) },
)
library.follow(leave.signal)
await setTimeout(3000)
const app = createApp(library.current)
const person = { locale: 'en-US', userId: 'bench', place: 'terminal' } as const
const reply = (command: string, options: Record<string, string>) =>
  plainText(app.reply({ command, options, ...person }), undefined)

const untouched = library.current().episodes[0]
if (untouched === undefined) throw new Error(`There is no episode in ${values.content}.`)
const titled = /^title:.*$/m
const edited: string[] = []
for (const { file } of library.current().episodes.slice(1)) {
  if (titled.test(await readFile(join(root, file), 'utf8'))) edited.push(file)
}
// What stands further down may name other episodes, which change.
const opening = () => reply('episode', { which: untouched.id }).split('\n').slice(0, 3).join()
const expected = opening()
const count = library.current().episodes.length
const before = heap()

const held = monitorEventLoopDelay({ resolution: 5 })
held.enable()
const live: number[] = []
const late: number[] = []
let [asked, wrong, stop] = [0, 0, false]

const asking = (async () => {
  const began = performance.now()
  for (let n = 0; !stop; n++) {
    const due = began + n * 10
    const wait = due - performance.now()
    await (wait > 0 ? setTimeout(wait) : setImmediate())
    asked++
    const { episodes } = library.current()
    const said = n % 2 === 0 ? opening() : reply('ask', { question: values.question })
    if (Math.abs(episodes.length - count) > 1 || (n % 2 === 0 ? said !== expected : said === '')) wrong++
    late.push(performance.now() - due)
  }
})()

for (let n = 0; n < changes; n++) {
  const file = edited[n % edited.length] ?? ''
  const extra = join(root, `zzz-extra.md`)
  const word = `quincunx${n}`
  const has = () => library.current().episodes.some(({ title }) => title === word)
  const [change, isLive] =
    n % 5 === 3
      ? [() => writeFile(extra, `---\nepisode: 990\ntitle: ${word}\n---\n\n${word}\n`), has]
      : n % 5 === 4
        ? [() => rm(extra), () => library.current().episodes.length === count]
        : [
            async () =>
              writeFile(join(root, file), (await readFile(join(root, file), 'utf8')).replace(titled, `title: ${word}`)),
            has,
          ]
  await change()
  const began = performance.now()
  while (!isLive() && performance.now() - began < 30_000) await setTimeout(5)
  live.push(performance.now() - began)
  await setTimeout(500)
}
stop = true
await asking
leave.abort()
const after = heap()

const at = (numbers: readonly number[], share: number) =>
  Math.round(numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? Number.NaN)
const spread = (numbers: readonly number[]) =>
  `p50 ${at(numbers, 0.5)}  p99 ${at(numbers, 0.99)}  most ${at(numbers, 1)}`
process.stdout.write(
  [
    `${count} episodes, ${changes} changes, ${asked} questions, ${wrong} wrong, ${faults.length} faults`,
    `ms from saved to live   ${spread(live)}`,
    `ms an answer was late   ${spread(late)}`,
    `ms the process was held p99 ${Math.round(held.percentile(99) / 1e6)}  most ${Math.round(held.max / 1e6)}`,
    `heap MB before ${before}  after ${after}`,
    '',
  ].join('\n'),
)
await rm(root, { recursive: true })

function heap(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  return Math.round(process.memoryUsage().heapUsed / 1e5) / 10
}
