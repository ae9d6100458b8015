import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Writable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { importInThread, nextPoll, openFeed } from '../../src/operations/feed.ts'
import { liveLibrary } from '../../src/operations/live-library.ts'
import { fail, succeed } from '../../src/result.ts'
import { createLibrary } from '../../src/search/library.ts'
import { folderOf } from '../content/folder.ts'
import { FILES, rss } from '../feeds/dialects.ts'
import { feedHost } from '../feeds/host.ts'
import { reasonOf } from '../reason.ts'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const noon = Date.UTC(2026, 0, 1, 12)
const ok = { result: succeed({}) } as never as Parameters<typeof nextPoll>[0]
const bad = { result: fail('', '') }

test('asks every quarter of an hour, and less often if the host says so', () => {
  expect(nextPoll(ok, 0, 0, noon)).toBe(15 * MINUTE)
  expect(nextPoll(ok, 0, 1, noon)).toBe(16.5 * MINUTE)
  expect(nextPoll({ ...ok, waitMs: MINUTE }, 0, 0, noon)).toBe(15 * MINUTE)
  expect(nextPoll({ ...ok, waitMs: 2 * HOUR }, 0, 0, noon)).toBe(2 * HOUR)
  expect(nextPoll({ ...ok, waitMs: 90 * 24 * HOUR }, 0, 0, noon)).toBe(24 * HOUR)
})

test('waits twice as long after each failure, up to a day, and stops if the feed is gone', () => {
  expect([1, 2, 3, 7, 50].map(failures => nextPoll(bad, failures, 0, noon))).toEqual(
    [0.5, 1, 2, 24, 24].map(hours => hours * HOUR),
  )
  expect(nextPoll({ ...bad, waitMs: 3 * HOUR }, 1, 0, noon)).toBe(3 * HOUR)
  expect(nextPoll({ ...bad, isGone: true }, 1, 0, noon)).toBeUndefined()
})

test('asks in none of the hours that the feed names', () => {
  expect(nextPoll({ ...ok, skipHours: [12, 13] }, 0, 0, noon)).toBe(2 * HOUR)
  expect(nextPoll({ ...ok, skipHours: [13] }, 0, 0, noon)).toBe(15 * MINUTE)
  const always = Array.from({ length: 24 }, (_, hour) => hour)
  expect(nextPoll({ ...ok, skipHours: always }, 0, 0, noon)).toBeLessThanOrEqual(25 * HOUR)
})

test('an import that is killed again and again ends with the same files', { timeout: 60_000 }, async () => {
  const transcript = (n: number, at: string): string =>
    `<podcast:transcript url="${at}/t.vtt?${n}" type="text/vtt"/><podcast:chapters url="${at}/c.json?${n}" type="application/json"/>`
  const host = await feedHost(at => rss([1, 2, 3, 4].map(n => item(n, `night ${n}`, transcript(n, at))).join('')))
  for (const n of [1, 2, 3, 4])
    Object.assign(host.files, { [`/t.vtt?${n}`]: FILES['/t.vtt'], [`/c.json?${n}`]: FILES['/c.json'] })
  const [undisturbed, killed] = [await folderOf({}), await folderOf({})]
  const config = (folder: string) => ({ url: `${host.at}/feed`, folder })
  expect((await importInThread(config(undisturbed), { trusted: [host.at] })).result.ok).toBe(true)
  const expected = await filesIn(undisturbed)
  expect(Object.keys(expected)).toHaveLength(1 + 3 * 4)
  // A few more steps each time: within the feed, the episodes, the transcripts.
  for (let steps = 1; steps <= 13; steps += 3) {
    const kill = new AbortController()
    let seen = 0
    const { result } = await importInThread(config(killed), {
      trusted: [host.at],
      signal: kill.signal,
      onProgress: () => {
        if (++seen === steps) kill.abort()
      },
    })
    for (const [file, text] of Object.entries(await filesIn(killed)))
      expect([file, text]).toEqual([file, expected[file]])
    if (result.ok) break
  }
  expect((await importInThread(config(killed), { trusted: [host.at] })).result).toMatchObject({
    ok: true,
    value: { withTranscript: 4, edited: [], deleted: [] },
  })
  expect(await filesIn(killed)).toEqual(expected)
})

/** By path; without the importer's own state, and what a killed import had begun to write. */
async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found.filter(one => one.isFile()).map(one => join(one.parentPath, one.name))
  const own = files.filter(file => !basename(file).startsWith('.') && !file.endsWith('.new'))
  return Object.fromEntries(
    await Promise.all(own.map(async file => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const)),
  )
}

