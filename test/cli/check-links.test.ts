import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Agent } from 'undici'
import { expect, onTestFinished, test, vi } from 'vitest'
import { checkLinks } from '../../src/cli/check-links.ts'
import { askLink } from '../../src/cli/fetch-link.ts'
import type { Show } from '../../src/content/types.ts'
import { folderOf, inWords } from '../content/folder.ts'
import { episode, showOf } from '../lighthouse.ts'

vi.setConfig({ testTimeout: 30_000 })

/** A real host on loopback, and everybody who asked it. */
async function host(answer: RequestListener) {
  const asked: string[] = []
  const heard: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    heard.push(request)
    answer(request, response)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  onTestFinished(close)
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, heard, close }
}

const pages: RequestListener = ({ url = '', method }, response) => {
  const path = url.slice(1)
  if (path === 'moved') response.writeHead(301, { location: '/200' })
  else if (path === 'elsewhere') response.writeHead(302, { location: '/200' })
  else if (path === 'moved-then-elsewhere') response.writeHead(308, { location: '/elsewhere' })
  else if (path === 'moved-and-gone') response.writeHead(301, { location: '/404' })
  else if (path === 'round') response.writeHead(302, { location: '/round' })
  else if (path === 'out') response.writeHead(302, { location: 'ftp://files.example/' })
  else if (path === 'no-head') response.writeHead(method === 'HEAD' ? 405 : 200)
  else if (path === 'hangs-up') {
    if (method === 'HEAD') {
      response.destroy()
      return
    }
    response.writeHead(200)
  } else if (path === 'hang') return
  else response.writeHead(Number(path))
  response.end(method === 'HEAD' ? undefined : 'a page')
}

