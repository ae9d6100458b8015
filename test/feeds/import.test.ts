import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { importShow, summaryOf } from '../../src/cli/import.ts'
import { readShow } from '../../src/content/read-show.ts'
import { folderOf } from '../content/folder.ts'
import { until } from '../loopback/bot.ts'
import { reasonOf } from '../reason.ts'
import { dialects, rss } from './dialects.ts'
import { feedHost, importFrom } from './host.ts'

/** Everything in a folder with the time it was written, by path; without the importer's own state. */
async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found
    .filter(one => one.isFile())
    .map(one => join(one.parentPath, one.name).slice(folder.length + 1))
    .filter(file => !file.startsWith('.shownotes'))
  return Object.fromEntries(
    await Promise.all(
      files
        .sort()
        .map(
          async file =>
            [
              file,
              `${(await stat(join(folder, file))).mtimeMs} ${await readFile(join(folder, file), 'utf8')}`,
            ] as const,
        ),
    ),
  )
}

test.each(Object.entries(dialects))(
  'imports a feed as %s writes it, twice with the same files',
  async (_, { feed, type }) => {
    const host = await feedHost(feed, {}, type)
    const folder = await folderOf({})
    const first = await importFrom(host.at, folder)
    expect(first.result).toMatchObject({ ok: true })
    const { show, problems } = await readShow(folder)
    expect(show.name).not.toBe('')
    expect(show.episodes.length).toBeGreaterThan(0)
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const written = await contentOf(folder)
    host.requests.length = 0
    const second = await importFrom(host.at, folder)
    expect(second.result).toMatchObject({ ok: true, value: { added: 0, changed: 0, attachments: 0 } })
    expect(await contentOf(folder)).toEqual(written)
    expect(host.requests).toEqual(['/feed 304'])
  },
)

const item = (n: number, title = `Night ${n}`, more = ''): string =>
  `<item><title>${title}</title><guid>g${n}</guid><pubDate>Mon, ${String(n).padStart(2, '0')} Jan 2024 08:00:00 GMT</pubDate><enclosure url="https://audio.example/${n}.mp3" type="audio/mpeg" length="1"/><description>About night ${n}.</description>${more}</item>`
const feedOf = (...items: readonly string[]) => rss(items.join(''))

test('writes only what has changed, and never what somebody edited or deleted', async () => {
  const host = await feedHost(() => feedOf(item(1), item(2), item(3)))
  const folder = await folderOf({})
  await importFrom(host.at, folder)
  const [one = '', two = '', three = ''] = (await readdir(folder)).filter(file => /night/.test(file)).sort()
  await writeFile(join(folder, one), 'mine\n')
  await rm(join(folder, two))
  const before = await contentOf(folder)
  host.change(() => feedOf(item(1, 'Night one'), item(2, 'Night two'), item(3), item(4)))
  const { result } = await importFrom(host.at, folder)
  expect(result).toMatchObject({ ok: true, value: { added: 1, edited: [one], deleted: [two] } })
  const after = await contentOf(folder)
  expect(after[one]).toBe(before[one])
  expect(after[two]).toBeUndefined()
  expect(after[three]).toBe(before[three])
  expect((await readShow(folder)).show.episodes.map(({ title }) => title)).toContain('Night 4')
})

test('a feed that is gone, broken or empty leaves the show as it was, with the reason', async () => {
  const host = await feedHost(() => feedOf(item(1), item(2)))
  const folder = await folderOf({})
  await importFrom(host.at, folder)
  const before = await contentOf(folder)
  for (const [broken, says] of [
    ['<rss><channel><title>Half', /./],
    ['<html><body>Sorry</body></html>', /./],
    [feedOf(), /no episodes/],
  ] as const) {
    host.change(() => broken)
    const { result } = await importFrom(host.at, folder)
    expect(reasonOf(result)).toMatch(says)
    expect(await contentOf(folder)).toEqual(before)
  }
})

test('hostile titles lead to no other place, and forge no front matter', async () => {
  const titles = [
    '../../../etc/passwd',
    'a&#10;---&#10;draft: true',
    '&lt;b&gt;bold&lt;/b&gt;',
    '"quoted": [',
    'con',
    '.',
    '\u202eevil',
  ]
  const host = await feedHost(() => feedOf(...titles.map((title, i) => item(i + 1, title))))
  const folder = await folderOf({})
  await importFrom(host.at, folder)
  const files = Object.keys(await contentOf(folder))
  expect(files.filter(file => file.includes('..') || file.startsWith('/'))).toEqual([])
  const { show, problems } = await readShow(folder)
  expect(show.episodes).toHaveLength(titles.length)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
})