const item = (n: number, about: string, more = ''): string =>
  `<item><title>About ${about}</title><guid isPermaLink="false">g${n}</guid><itunes:episode>${n}</itunes:episode><pubDate>Mon, 0${n} Jan 2024 08:00:00 GMT</pubDate><description>Everything about ${about}.</description>${more}</item>`

const feedOf = (...about: readonly string[]): string => rss(about.map((one, i) => item(i + 1, one)).join(''))

/** The lines of a log, and a promise for the next one of an event. */
function recorder() {
  const lines: Record<string, unknown>[] = []
  const out = new Writable({
    write: (chunk, _, done) => {
      const line = JSON.parse(String(chunk))
      lines.push(line)
      out.emit(line.event, line)
      done()
    },
  })
  return { log: createLog('info', out), lines, next: (event: string) => once(out, event) }
}

async function opened(host: Awaited<ReturnType<typeof feedHost>>, pollEvery: number) {
  const folder = join(await folderOf({}), 'feed')
  const record = recorder()
  const shutdown = new AbortController()
  onTestFinished(() => shutdown.abort())
  const options = { log: record.log, pollEvery, trusted: [host.at] }
  const feed = await openFeed({ url: `${host.at}/feed`, folder }, async () => false, options)
  if (!feed.ok) return { feed, folder, library: undefined, ...record }
  const today = () => '2026-01-01'
  const live = await liveLibrary({ folder, today, build: async (show, day) => createLibrary(show, day) })
  const library = feed.value.attach(live)
  library.follow(shutdown.signal)
  return { feed, folder, library, ...record }
}

test('answers from what a later poll brings, and keeps the show if the feed breaks', async () => {
  const host = await feedHost(() => feedOf('lamps'))
  const { library, next } = await opened(host, 50)
  const titles = () => library?.current().show.episodes.map(({ title }) => title)
  expect(titles()).toEqual(['About lamps'])
  expect(library?.problems()).toEqual([])
  expect(library?.problems()).toBe(library?.problems())

  host.change(() => feedOf('lamps', 'horns'))
  await expect.poll(titles, { timeout: 30_000 }).toEqual(['About lamps', 'About horns'])

  host.change(() => '<html><body>Sorry</body></html>')
  const [line] = await next('feed')
  await expect.poll(() => library?.problems().length, { timeout: 30_000 }).toBe(1)
  expect(titles()).toEqual(['About lamps', 'About horns'])
  expect(library?.problems()[0]).toMatchObject({
    file: 'feed',
    severity: 'error',
    message: 'This is a web page, not a feed. The show stays as it was.',
  })
  expect(JSON.stringify(line)).not.toContain(host.at)

  host.change(() => feedOf('lamps', 'horns', 'bells'))
  await expect.poll(titles, { timeout: 30_000 }).toContain('About bells')
  await expect.poll(() => library?.problems(), { timeout: 30_000 }).toEqual([])
})

test('stops asking for a feed that is gone for good', async () => {
  let gone = false
  const host = await feedHost(() => feedOf('lamps'), {
    '/feed': (_, response) => (gone ? response.writeHead(410).end() : response.end(feedOf('lamps'))),
  })
  const first = await importInThread({ url: `${host.at}/feed`, folder: await folderOf({}) }, { trusted: [host.at] })
  expect(reasonOf(first.result)).toBe('')
  gone = true
  const outcome = await importInThread({ url: `${host.at}/feed`, folder: await folderOf({}) }, { trusted: [host.at] })
  expect(outcome.isGone).toBe(true)
  expect(reasonOf(outcome.result)).toContain('is gone (410)')
})

test('cannot be opened if the first import fails and nothing is there', async () => {
  const host = await feedHost(() => '<html></html>')
  const { feed } = await opened(host, 50)
  expect(reasonOf(feed)).toContain('This is a web page, not a feed.')
})

test('a feed that is down at the start leaves what an earlier import wrote', async () => {
  const host = await feedHost(() => feedOf('lamps'))
  const folder = await folderOf({})
  await importInThread({ url: `${host.at}/feed`, folder }, { trusted: [host.at] })
  await writeFile(join(folder, 'note.txt'), '')
  host.change(() => 'nothing')
  const { log, lines } = recorder()
  const feed = await openFeed({ url: `${host.at}/feed`, folder }, async () => true, { log, trusted: [host.at] })
  expect(feed.ok).toBe(true)
  expect(lines).toMatchObject([{ event: 'feed', level: 'warn', nextMinutes: expect.any(Number) }])
})
