import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bot, run } from '../loopback/bot.ts'
import { type Discord, startDiscord } from '../loopback/discord.ts'
import { newSigner } from '../loopback/http.ts'
import { asButton, asCommand } from '../loopback/interaction.ts'
import '../loopback/bot.ts'

const signer = newSigner()
let bot: Bot
let discord: Discord
let address: { host: string; port: number }
beforeAll(async () => {
  discord = await startDiscord({ instead: () => setTimeout(500, { status: 204 }) })
  bot = run('serve', { DISCORD_PUBLIC_KEY: signer.publicKey, DISCORD_API_URL: discord.api, PORT: '0' })
  const { hostname, port } = new URL(String((await bot.logged('ready')).url))
  address = { host: hostname, port: Number(port) }
})
afterAll(async () => {
  bot.kill('SIGTERM')
  expect(await bot.ended).toEqual({ code: 0, signal: null })
  await discord.close()
  expect(bot.log().filter(({ level }) => level !== 'info')).toEqual([])
})

/** A connection, and everything that it receives until the server closes it. The client can close its half. */
async function open(): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect({ ...address, allowHalfOpen: true })
  await once(socket, 'connect')
  let text = ''
  socket.on('data', data => {
    text += data
  })
  // A client whose connection is reset while it writes has read what came before.
  const ended = new Promise<string>(end => socket.on('error', () => end(text)).on('end', () => end(text)))
  return { socket, answer: ended.finally(() => socket.destroy()) }
}

/** A raw request. */
function written(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { host: 'bot.example', 'content-length': String(body.length), ...signer.headersFor(body), ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /interactions HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

const latest = () => written(JSON.stringify(asCommand('latest')), { connection: 'close' })

const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n'
const MALFORMED = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'
const ANSWERED = /^HTTP\/1\.1 200 .*"type":4/s

describe.concurrent('a client', () => {
  test('that sends byte by byte is answered at the end', async () => {
    const { socket, answer } = await open()
    socket.setNoDelay()
    for (const byte of latest()) await new Promise(sent => socket.write(byte, sent))
    expect(await answer).toMatch(ANSWERED)
  })

  test.each([
    ['that sends nothing', '', ''],
    ['whose headers never end', 'POST /interactions HTTP/1.1\r\nHost: bot.example\r\nX-Endless: ', 'x'],
    ['whose body never ends', written('').replace('content-length: 0', 'content-length: 99999'), 'x'],
  ])('%s gets a timeout', async (_, start, more) => {
    const { socket, answer } = await open()
    socket.write(start)
    const trickle = setInterval(() => socket.write(more), 100)
    expect(await answer.finally(() => clearInterval(trickle))).toBe(TOO_SLOW)
  })

  test.each([0, 1, 20])('that closes its half %i ms after the request is answered', async ms => {
    const { socket, answer } = await open()
    socket.write(latest())
    if (ms > 0) await setTimeout(ms)
    socket.end()
    expect(await answer).toMatch(ANSWERED)
  })

  test('that closes its half is answered even if that takes long', async () => {
    const { socket, answer } = await open()
    socket.end(written(JSON.stringify(asButton('1|d', { permissions: '8192' }))))
    expect(await answer).toMatch(/^HTTP\/1\.1 202 /)
  })

  test('that closes its half during a request gets an error', async () => {
    const { socket, answer } = await open()
    socket.end(latest().slice(0, -10))
    expect(await answer).toBe(MALFORMED)
  })

  test('that disconnects at any moment does not affect others', async () => {
    const request = latest()
    for (const written of [0, 10, request.length - 10, request.length]) {
      const { socket } = await open()
      socket.write(request.slice(0, written))
      socket.destroy()
    }
    const { socket, answer } = await open()
    socket.write(latest())
    expect(await answer).toMatch(ANSWERED)
  })

  const LARGE = 2 * 1024 * 1024
  const endless = written('').replace('content-length: 0', 'transfer-encoding: chunked')
  const chunk = `${(0x10000).toString(16)}\r\n${'x'.repeat(0x10000)}\r\n`
  test.each([
    ['announced', written('x'.repeat(LARGE)), ''],
    ['announced but not sent', written('').replace('content-length: 0', `content-length: ${LARGE}`), ''],
    ['in endless chunks', endless, chunk],
  ])('that sends more than a megabyte, %s, is refused', async (_, start, more) => {
    const { socket, answer } = await open()
    socket.write(start)
    const pieces = setInterval(() => socket.write(more), 5)
    expect(await answer.finally(() => clearInterval(pieces))).toMatch(/^HTTP\/1\.1 413 /)
  })

  test.each([
    ['too much', 413, written('x'.repeat(3 * LARGE))],
    ['too much in chunks', 413, `${endless}${chunk.repeat(100)}0\r\n\r\n`],
    ['much to the wrong address', 404, written('x'.repeat(3 * LARGE)).replace('/interactions', '/elsewhere')],
    ['much by the wrong method', 405, written('x'.repeat(3 * LARGE)).replace('POST', 'PUT')],
  ])('that sends %s and reads only when all of it is sent gets its %i', async (_, status, request) => {
    const socket = connect({ ...address, allowHalfOpen: true })
    const failures: Error[] = []
    socket.on('error', error => failures.push(error))
    socket.pause()
    await once(socket, 'connect')
    for (let at = 0; at < request.length; at += LARGE) {
      await new Promise(sent => socket.write(request.slice(at, at + LARGE), sent))
    }
    expect(failures).toEqual([])
    const answered = once(socket, 'data')
    socket.resume()
    const [answer] = await answered
    expect(String(answer)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    socket.destroy()
  })
})

test('answers nothing that Discord has not signed, whatever it is sent', async () => {
  const forged = written(JSON.stringify(asCommand('latest')), { connection: 'close', ...newSigner().headersFor('') })
  const mutation = fc.record({ at: fc.nat(forged.length), cut: fc.nat(40), instead: fc.string({ unit: 'binary' }) })
  const mutated = fc
    .array(mutation, { minLength: 1, maxLength: 4 })
    .map(all => all.reduce((text, { at, cut, instead }) => text.slice(0, at) + instead + text.slice(at + cut), forged))
  const request = fc.oneof(mutated, fc.string({ unit: 'binary' }), fc.uint8Array())
  await fc.assert(
    fc.asyncProperty(request, async bytes => {
      const { socket, answer } = await open()
      socket.end(bytes)
      expect(await answer).toMatch(/^(HTTP\/1\.1 4\d\d .*)?$/s)
    }),
    { numRuns: 1000 },
  )
  const { socket, answer } = await open()
  socket.write(latest())
  expect(await answer).toMatch(ANSWERED)
}, 120_000)
