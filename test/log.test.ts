import { stripVTControlCharacters } from 'node:util'
import { DiscordAPIError } from 'discord.js'
import { expect, test } from 'vitest'
import { createLog, openLog } from '../src/log.ts'
import { Memory } from './memory.ts'

const refused = new DiscordAPIError(
  { code: 50035, message: 'Invalid Form Body' },
  50035,
  400,
  'POST',
  'https://discord.com/api/v10/interactions/1/secret-token/callback',
  { files: undefined, body: { data: { content: 'what was asked' } } },
)

test('writes JSON lines with time and level', () => {
  const memory = new Memory()
  createLog('info', memory).info({ event: 'ready', servers: 2 })
  expect(JSON.parse(memory.text)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    event: 'ready',
    servers: 2,
  })
})

test('leaves out the URL of a failed request, which contains a token, and its body', () => {
  const memory = new Memory()
  createLog('info', memory).warn({ event: 'refused', err: refused })
  expect(JSON.parse(memory.text).err).toMatchObject({ code: 50035, status: 400, method: 'POST' })
  expect(memory.text).not.toMatch(/secret-token|what was asked/)
})

test('logs the stack trace of a bug', () => {
  const memory = new Memory()
  createLog('info', memory).error({ event: 'fault', err: new TypeError('x is not a function') })
  expect(JSON.parse(memory.text).err).toMatchObject({
    type: 'TypeError',
    stack: expect.stringContaining('log.test.ts'),
  })
})

test('writes readable lines on a terminal', async () => {
  const memory = Object.assign(new Memory(), { isTTY: true })
  const log = await openLog('info', memory)
  log.info({ event: 'ready', servers: 2 })
  expect(stripVTControlCharacters(memory.text)).toMatch(/^\[[\d:.]+\] INFO: ready \{"servers":2\}\n$/)
})
