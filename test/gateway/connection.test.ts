import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { connect } from '../../src/gateway/client.ts'
import { createLog } from '../../src/log.ts'
import { DONE } from '../../src/result.ts'
import { run, start, stop, until } from '../loopback/bot.ts'
import { type Discord, startDiscord } from '../loopback/discord.ts'
import { OP } from '../loopback/gateway.ts'
import { asCommand } from '../loopback/interaction.ts'
import { Memory } from '../memory.ts'
import { reasonOf } from '../reason.ts'

const said = ({ gateway }: Discord, op: number): number => gateway.heard.filter(packet => packet.op === op).length

/** Resolves when the bot has said this once more than before. */
const saysAgain = (discord: Discord, op: number): Promise<unknown> => {
  const before = said(discord, op)
  return until(() => said(discord, op) > before)
}

/** Asks for something, and resolves with the answer. */
const asks = (discord: Discord, giveUpAfterMs?: number) => discord.send(asCommand('latest'), giveUpAfterMs)

describe.concurrent('the program', () => {
  test('resumes after its connection was closed, cut or invalidated', async () => {
    const both = await start({ heartbeatMs: 400 })
    const { discord, bot } = both
    const { gateway } = discord
    const faults = [
      () => gateway.drop(4000),
      () => gateway.drop(1006),
      () => gateway.sendAway(),
      () => gateway.invalidate(true),
    ]
    for (const fault of faults) {
      const resumed = saysAgain(discord, OP.resume)
      fault()
      // What happens while the bot is away is sent to it when it is back.
      expect(await asks(discord)).toMatchObject({ type: 4 })
      await resumed
    }
    expect(said(discord, OP.identify)).toBe(1)
    expect(bot.log().filter(({ event }) => event === 'disconnected').length).toBeGreaterThan(0)

    // A connection on which heartbeats are no longer answered is dead, whatever TCP says.
    const resumed = saysAgain(discord, OP.resume)
    gateway.fallSilent()
    await resumed
    expect(await asks(discord)).toMatchObject({ type: 4 })

    // A heartbeat that is asked for comes at once.
    const beat = saysAgain(discord, OP.heartbeat)
    gateway.askForHeartbeat()
    await beat
    expect(gateway.closed).toEqual([])
    await stop(both)
  })

  test('ignores unknown packets', async () => {
    const both = await start()
    const { discord } = both
    const nonsense = ['', 'hello?', '{"op":', '[]', 'null', '{"op":99,"d":{}}', '{"op":0,"t":"NOTHING","s":null,"d":7}']
    for (const raw of [...nonsense, new Uint8Array([0x78, 0x9c, 7, 7]), 'x'.repeat(1_000_000)]) {
      discord.gateway.babble(raw)
      expect(await asks(discord)).toMatchObject({ type: 4 })
    }
    await stop(both)
  })

  test('identifies again if its session is no longer valid', async () => {
    const both = await start()
    const { discord, bot } = both
    discord.gateway.invalidate(false)
    await bot.logged('reconnected')
    expect(await asks(discord)).toMatchObject({ type: 4 })

    discord.gateway.forget()
    discord.gateway.drop(4000)
    await bot.logged('reconnected', 2)
    expect(await asks(discord)).toMatchObject({ type: 4 })
    expect(said(discord, OP.identify)).toBe(3)
    await stop(both)
  })

  test('comes back after missing its heartbeats', async () => {
    const both = await start({ heartbeatMs: 600 })
    const { discord, bot } = both
    bot.kill('SIGSTOP')
    await until(() => discord.gateway.closed.length > 0)
    expect(discord.gateway.closed).toEqual([4009])
    bot.kill('SIGCONT')
    await bot.logged('reconnected')
    expect(await asks(discord)).toMatchObject({ type: 4 })
    await stop(both)
  })

  test('waits for Discord to come back', async () => {
    const both = await start()
    const { discord, bot } = both
    await discord.leave()
    await bot.logged('disconnected')
    await setTimeout(5000)
    await discord.comeBack()
    await bot.logged('reconnected')
    expect(await asks(discord)).toMatchObject({ type: 4 })
    // It says once that Discord is gone, not twice a second.
    expect(bot.log().filter(({ event }) => event === 'disconnected')).toHaveLength(1)
    await stop(both)
  })

  test.each([
    [4004, 'Discord does not accept the token', 'discord.com/developers/applications → your application → Bot → Reset'],
    [4014, 'an intent that it requested', 'applications → your application → Bot → Privileged Gateway Intents'],
  ])('ends with a reason and an exit code if closed with %i, at the start and later', async (code, says, page) => {
    const strict = await startDiscord({ refuseWith: code })
    const early = run('start', { DISCORD_TOKEN: strict.token, DISCORD_API_URL: strict.api })
    const { discord, bot: late } = await start()
    discord.gateway.drop(code)
    for (const bot of [early, late]) {
      expect(await bot.ended).toEqual({ code: 1, signal: null })
      expect(bot.output()).toContain(says)
      expect(bot.output()).toContain(page)
    }
    await Promise.all([strict.close(), discord.close()])
  })

  test('ends with a reason and an exit code if REST refuses its token', async () => {
    const discord = await startDiscord()
    const bot = run('start', { DISCORD_TOKEN: 'of.another.bot', DISCORD_API_URL: discord.api })
    expect(await bot.ended).toEqual({ code: 1, signal: null })
    expect(bot.output()).toContain('discord.com/developers/applications → your application → Bot → Reset Token')
    await discord.close()
  })
})

describe.concurrent('a silent gateway', () => {
  const app = createApp(() => {
    throw new Error('nobody asks anything here')
  })
  const log = () => createLog('info', new Memory())

  test('is given up with a reason, whether it fell silent or never sent anything', async () => {
    const discords = await Promise.all([startDiscord({ heartbeatMs: 200 }), startDiscord()])
    const [fell, mute] = discords
    const stay = new AbortController().signal
    const spoke = connect({ ...fell, app, log: log(), shutdown: stay, maxSilenceMs: 1000 })
    await until(() => said(fell, OP.heartbeat) > 2)
    fell.gateway.neverSpeak()
    mute.gateway.neverSpeak()
    const waits = connect({ ...mute, app, log: log(), shutdown: stay, maxSilenceMs: 1000 })
    for (const ended of [spoke, waits]) expect(reasonOf(await ended)).toContain('Discord’s gateway was silent for')
    await Promise.all(discords.map(discord => discord.close()))
  })

  test('is kept if it answers heartbeats', async () => {
    const discord = await startDiscord({ heartbeatMs: 100 })
    const leave = new AbortController()
    const ended = connect({ ...discord, app, log: log(), shutdown: leave.signal, maxSilenceMs: 2000 })
    await until(() => said(discord, OP.heartbeat) > 30)
    leave.abort()
    expect(await ended).toEqual(DONE)
    await discord.close()
  })
})
