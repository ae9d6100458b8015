import { expect, test } from 'vitest'
import { createOperations } from '../../src/operations/health.ts'
import { createMetrics, type Shard } from '../../src/operations/metrics.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, showOf } from '../lighthouse.ts'
import { start, stop, until } from '../loopback/bot.ts'
import { asCommand } from '../loopback/interaction.ts'

test('reports health and metrics on a port of its own, and nothing that anybody asked', async () => {
  const both = await start({ heartbeatMs: 1000 }, { OPERATIONS_PORT: '0' })
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
  expect(text).toContain('shownotes_answers_total{command="other",outcome="rejected"} 1')
  expect(text).toContain('shownotes_answer_milliseconds_count{command="latest"} 1')
  expect(text).toMatch(/^shownotes_episodes 1$/m)
  expect(text).toMatch(/^shownotes_gateway_connected_shards 1$/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m)
  expect(text).not.toMatch(/sing|secret/)

  await discord.leave()
  await bot.logged('disconnected')
  expect(await get('/readyz')).toEqual({
    status: 503,
    text: 'not ready: 1 of 1 shards receive nothing from the gateway\n',
  })
  expect((await get('/healthz')).status).toBe(200)
  await discord.comeBack()
  await bot.logged('reconnected')
  expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' })

  // A gateway that says nothing, on no connection, although TCP stands: not even that it heard a heartbeat.
  discord.gateway.neverSpeak()
  await until(async () => (await get('/readyz')).status === 503)
  expect((await get('/readyz')).text).toBe('not ready: 1 of 1 shards receive nothing from the gateway\n')
  expect((await get('/healthz')).status).toBe(200)
  await stop(both)
})

test('counts a connection as lost after two unacknowledged heartbeats', async () => {
  const metrics = createMetrics()
  const stay = new AbortController().signal
  const operations = createOperations({ metrics, transport: 'gateway', shutdown: stay })
  const isReady = async () => (await operations.request('/readyz')).text()
  const library = createLibrary(showOf(episode('1', 'Why do lighthouses blink?')), '2026-03-01')
  expect(await isReady()).toBe('not ready: the episodes are still being read\n')
  metrics.setSource({ library: () => library, problems: () => [], commands: [], embeddings: undefined })
  expect(await isReady()).toBe('not ready: not connected to the gateway yet\n')
  let shards: readonly Shard[] = [
    { connected: true, silent: 82_500, ping: 40 },
    { connected: true, silent: 0, ping: undefined },
  ]
  metrics.observe.connecting(() => shards)
  expect(await isReady()).toBe('ready\n')
  shards = shards.map(shard => ({ ...shard, silent: shard.silent + 1 }))
  expect(await isReady()).toBe('not ready: 1 of 2 shards receive nothing from the gateway\n')
})