const linking = (...urls: readonly string[]): Show =>
  showOf(
    episode('1', 'Links', {
      resources: urls.map((url, at) => ({ url, label: url.replace(/.*\//, ''), line: at + 1 })),
    }),
  )

const quiet = { at: () => {}, end: () => {} }
const inATest = { atOnce: 4, pause: 1, patience: 1500, onlyPublic: false }

async function checked(show: Show, manners = inATest, folder?: string) {
  const at = folder ?? (await folderOf({}))
  const { problems, ...rest } = await checkLinks({ folder: at, show, progress: quiet }, manners)
  return { ...rest, says: problems.map(inWords), folder: at }
}

test('says which links are gone, failing, silent or moved, in the line where they stand, and nothing of the others', async () => {
  const { at } = await host(pages)
  const away = await host(pages)
  away.close()
  const paths = ['200', 'moved', 'elsewhere', 'moved-then-elsewhere', '404', '410', '500', 'no-head', 'hangs-up']
  const more = ['401', '403', 'round', 'out', 'moved-and-gone', '200#part', 'hang']
  const { says, line } = await checked(
    linking(...[...paths, ...more].map(path => `${at}/${path}`), `${away.at}/closed`),
  )
  const mend = 'Open it in a browser; if that fails for days, find another, or delete it.'
  const gone = 'Find where it went, or delete it.'
  expect(says).toEqual([
    `1.md:2 The link “moved” has moved for good. Write it as ${at}/200.`,
    `1.md:4 The link “moved-then-elsewhere” has moved for good. Write it as ${at}/elsewhere.`,
    `1.md:5 The link “404” leads to a page that is gone (404). ${gone}`,
    `1.md:6 The link “410” leads to a page that is gone (410). ${gone}`,
    `1.md:7 The link “500” leads to a fault of its host (500). ${mend}`,
    `1.md:14 The link “moved-and-gone” leads to a page that is gone (404). ${gone}`,
    `1.md:16 The host of the link “hang” does not answer in time. ${mend}`,
    `1.md:17 The host of the link “closed” cannot be reached (ECONNREFUSED). ${mend}`,
  ])
  expect(line).toBe('16 links: 16 asked now')
})

test('asks nobody the second time, and says the same', async () => {
  const { at, asked } = await host(pages)
  const show = linking(`${at}/200`, `${at}/404`, `${at}/500`, `${at}/moved`, `${at}/403`, `${at}/hang`)
  const first = await checked(show)
  const before = [...asked]
  expect(before.length).toBeGreaterThan(6)
  const second = await checked(show, inATest, first.folder)
  expect(asked).toEqual(before)
  expect(second.says).toEqual(first.says)
  expect(second.counts).toEqual({ links: 6, asked: 0, known: 6, notAsked: 0, later: 0 })
  expect((await checked(linking(`${at}/200`, `${at}/410`), inATest, first.folder)).line).toBe(
    '2 links: 1 asked now, 1 known from before',
  )
})

test('asks again after some days, sooner what failed', async () => {
  const { at, asked } = await host(pages)
  const show = linking(`${at}/200`, `${at}/404`)
  const folder = await folderOf({})
  const day = 24 * 60 * 60 * 1000
  for (const [days, expected] of [
    [0, ['HEAD /200', 'HEAD /404', 'GET /404']],
    [2, ['HEAD /404', 'GET /404']],
    [15, ['HEAD /200', 'HEAD /404', 'GET /404']],
  ] as const) {
    asked.length = 0
    await checkLinks({ folder, show, progress: quiet, now: () => days * day }, inATest)
    expect(asked).toEqual(expected)
  }
})

test('begins anew when the file of answers holds something else', async () => {
  const { at, asked } = await host(pages)
  const folder = await folderOf({ '.shownotes-links.json': '{"http://x.example/": "yes"}' })
  await checked(linking(`${at}/200`), inATest, folder)
  expect(asked).toEqual(['HEAD /200'])
  expect(JSON.parse(await readFile(join(folder, '.shownotes-links.json'), 'utf8'))).toMatchObject({
    [`${at}/200`]: { answer: { kind: 'found' } },
  })
})

test('says so when the answers cannot be kept', async () => {
  const { at } = await host(pages)
  const folder = await folderOf({ '.shownotes-links.json/x': '' })
  expect((await checked(linking(`${at}/200`), inATest, folder)).line).toContain('so the next run asks again.')
})

test('leaves a host alone that asks to wait, until it may be asked again', async () => {
  const { at, asked } = await host((_, response) => response.writeHead(429, { 'retry-after': '120' }).end())
  const show = linking(`${at}/1`, `${at}/2`, `${at}/3`)
  const folder = await folderOf({})
  const at_ = (now: number) => checkLinks({ folder, show, progress: quiet, now: () => now }, inATest)
  const first = await at_(1_000_000)
  expect(asked).toEqual(['HEAD /1'])
  expect(first.problems).toEqual([])
  expect(first.line).toBe(
    '3 links: 1 asked now, 2 not asked. 3 without an answer yet: their hosts want to be asked another time',
  )
  await at_(1_119_000)
  expect(asked).toHaveLength(1)
  await at_(1_121_000)
  expect(asked).toHaveLength(2)
})

test('takes a date to wait for, and an hour when none is given', async () => {
  const until = new Date(5_000_000).toUTCString()
  for (const [header, retryAt] of [
    [{ 'retry-after': until }, 5_000_000],
    [{ 'retry-after': 'soon' }, 3_600_000],
    [{}, 3_600_000],
  ] as const) {
    const { at, asked } = await host((_, response) => response.writeHead(429, header).end())
    const folder = await folderOf({})
    for (const now of [0, retryAt - 1, retryAt])
      await checkLinks({ folder, show: linking(`${at}/1`), progress: quiet, now: () => now }, inATest)
    expect(asked).toHaveLength(2)
  }
})

test('has one request at a time with a host, few in all, and a pause between', async () => {
  let [together, most] = [0, 0]
  const slow: RequestListener = async (_, response) => {
    most = Math.max(most, ++together)
    await setTimeout(20)
    together--
    response.end()
  }
  const one = await host(slow)
  await checked(linking(...Array.from({ length: 8 }, (_, n) => `${one.at}/${n}`)))
  expect(most).toBe(1)

  const hosts = await Promise.all(Array.from({ length: 8 }, () => host(slow)))
  await checked(linking(...hosts.map(({ at }) => `${at}/x`)), { ...inATest, atOnce: 3 })
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(3)

  const times: number[] = []
  const timed = await host((_, response) => {
    times.push(performance.now())
    response.end()
  })
  await checked(linking(`${timed.at}/1`, `${timed.at}/2`, `${timed.at}/3`), { ...inATest, pause: 200 })
  // Timers may be early by a millisecond or two.
  expect(Math.min(...times.slice(1).map((time, n) => time - (times[n] ?? 0)))).toBeGreaterThan(190)
})

test('says who asks, and asks for nothing else', async () => {
  const { at, heard } = await host(pages)
  await checked({ ...linking(`${at}/no-head`), site: 'https://blink.example' })
  expect(heard.map(({ headers }) => headers['user-agent'])).toEqual([
    'Shownotes-Link-Check/1 (+https://blink.example/)',
    'Shownotes-Link-Check/1 (+https://blink.example/)',
  ])
  expect(heard.flatMap(({ headers }) => Object.keys(headers)).filter(name => /cookie|auth|referer/.test(name))).toEqual(
    [],
  )
})

test('counts as asked what was asked, and nothing else', async () => {
  const { at } = await host(pages)
  const away = await host(pages)
  away.close()
  const show = linking(`${at}/200`, `${at}/200#part`, `${at}/moved`, `${away.at}/1`, `${away.at}/2`)
  expect((await checked(show)).counts).toEqual({ links: 4, asked: 3, known: 0, notAsked: 1, later: 0 })
  const hidden = linking(`${at}/200`, 'http://192.168.0.1/x')
  expect((await checked(hidden, { ...inATest, onlyPublic: true })).line).toBe('2 links: 0 asked now, 2 not asked')
})

test.each([
  ['127.0.0.1', (at: string) => at],
  ['a name for it', (at: string) => at.replace('127.0.0.1', 'localhost')],
  ['its number', (at: string) => at.replace('127.0.0.1', '2130706433')],
  ['it as IPv6', (at: string) => at.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
  ['the keys of a cloud', () => 'http://169.254.169.254/latest'],
  ['a neighbour', () => 'http://192.168.0.1/x'],
])('asks no private address: %s', async (_, spelt) => {
  const { at, asked } = await host(pages)
  const { says } = await checked(linking(`${spelt(at)}/200`), { ...inATest, onlyPublic: true })
  expect(says).toEqual([
    '1.md:1 The link “200” leads into a private network, so it was not asked. Write an address that every listener can open.',
  ])
  expect(asked).toEqual([])
})

test('is not led to a private address either', async () => {
  const inside = await host(pages)
  const outside = await host((_, response) => response.writeHead(302, { location: `${inside.at}/200` }).end())
  // A name that stands for the outside, which a test can only have here.
  const lookup: LookupFunction = (_, __, found) => found(null, [{ address: '127.0.0.1', family: 4 }])
  const agent = new Agent({ connect: { lookup } })
  onTestFinished(() => agent.destroy())
  const inTurn = <T>(_: URL, work: () => Promise<T>) => work()
  const asking = {
    agent,
    userAgent: 'x',
    patience: 1500,
    now: Date.now,
    inTurn,
    settled: new Map(),
    asked: new Set<string>(),
  }
  const link = outside.at.replace('127.0.0.1', 'outside.example')
  expect(await askLink(link, { ...asking, onlyPublic: true })).toEqual({ kind: 'private' })
  expect(outside.asked).toEqual(['HEAD /'])
  expect(inside.asked).toEqual([])
})

test('says nothing of any link when no host at all can be reached, and asks again next time', async () => {
  const folder = await folderOf({})
  const show = linking('http://nowhere.invalid/1', 'http://nobody.invalid/2')
  const { says, line } = await checked(show, inATest, folder)
  expect(says).toEqual([])
  expect(line).toContain('Is this machine on the internet?')
  await expect(readFile(join(folder, '.shownotes-links.json'))).rejects.toThrow('ENOENT')
})

test('tells how far it has come', async () => {
  const { at } = await host(pages)
  const steps: string[] = []
  const progress = { at: (...step: readonly unknown[]) => steps.push(step.join(' ')), end: () => steps.push('end') }
  await checkLinks({ folder: await folderOf({}), show: linking(`${at}/200`, `${at}/404`), progress }, inATest)
  expect(steps).toEqual(['asking 1 2', 'asking 2 2', 'end'])
})