test('refuses bodies that never end, compressed bombs and private addresses', async () => {
  const bomb = gzipSync(Buffer.alloc(60_000_000, ' '))
  const host = await feedHost(() => feedOf(item(1)), {
    '/bomb': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    '/inside': (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/feed' }).end(),
  })
  const folder = await folderOf({})
  for (const path of ['/bomb', '/inside']) {
    expect((await importFrom(host.at, folder, { path })).result).toMatchObject({ ok: false })
  }
  // The command trusts no private address at all.
  expect(await importShow(`${host.at}/feed`, { out: folder })).toMatchObject({ ok: false })
  expect(await importShow('ftp://example.org/feed', { out: folder })).toMatchObject({ ok: false })
  expect(await contentOf(folder)).toEqual({})
  expect(host.requests).toEqual(expect.not.arrayContaining(['/feed 200']))
})

test('a transcript or chapters that are hostile or missing are left out, with the reason', async () => {
  let isClosed = false
  const answers = {
    '/endless.vtt': (_: unknown, response: ServerResponse) => {
      response.writeHead(200)
      const line = `WEBVTT\n\n00:01.000 --> 00:02.000\n${'x'.repeat(100_000)}\n`
      const send = (): void => {
        while (!response.destroyed && response.write(line));
        response.once('drain', send)
      }
      response.on('close', () => {
        isClosed = true
      })
      send()
    },
    '/bomb.vtt': (_: unknown, response: ServerResponse) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000, ' '))),
    '/inside.vtt': (_: unknown, response: ServerResponse) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
    '/login.vtt': (_: unknown, response: ServerResponse) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in</title>'),
    '/inside.json': (_: unknown, response: ServerResponse) =>
      response.writeHead(302, { location: 'http://[::1]:22/' }).end(),
  }
  const names = ['endless', 'bomb', 'inside', 'login', 'nowhere']
  const host = await feedHost(
    at =>
      feedOf(
        ...names.map((name, i) =>
          item(
            i + 1,
            `Night ${name}`,
            `<podcast:transcript url="${at}/${name}.vtt" type="text/vtt"/><podcast:chapters url="${at}/inside.json" type="application/json"/>`,
          ),
        ),
      ),
    answers,
  )
  const folder = await folderOf({})
  const { result } = await importFrom(host.at, folder)
  await until(() => isClosed)
  expect(result).toMatchObject({ ok: true, value: { added: names.length, attachments: 0, withTranscript: 0 } })
  const reasons = result.ok ? result.value.noTranscript.map(([reason]) => reason) : []
  expect([...reasons].sort()).toEqual([
    'it is too large',
    'its address leads into a private network',
    'its host answered 404',
    'its host sent a web page instead',
  ])
  expect(Object.keys(await contentOf(folder)).filter(file => file.includes('transcripts'))).toEqual([])
})

test('episodes with missing or repeated guids are told apart by their audio, and by their title and date', async () => {
  const without = (n: number, title = `Night ${n}`) => item(n, title).replace(/<guid>.*<\/guid>/, '')
  const twice = (n: number, title = `Night ${n}`) => item(n, title).replace(/<guid>.*<\/guid>/, '<guid>same</guid>')
  const host = await feedHost(() => feedOf(without(1), without(2), twice(3), twice(4), twice(4)))
  const folder = await folderOf({})
  expect((await importFrom(host.at, folder)).result).toMatchObject({ ok: true, value: { episodes: 4, added: 4 } })
  const files = Object.keys(await contentOf(folder))
  host.change(() => feedOf(without(1, 'The first night'), without(2), twice(3), twice(4, 'The last night')))
  expect((await importFrom(host.at, folder)).result).toMatchObject({ ok: true, value: { added: 0, changed: 2 } })
  expect(Object.keys(await contentOf(folder))).toEqual(files)
})

test('an episode links to its audio, not to services that count downloads', async () => {
  const counted =
    'https://op3.dev/e,pg=0/dts.podtrac.com/redirect.mp3/pdst.fm/e/chtbl.com/track/1/audio.example/night.mp3?v=2'
  const host = await feedHost(() => feedOf(item(1).replace('https://audio.example/1.mp3', counted)))
  const folder = await folderOf({})
  await importFrom(host.at, folder)
  expect((await readShow(folder)).show.episodes[0]?.links.audio).toBe('https://audio.example/night.mp3?v=2')
})

test('names a file after the number and the title, each once', async () => {
  const numbered = (n: number, page: string) =>
    item(n, `Night ${n}`, `<itunes:episode>${n}</itunes:episode><link>https://night.example/${page}</link>`)
  const host = await feedHost(() => feedOf(numbered(1, '1-first-night'), numbered(12, 'a-dozen-nights')))
  const folder = await folderOf({})
  await importFrom(host.at, folder)
  const files = Object.keys(await contentOf(folder))
  expect(files).toEqual(expect.arrayContaining(['001-first-night.md', '012-a-dozen-nights.md']))
})

test('reads two thousand episodes', { timeout: 60_000 }, async () => {
  const many = Array.from({ length: 2000 }, (_, i) =>
    item(i + 1).replace(
      /<pubDate>.*<\/pubDate>/,
      `<pubDate>${new Date(Date.UTC(2015, 0, 1 + i)).toUTCString()}</pubDate>`,
    ),
  )
  const host = await feedHost(() => feedOf(...many))
  const folder = await folderOf({})
  const { result } = await importFrom(host.at, folder)
  expect(result).toMatchObject({ ok: true, value: { episodes: 2000, added: 2000 } })
})

test('sums up what is missing, and why', () => {
  const report = {
    name: 'Blink',
    folder: 'blink',
    episodes: 3,
    added: 2,
    changed: 1,
    attachments: 1,
    withTranscript: 1,
    undated: 0,
    noTranscript: [['', 2]],
    edited: ['1.md'],
    deleted: [],
    withdrawn: [],
  } as const
  expect(summaryOf(report)).toEqual([
    'Blink: 3 episodes in blink; 2 new, 1 changed, 1 transcript and chapter file written.',
    '2 of 3 episodes have no transcript (the feed names none for 2).',
    'Left as somebody edited them, with the feed’s version beside them: 1.md.',
    'To ask it: npm run ask -- --content blink',
  ])
})
