import { expect, test } from 'vitest'
import { start, stop, until } from '../loopback/bot.ts'
import { guildsOf, OP } from '../loopback/gateway.ts'
import { asCommand } from '../loopback/interaction.ts'

test('opens as many shards as Discord asks for, and answers on each', async () => {
  const sharding = { shards: 4, maxConcurrency: 2 }
  const both = await start({ sharding, heartbeatMs: 1000 }, { OPERATIONS_PORT: '0' })
  const { discord, bot } = both
  const shards = () => discord.gateway.heard.flatMap(({ op, d }) => (op === OP.identify ? [(d as Identify).shard] : []))
  const base = String((await bot.logged('operations')).url)
  const get = async (path: string) => (await fetch(base + path)).text()

  // Each came in once, so none came too early.
  expect(shards().sort()).toEqual([
    [0, 4],
    [1, 4],
    [2, 4],
    [3, 4],
  ])
  expect(discord.gateway.closed).toEqual([])
  expect(await bot.logged('ready')).toMatchObject({ servers: 4 })
  expect(await get('/readyz')).toBe('ready\n')
  expect(await get('/metrics')).toMatch(/^shownotes_gateway_connected_shards 4$/m)
  for (const guild of guildsOf(sharding)) {
    expect(await discord.send(asCommand('latest', {}, { guild }))).toMatchObject({ type: 4 })
  }
  expect(await discord.send(asCommand('latest', {}, { from: 'dm' }))).toMatchObject({ type: 4 })

  // All of them are lost, and all come back.
  discord.gateway.drop(4000)
  await bot.logged('reconnected', 4)
  for (const guild of guildsOf(sharding)) {
    expect(await discord.send(asCommand('latest', {}, { guild }))).toMatchObject({ type: 4 })
  }
  expect(shards()).toHaveLength(4)

  // And one that hears nothing more makes the bot unready, whatever the others hear.
  discord.gateway.ignore(2)
  await until(async () => (await get('/readyz')).includes('1 of 4 shards receive nothing'))
  await stop(both)
}, 120_000)

type Identify = { readonly shard: readonly number[] }
