import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createWebClient, type GetOptions, isPublicAddress, retryAfterMs } from '../../src/web/fetch.ts'

const limits: GetOptions = { maxBytes: 100_000, timeoutMs: 20_000 }

/** A real host on loopback, and the requests it received. */
async function host(answer: RequestListener) {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** Only `trusted` may be private. */
function clientOf(trusted: readonly string[], lookup?: LookupFunction) {
  const client = createWebClient({
    userAgent: 'Shownotes/1',
    isTrusted: ({ origin }) => trusted.includes(origin),
    ...(lookup ? { lookup } : {}),
  })
  onTestFinished(client.close)
  return client
}

async function got(answer: RequestListener, options: Partial<GetOptions> = {}) {
  const { at, requests } = await host(answer)
  return { sent: await clientOf([at]).get(`${at}/start`, { ...limits, ...options }), at, requests }
}

const bodyOf = ({ sent }: Awaited<ReturnType<typeof got>>) =>
  sent.ok ? Buffer.from(sent.value.body).toString() : sent.failure

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
])('reads a body in %s', async (encoding, compress) => {
  const body = await got((_, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(compress('a page'))
  })
  expect(bodyOf(body)).toBe('a page')
  expect(body.requests[0]?.headers['accept-encoding']).toContain('gzip')
})

test('sends its name and the headers it was given, and neither cookies nor a referer', async () => {
  const { requests, sent } = await got(
    ({ url }, response) => {
      if (url === '/start') response.writeHead(302, { location: '/next', 'set-cookie': 'a=1' }).end()
      else response.writeHead(304, { etag: '"2"' }).end()
    },
    { headers: { 'if-none-match': '"1"', 'if-modified-since': 'Fri, 27 Nov 2026 08:00:00 GMT' } },
  )
  expect(requests.map(({ url }) => url)).toEqual(['/start', '/next'])
  for (const { headers } of requests) {
    expect(headers).toMatchObject({ 'user-agent': 'Shownotes/1', 'if-none-match': '"1"' })
    expect(headers['if-modified-since']).toBe('Fri, 27 Nov 2026 08:00:00 GMT')
    expect(Object.keys(headers).filter(name => /cookie|auth|referer|origin/.test(name))).toEqual([])
  }
  expect(sent.ok && [sent.value.status, sent.value.headers.get('etag')]).toEqual([304, '"2"'])
})

test('says where the page is in the end, and where it has moved for good', async () => {
  const { sent, at } = await got(({ url }, response) => {
    if (url === '/start') response.writeHead(301, { location: '/moved' }).end()
    else if (url === '/moved') response.writeHead(302, { location: '/today' }).end()
    else if (url === '/today') response.writeHead(308, { location: '/end' }).end()
    else response.end('a page')
  })
  expect(sent).toMatchObject({ ok: true, value: { url: `${at}/end`, movedTo: `${at}/moved` } })
})

test('gives up after ten redirects', async () => {
  const { sent, requests } = await got((_, response) => response.writeHead(302, { location: '/start' }).end())
  expect(sent).toEqual({ ok: false, failure: { kind: 'too-many-redirects' } })
  expect(requests).toHaveLength(11)
})

test('stops reading a body at the limit, which counts what it decompresses to', async () => {
  const large = await got((_, response) => response.end('x'.repeat(100_001)))
  expect(bodyOf(large)).toEqual({ kind: 'too-large' })
  const exact = await got((_, response) => response.end('x'.repeat(100_000)))
  expect(bodyOf(exact)).toHaveLength(100_000)

  let unpacked = 0
  const zeros = Buffer.alloc(1_000_000)
  const bomb = await got((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    const endless = new Readable({
      read() {
        unpacked += zeros.length
        this.push(unpacked > 2_000_000_000 ? null : zeros)
      },
    })
    endless.pipe(createGzip()).pipe(response)
    response.on('close', () => endless.destroy())
  })
  expect(bodyOf(bomb)).toEqual({ kind: 'too-large' })
  expect(unpacked).toBeLessThan(1_000_000_000)
})

test.each<[string, RequestListener]>([
  ['a host that never answers', () => {}],
  ['a body that never ends', (_, response) => void response.writeHead(200).write('a')],
  [
    'a body of one byte at a time',
    (_, response) => {
      const timer = setInterval(() => response.write('a'), 20)
      response.on('close', () => clearInterval(timer))
    },
  ],
  [
    'redirects that take long together',
    (_, response) => void setTimeout(() => response.writeHead(302, { location: '/start' }).end(), 150),
  ],
])('has one deadline for everything: %s', async (_, answer) => {
  expect(bodyOf(await got(answer, { timeoutMs: 600 }))).toEqual({ kind: 'timeout' })
})

