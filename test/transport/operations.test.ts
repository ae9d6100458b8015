import { expect, test } from 'vitest'
import { asCommand } from '../loopback/interaction.ts'
import { start, stop } from '../loopback/started.ts'

test('on a port of its own the bot tells how it is, and nothing that anybody asked', async () => {
  const both = await start({}, { OPERATIONS_PORT: '0' })
  const { discord, bot } = both
  const base = String((await bot.logged('operations')).url)
  const get = async (path: string) => {
    const response = await fetch(base + path)
    return { status: response.status, text: await response.text() }
  }
  expect(base).toMatch(/^http:\/\/127\.0\.0\.1:/)
  expect(await get('/healthz')).toEqual({ status: 200, text: 'alive\n' })
  expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' })

  await discord.send(asCommand('latest'))
  await discord.send(asCommand('sing', { song: 'a secret' }))
  await bot.logged('answered', 2)
  const { text } = await get('/metrics')
  expect(text).toContain('shownotes_answers_total{command="latest",outcome="found"} 1')
  expect(text).toContain('shownotes_answers_total{command="other",outcome="trouble"} 1')
  expect(text).toContain('shownotes_answer_milliseconds_count{command="latest"} 1')
  expect(text).toMatch(/^shownotes_episodes 1$/m)
  expect(text).toMatch(/^shownotes_gateway_connected_shards 1$/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m)
  expect(text).not.toMatch(/sing|secret/)

  await discord.leave()
  await bot.logged('disconnected')
  expect(await get('/readyz')).toEqual({
    status: 503,
    text: 'not ready: 1 of 1 shards hear nothing from the gateway\n',
  })
  expect((await get('/healthz')).status).toBe(200)
  await discord.comeBack()
  await bot.logged('reconnected')
  expect((await stop(both)).code).toBe(0)
}, 40_000)
