import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Bot, run } from '../loopback/bot.ts'
import { type Discord, startDiscord } from '../loopback/discord.ts'
import { newSigner } from '../loopback/http.ts'
import {
  asButton,
  asCommand,
  asForm,
  asMessageCommand,
  asPress,
  asTyping,
  type InteractionJson,
  STRANGER,
} from '../loopback/interaction.ts'
import { isPrivate } from '../loopback/shown.ts'

const QUESTION = 'which async runtime is it built on top of?'

let discord: Discord
let bot: Bot
let url: string
beforeAll(async () => {
  discord = await startDiscord()
  bot = run('serve', {
    DISCORD_PUBLIC_KEY: discord.publicKey,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    LOG_LEVEL: 'debug',
    PORT: '0',
  })
  url = String((await bot.logged('ready')).url)
}, 30_000)
afterAll(async () => {
  bot.kill('SIGTERM')
  expect(await bot.ended).toEqual({ code: 0, signal: null })
  await discord.close()
}, 30_000)

const post = (interaction: InteractionJson) => discord.post(url, interaction)

test('listens on loopback only, and logs the URL for the portal', () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/interactions$/)
})

describe('answers every kind of interaction with what Discord accepts', () => {
  test('a command', async () => {
    const { type, message } = await post(asCommand('ask', { question: QUESTION }))
    expect(type).toBe(4)
    expect(JSON.stringify(message?.components)).toContain('Tokio')
  })

  test('autocomplete', async () => {
    const { type, data } = await post(asTyping('episode', { which: 'rust' }, 'which'))
    expect(type).toBe(8)
    expect(JSON.stringify(data)).toContain('64')
  })

  test('a message command', async () => {
    const { message: asked } = await post(asCommand('latest'))
    const { message } = await post(asMessageCommand('Find in episodes', { ...asked, content: QUESTION } as never))
    expect(message && isPrivate(message)).toBe(true)
    expect(JSON.stringify(message?.components)).toContain('Tokio')
  })

  test('a button', async () => {
    const { message } = await post(asCommand('ask', { question: QUESTION }))
    if (!message) throw new Error('no message')
    expect(await post(asPress(message, 'Show episode'))).toMatchObject({ type: 4 })
    expect(await post(asPress(message, 'Show resources'))).toMatchObject({ type: 4 })
  })

  test('unknown buttons, forms and commands', async () => {
    for (const unknown of [asButton('v0|gone'), asForm('v9|form', { words: 'x' }), asCommand('sing')]) {
      const { type, message } = await post(unknown)
      expect(type).toBe(4)
      expect(message && isPrivate(message)).toBe(true)
    }
    expect(await post({ ...asCommand('ask'), type: 42 })).toMatchObject({ type: 4 })
  })
})

test('deletes the message on Dismiss, after answering on its own', async () => {
  const { message } = await post(asCommand('ask', { question: QUESTION }))
  if (!message) throw new Error('no message')
  expect(discord.messages().map(({ id }) => id)).toContain(message.id)
  expect(await post(asPress(message, 'Dismiss'))).toMatchObject({ type: 6 })
  await vi.waitUntil(() => !discord.messages().some(({ id }) => id === message.id))
  expect(discord.requests.slice(-2).map(({ method }) => method)).toEqual(['POST', 'DELETE'])
})

test('registers the commands if there is a token, and makes them clickable', async () => {
  await bot.logged('registered')
  const { message } = await post(asCommand('help', {}, { by: STRANGER }))
  expect(JSON.stringify(message?.components)).toMatch(/<\/ask:\d+>/)
})

test('logs what was used, the outcome and the duration, but neither the question nor the user', async () => {
  await post(asCommand('ask', { question: QUESTION }, { by: STRANGER }))
  const line = bot.log().findLast(({ event, command }) => event === 'answered' && command === 'ask')
  expect(line).toMatchObject({ level: 'info', outcome: 'sure', place: 'server', ms: expect.any(Number) })
  expect(discord.secretsIn(bot.output())).toEqual([])
})

describe('a request that is not from Discord', () => {
  const body = JSON.stringify(asCommand('latest'))
  const forged = newSigner()
  const send = (headers: object, sent = body) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: sent })

  test('is refused without a reason', async () => {
    const response = await send(forged.headersFor(body))
    expect([response.status, await response.text()]).toEqual([401, ''])
    expect((await send({})).status).toBe(401)
  })

  test.each([
    ['GET', '/interactions', 405],
    ['PUT', '/interactions', 405],
    ['GET', '/', 404],
    ['POST', '/', 404],
    ['POST', '/interactions/', 404],
    ['GET', '/metrics', 404],
  ])('%s %s gets %i in plain text', async (method, path, status) => {
    const response = await fetch(new URL(path, url), { method, ...(method !== 'GET' && { body }) })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
    if (status === 405) expect(response.headers.get('allow')).toBe('POST')
  })
})