test.each<[string, RequestListener]>([
  ['a connection that breaks', (_, response) => void response.destroy()],
  [
    'a body that breaks',
    (_, response) => void response.writeHead(200, { 'content-length': 9 }).write('a', () => response.destroy()),
  ],
  [
    'a body that is not what it says',
    (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
  ],
])('reports %s', async (_, answer) => {
  expect(bodyOf(await got(answer))).toMatchObject({ kind: 'unreachable' })
})

test.each([
  'ftp://files.example/',
  'file:///etc/passwd',
  'data:text/plain,x',
  'javascript:1',
  'no address',
  'https://user@example.com/',
  'https://:secret@example.com/',
])('sends nothing to %s, and follows no redirect to it', async address => {
  const refused = { ok: false, failure: { kind: 'not-allowed' } }
  expect(await clientOf([]).get(address, limits)).toEqual(refused)
  if (!URL.canParse(address)) return
  expect((await got((_, response) => response.writeHead(302, { location: address }).end())).sent).toEqual(refused)
})

const PRIVATE = [
  '127.0.0.1',
  '127.8.9.1',
  '0.0.0.0',
  '10.1.2.3',
  '172.20.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::808:808',
  '::ffff:127.0.0.1',
  '::ffff:168.63.129.16',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2002:808:808::1',
  '2001:0:4136:e378:8000:63bf:80ff:fffe',
  'fe80::1',
  'fec0::1',
  'fd00:ec2::254',
  'ff02::1',
  '2001:db8::1',
  '4000::1',
]

test.each(PRIVATE)('%s is not public', async address => {
  expect(isPublicAddress(address)).toBe(false)
  const literal = address.includes(':') ? `[${address}]` : address
  const refused = { ok: false, failure: { kind: 'private' } }
  expect(await clientOf([]).get(`http://${literal}/`, limits)).toEqual(refused)
  // The same by a name, whether it is the only address or one of two.
  const found = { address, family: address.includes(':') ? 6 : 4 }
  for (const addresses of [[found], [{ address: '8.8.8.8', family: 4 }, found]]) {
    const client = clientOf([], (_, __, callback) => callback(null, addresses))
    expect(await client.get('http://outside.example/', limits)).toEqual(refused)
  }
  const { sent, requests } = await got((_, response) =>
    response.writeHead(307, { location: `http://${literal}/` }).end(),
  )
  expect(sent).toEqual(refused)
  expect(requests).toHaveLength(1)
})

test.each(['2130706433', '0x7f.1', '017700000001', '127.1', 'localhost', '１２７.0.0.1'])(
  'sees through %s',
  async name => {
    const { at, requests } = await host((_, response) => response.end())
    const sent = await clientOf([]).get(at.replace('127.0.0.1', name), limits)
    expect(sent).toEqual({ ok: false, failure: { kind: 'private' } })
    expect(requests).toEqual([])
  },
)

test.each(['', 'x', 'fe80::1%eth0', '1.2.3.4.5'])('“%s” is not public either', address => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'])('%s is public', address => {
  expect(isPublicAddress(address)).toBe(true)
})

test('trusts only the very address that an operator configured, and not where it leads', async () => {
  const inside = await host((_, response) => response.end('secret'))
  const { sent } = await got((_, response) => response.writeHead(302, { location: inside.at }).end())
  expect(sent).toEqual({ ok: false, failure: { kind: 'private' } })
  expect(inside.requests).toEqual([])
})

test('reads Retry-After as seconds or a date, and never waits longer than a day', () => {
  const now = Date.parse('2026-11-27T08:00:00Z')
  const wait = (status: number, header?: string) =>
    retryAfterMs({ status, headers: new Headers(header === undefined ? {} : { 'retry-after': header }) }, now)
  expect(wait(200, '5')).toBeUndefined()
  expect(wait(503)).toBeUndefined()
  expect(wait(503, '5')).toBe(5000)
  expect(wait(429, 'Fri, 27 Nov 2026 08:00:10 GMT')).toBe(10_000)
  expect(wait(429, 'Fri, 27 Nov 2026 07:00:00 GMT')).toBe(0)
  for (const header of [undefined, 'soon', '-1e']) expect(wait(429, header)).toBe(3_600_000)
  expect(wait(429, '999999999')).toBe(86_400_000)
})
