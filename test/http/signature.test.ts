import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { createEndpoint } from '../../src/http/endpoint.ts'
import { publicKey } from '../../src/http/signature.ts'
import { createLog } from '../../src/log.ts'
import { noObserver } from '../../src/operations/metrics.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, showOf } from '../lighthouse.ts'
import { newSigner } from '../loopback/http.ts'
import { asCommand } from '../loopback/interaction.ts'
import { Memory } from '../memory.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')
const MINUTE = 60_000
const library = createLibrary(showOf(episode('1', 'Why do lighthouses blink?')), '2026-03-01')
const discord = newSigner()

const out = new Memory()
const endpoint = createEndpoint({
  app: createApp(() => library),
  ids: () => new Map(),
  key: publicKey(discord.publicKey),
  api: 'http://127.0.0.1:1/api',
  log: createLog('info', out),
  observe: noObserver,
  now: () => NOW,
})

/** Sent as it is only at the end, so that nothing is refused because it came before. */
const BODY = JSON.stringify(asCommand('latest'))
const SIGNED = discord.headersFor(BODY, NOW)

const REFUSED = { status: 401, text: '' }

async function send(
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer> = BODY,
  path = '/interactions',
) {
  const response = await endpoint.request(path, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}

const sendSigned = (body: string, at = NOW) => send(discord.headersFor(body, at), body)

describe('a signed request', () => {
  const ping = '{"type":1,"id":"1"}'
  test('is answered', async () => {
    expect((await sendSigned(JSON.stringify(asCommand('latest')))).status).toBe(200)
    expect(await sendSigned(ping)).toEqual({ status: 200, text: '{"type":1}' })
  })

  test('is answered once, however often it is replayed', async () => {
    const body = JSON.stringify(asCommand('latest'))
    expect((await sendSigned(body)).status).toBe(200)
    expect(await sendSigned(body)).toEqual(REFUSED)
    expect(await sendSigned(body, NOW + MINUTE)).toEqual(REFUSED)
    expect((await sendSigned(ping)).status).toBe(200)
  })
})

describe('refused without a reason', () => {
  const { 'x-signature-ed25519': signature, 'x-signature-timestamp': stamp } = SIGNED
  const other = Buffer.from(BODY).toString('base64')
  test.each<[string, Record<string, string>]>([
    ['no signature and no stamp', {}],
    ['no signature', { 'x-signature-timestamp': stamp }],
    ['no stamp', { 'x-signature-ed25519': signature }],
    ['an empty signature', { ...SIGNED, 'x-signature-ed25519': '' }],
    ['half a signature', { ...SIGNED, 'x-signature-ed25519': signature.slice(0, 64) }],
    ['a longer signature', { ...SIGNED, 'x-signature-ed25519': `${signature}00` }],
    ['a signature in another alphabet', { ...SIGNED, 'x-signature-ed25519': other.slice(0, 128) }],
    ['two signatures', { ...SIGNED, 'x-signature-ed25519': `${signature}, ${signature}` }],
    ['a signature of zeros', { ...SIGNED, 'x-signature-ed25519': '0'.repeat(128) }],
    ['a stamp that is no number', { ...SIGNED, 'x-signature-timestamp': 'now' }],
    ['another stamp', { ...SIGNED, 'x-signature-timestamp': String(Number(stamp) + 1) }],
    ['the same stamp written otherwise', { ...SIGNED, 'x-signature-timestamp': `0${stamp}` }],
    ['another key', newSigner().headersFor(BODY, NOW)],
    ['another body', discord.headersFor(`${BODY} `, NOW)],
    ['five minutes and a second ago', discord.headersFor(BODY, NOW - 5 * MINUTE - 1000)],
    ['five minutes and a second ahead', discord.headersFor(BODY, NOW + 5 * MINUTE + 1000)],
  ])('%s', async (_, headers) => {
    expect(await send(headers)).toEqual(REFUSED)
  })

  test('a flipped bit in the body, signature or timestamp', async () => {
    const bytes = Buffer.from(BODY)
    const bit = fc.record({ at: fc.nat(bytes.length - 1), bit: fc.nat(7) })
    await fc.assert(
      fc.asyncProperty(bit, async ({ at, bit }) => {
        const body = Uint8Array.from(bytes)
        body[at] = (body[at] ?? 0) ^ (1 << bit)
        expect(await send(SIGNED, body)).toEqual(REFUSED)
        const flipped = Buffer.from(signature, 'hex')
        flipped[at % 64] = (flipped[at % 64] ?? 0) ^ (1 << bit)
        expect(await send({ ...SIGNED, 'x-signature-ed25519': flipped.toString('hex') })).toEqual(REFUSED)
        const digits = Buffer.from(stamp)
        digits[at % digits.length] = (digits[at % digits.length] ?? 0) ^ (1 << (bit % 4))
        expect(await send({ ...SIGNED, 'x-signature-timestamp': digits.toString() })).toEqual(REFUSED)
      }),
      { numRuns: 200 },
    )
  })

  test('anything made up', async () => {
    const word = fc.string({ unit: fc.integer({ min: 0x21, max: 0xff }).map(code => String.fromCharCode(code)) })
    const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), maxLength: length })
    const headers = fc.record(
      {
        'x-signature-ed25519': fc.oneof(word, hex(128), hex(130), fc.constant(signature)),
        'x-signature-timestamp': fc.oneof(word, fc.nat().map(String), fc.constant(stamp), fc.constant('-1')),
        'content-type': word,
      },
      { requiredKeys: [] },
    )
    const body = fc.oneof(fc.json(), fc.string(), fc.uint8Array(), fc.constant(`${BODY}\n`))
    await fc.assert(
      fc.asyncProperty(headers, body, async (headers, body) => {
        expect(await send(headers as Record<string, string>, body as string)).toEqual(REFUSED)
      }),
      { numRuns: 10_000 },
    )
  })

  test('only requests that are older than five minutes', async () => {
    expect((await send(SIGNED)).status).toBe(200)
    for (const at of [NOW - 5 * MINUTE, NOW + 5 * MINUTE])
      expect((await sendSigned(JSON.stringify(asCommand('latest')), at)).status).toBe(200)
  })
})

describe('a signed request', () => {
  test.each([
    ['empty', '', 400],
    ['not JSON', '{"type":', 400],
    ['not UTF-8', Uint8Array.of(0xff, 0xfe), 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
    ['an object without an id', '{"type":2}', 400],
    ['an object without a token', '{"type":2,"id":"1"}', 400],
  ])('%s is not an interaction', async (_, body, status) => {
    expect((await send(discord.headersFor(body, NOW), body)).status).toBe(status)
  })

  test('gets a private apology if the interaction is malformed', async () => {
    const body = JSON.stringify({ ...asCommand('latest'), data: { name: 7 } })
    const { status, text } = await send(discord.headersFor(body, NOW), body)
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ type: 4, data: { flags: 64 | (1 << 15) } })
  })

  test.each([
    ['told beforehand', true],
    ['not told beforehand', false],
  ])('is refused if it is larger than a megabyte, %s', async (_, told) => {
    const body = 'x'.repeat(1024 * 1024 + 1)
    const headers = { ...discord.headersFor(body, NOW), ...(told && { 'content-length': String(body.length) }) }
    expect(await send(headers, body)).toEqual({ status: 413, text: '' })
  })
})
