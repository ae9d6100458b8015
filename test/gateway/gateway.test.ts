import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type App, createApp } from '../../src/commands/app.ts'
import { connect } from '../../src/gateway/client.ts'
import { createLog } from '../../src/log.ts'
import { registerOnce } from '../../src/rest/register.ts'
import { DONE } from '../../src/result.ts'
import { type Bot, type LogLine, run } from '../loopback/bot.ts'
import { type Discord, refusals, startDiscord } from '../loopback/discord.ts'
import { ASKER, asButton, asCommand, asTyping, type InteractionJson } from '../loopback/interaction.ts'
import { refuse } from '../loopback/validate.ts'
import { Memory } from '../memory.ts'
import { reasonOf } from '../reason.ts'

const QUESTION = 'which async runtime is it built on top of?'

type Shown = { readonly content?: string; readonly url?: string; readonly components?: readonly Shown[] }

/** All that a person would see of a message. */
const shown = (data: unknown): string => {
  const { content = '', url = '', components = [] } = data as Shown
  return [content, url, ...components.map(shown)].filter(text => text !== '').join('\n')
}

const isPrivate = (data: unknown): boolean => (Number((data as { flags?: number }).flags) & 64) !== 0

describe('the program itself, on Discord', () => {
  let discord: Discord
  let bot: Bot

  beforeAll(async () => {
    discord = await startDiscord()
    bot = run('start', { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api })
    await bot.logged('ready')
  }, 30_000)

  afterAll(async () => {
    bot.kill('SIGTERM')
    const ended = await bot.ended
    await discord.close()
    expect(ended).toEqual({ code: 0, signal: null })
    expect(refusals(discord)).toEqual([])
  })

  test('registers its commands in one request, and prints an invite link', async () => {
    const names = ['ask', 'episode', 'episodes', 'resources', 'related', 'latest', 'help', 'Find in episodes']
    expect(discord.commands().map(({ name }) => name)).toEqual(names)
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
    const invite = new URL(String((await bot.logged('invite')).link))
    expect(Object.fromEntries(invite.searchParams)).toEqual({
      client_id: '100000000000000001',
      scope: 'applications.commands bot',
      permissions: '274877975552',
    })
  })

  test('/episode 64 shows the title, date, YouTube and Spotify', async () => {
    const { type, data } = await discord.send(asCommand('episode', { which: '64' }))
    expect(type).toBe(4)
    expect(shown(data)).toContain('How do you write Lambda Functions in Rust?')
    expect(shown(data)).toContain('<t:1674208800:D>')
    expect(shown(data)).toMatch(/\[YouTube\]\(<https:\/\/youtu\.be\/HZLEIWcFJy8>\)/)
    expect(shown(data)).toMatch(/\[Spotify\]\(<https:\/\/[^>]*spotify\.com/)
    expect(isPrivate(data)).toBe(false)
  })

  test('/resources rust lists links, in a direct message too', async () => {
    const { data } = await discord.send(asCommand('resources', { about: 'rust' }, { from: 'dm' }))
    expect(shown(data)).toContain('https://rustup.rs/')
  })

  test('/ask quotes the answer verbatim', async () => {
    const { data } = await discord.send(asCommand('ask', { question: QUESTION }))
    expect(shown(data).replaceAll('**', '')).toContain('built on top of the Tokio async runtime')
  })

  test('autocompletes an episode', async () => {
    const { type, data } = await discord.send(asTyping('episode', { which: 'lambda fun' }, 'which'))
    expect(type).toBe(8)
    expect(data?.choices).toEqual([{ name: expect.stringContaining('Lambda Functions in Rust'), value: '64' }])
  })

  test('answers old commands and buttons privately', async () => {
    for (const interaction of [asCommand('quote'), asButton('v0|x')]) {
      const { data } = await discord.send(interaction)
      expect(shown(data)).not.toBe('')
      expect(isPrivate(data)).toBe(true)
    }
  })

  test('answers or logs a malformed interaction, and goes on', async () => {
    const { data: _, ...noData } = asCommand('ask')
    expect(isPrivate((await discord.send(noData)).data)).toBe(true)
    const { member: __, entitlements: ___, ...nobody } = asCommand('help')
    expect(shown((await discord.send(nobody)).data)).toContain('/ask')
    for (const nothing of [null, {}, { type: 2 }]) discord.gateway.dispatch('INTERACTION_CREATE', nothing)
    expect(shown((await discord.send(asCommand('latest'))).data)).toContain('64')
    await expect.poll(() => bot.log().filter(({ event }) => event === 'unanswerable')).toHaveLength(3)
  })

  test('goes on after a lost connection', async () => {
    discord.gateway.drop(4000)
    await bot.logged('reconnected')
    expect(bot.log().filter(({ event }) => event === 'disconnected')).toHaveLength(1)
    expect(shown((await discord.send(asCommand('latest'))).data)).toContain('64')
  })

  test('logs neither questions nor users', async () => {
    await discord.send(asCommand('ask', { question: QUESTION }))
    const isAnswer = ({ command, event }: LogLine) => command === 'ask' && event === 'answered'
    const line = await vi.waitUntil(() => bot.log().find(isAnswer))
    expect(line).toMatchObject({ outcome: 'sure', locale: 'en-GB', place: 'server', ms: expect.any(Number) })
    expect(discord.secretsIn(bot.output())).toEqual([])
    // And this would tell.
    for (const secret of [discord.token, QUESTION, ASKER]) expect(discord.secretsIn(`… ${secret} …`)).toEqual([secret])
  })
})

describe('the program with a Discord of its own', () => {
  test('registers nothing on a second start, and shuts down even if Discord is gone', async () => {
    const discord = await startDiscord()
    const { token, api } = discord
    const { commands } = createApp(noLibrary)
    expect(await registerOnce({ token, api, commands })).toMatchObject({ ok: true })
    const bot = run('start', { DISCORD_TOKEN: token, DISCORD_API_URL: api })
    expect(await bot.logged('registered')).toMatchObject({ changes: [] })
    await bot.logged('ready')
    expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)

    // It leaves when told to, although it keeps trying to get back.
    await discord.close()
    await bot.logged('disconnected')
    bot.kill('SIGINT')
    expect(await bot.ended).toEqual({ code: 0, signal: null })
  }, 30_000)

  test('answers even if registering its commands has to wait for an hour', async () => {
    const discord = await startDiscord({
      instead: async ({ path }) => (path.endsWith('/commands') ? refuse.tooFast(3600, 'user') : undefined),
    })
    const bot = run('start', { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api })
    expect(await bot.logged('not registered')).toMatchObject({ fix: expect.stringContaining('npm run register') })
    await bot.logged('ready')
    expect(shown((await discord.send(asCommand('latest'))).data)).toContain('64')
    bot.kill('SIGTERM')
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    await discord.close()
  }, 30_000)

  test('shuts down cleanly while starting', async () => {
    const discord = await startDiscord()
    const bot = run('start', { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api })
    await bot.logged('content')
    bot.kill('SIGTERM')
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    expect(bot.log().map(({ event }) => event)).toContain('stopped')
    expect(bot.log().map(({ event }) => event)).not.toContain('ready')
    await discord.close()
  }, 30_000)

  function noLibrary(): never {
    throw new Error('only the definitions of commands are read here')
  }
})

describe('failures', () => {
  const app: App = {
    commands: [],
    locale: () => 'en',
    prepare: async () => {},
    reply: ({ command, options }) => {
      if (command === 'planted') throw new Error('planted fault')
      const [mention = '1'] = Object.values(options)
      return {
        outcome: 'found',
        audience: 'everyone',
        blocks: [{ kind: 'small', text: ['hello'] }],
        actions: [],
        locale: 'en-GB',
        mention: `${mention}`,
      }
    },
    press: () => ({ kind: 'delete' }),
    conversationAfter: () => ({}),
    replyToMessage: () => undefined,
    autocomplete: () => [],
  }

  const stay = new AbortController().signal

  test.each([
    [4004, /does not accept the token.*discord\.com\/developers\/applications → your application → Bot → Reset Token/],
    [4014, /intent.*discord\.com\/developers\/applications → your application → Bot → Privileged Gateway Intents/],
    [4011, /too many servers/],
    [4012, /code 4012/],
  ])('explains a connection closed with %i', async (refuseWith, says) => {
    const discord = await startDiscord({ refuseWith })
    const { token, api } = discord
    expect(reasonOf(await connect({ token, api, app, log: createLog('info', new Memory()), shutdown: stay }))).toMatch(
      says,
    )
    await discord.close()
  })

  test('explains a refused token', async () => {
    const discord = await startDiscord()
    const log = createLog('info', new Memory())
    expect(reasonOf(await connect({ token: 'wrong', api: discord.api, app, log, shutdown: stay }))).toContain(
      'Reset Token',
    )
    await discord.close()
  })

  test('explains an unreachable Discord', async () => {
    const discord = await startDiscord()
    await discord.close()
    const { token, api } = discord
    const log = createLog('info', new Memory())
    expect(reasonOf(await connect({ token, api, app, log, shutdown: stay }))).toContain(`cannot be reached at ${api}`)
  })

  test('says when it may connect again after too many connections', async () => {
    const discord = await startDiscord({
      instead: async ({ path }, usual) => {
        if (path !== '/gateway/bot') return undefined
        const known = usual()
        const session_start_limit = { total: 1000, remaining: 0, reset_after: 3_600_000, max_concurrency: 1 }
        return { ...known, body: { ...(known.body as object), session_start_limit } }
      },
    })
    const { token, api } = discord
    const said = await connect({ token, api, app, log: createLog('info', new Memory()), shutdown: stay })
    expect(reasonOf(said)).toMatch(
      /1,000 times within a day, which is the limit\. It can connect again at \d{4}-\d\d-\d\dT[\d:.]+Z\. Find out/,
    )
    await discord.close()
  })

  test('shuts down before it is connected', async () => {
    const discord = await startDiscord()
    const { token, api } = discord
    const log = createLog('info', new Memory())
    expect(await connect({ token, api, app, log, shutdown: AbortSignal.abort() })).toEqual(DONE)
    expect(discord.requests).toEqual([])
    await discord.close()
  })

  test('shuts down while Discord is silent', async () => {
    const stop = new AbortController()
    const discord = await startDiscord({
      instead: () => {
        stop.abort()
        return new Promise(() => {})
      },
    })
    const { token, api } = discord
    const log = createLog('info', new Memory())
    expect(await connect({ token, api, app, log, shutdown: stop.signal })).toEqual(DONE)
    await discord.close()
  })

  test('logs an expired interaction with its age', async () => {
    const [memory, stop] = [new Memory(), new AbortController()]
    const discord = await startDiscord()
    const { token, api } = discord
    const stopped = connect({ token, api, app, log: createLog('info', memory), shutdown: stop.signal })
    // Who typed on wants no choices any more: that is no news.
    discord.gateway.dispatch('INTERACTION_CREATE', asTyping('hello', { words: 'x' }, 'words'))
    await vi.waitUntil(() => refusals(discord).length === 1, { timeout: 4000 })
    discord.gateway.dispatch('INTERACTION_CREATE', asCommand('hello', { mention: ASKER }))
    await vi.waitUntil(() => memory.text.includes('"too late"'), { timeout: 4000 })
    stop.abort()
    await stopped
    expect(memory.text).toMatch(/"level":"warn",[^\n]*"too late","command":"hello",[^\n]*"age":\d+/)
    expect(memory.text.match(/too late/g)).toHaveLength(1)
    expect(refusals(discord)).toEqual([expect.stringContaining('10062'), expect.stringContaining('10062')])
    await discord.close()
  })

  /** Connects a bot of this app, lets it answer one interaction, and returns what it logged until it stopped. */
  async function answering(
    discord: Discord,
    interaction: InteractionJson,
    ...expected: readonly RegExp[]
  ): Promise<{ data: unknown; logged: string }> {
    const [memory, stop] = [new Memory(), new AbortController()]
    const { token, api } = discord
    const stopped = connect({ token, api, app, log: createLog('info', memory), shutdown: stop.signal })
    const { data } = await discord.send(interaction)
    stop.abort()
    expect(await stopped).toEqual(DONE)
    await discord.close(...expected)
    return { data, logged: memory.text }
  }

  test('finishes an answer in progress before shutting down', async () => {
    const [memory, stop] = [new Memory(), new AbortController()]
    const discord = await startDiscord({
      instead: async ({ path }) => {
        if (!path.startsWith('/interactions')) return undefined
        stop.abort()
        await setTimeout(300)
        return undefined
      },
    })
    const { token, api } = discord
    const stopped = connect({ token, api, app, log: createLog('info', memory), shutdown: stop.signal })
    expect(shown((await discord.send(asCommand('hello', { mention: ASKER }))).data)).toContain('hello')
    await stopped
    expect(memory.text).toMatch(/"answered".*"stopped"/s)
    await discord.close()
  })

  test('retries if Discord is overloaded', async () => {
    let tries = 0
    const discord = await startDiscord({
      instead: async ({ path }) => (path.startsWith('/interactions') && ++tries === 1 ? { status: 503 } : undefined),
    })
    const { data } = await answering(discord, asCommand('hello', { mention: ASKER }))
    expect(shown(data)).toContain('hello')
  })

  test('apologizes for a bug, and logs it without the question', async () => {
    const { data, logged } = await answering(await startDiscord(), asCommand('planted', { question: QUESTION }))
    expect(shown(data)).toContain('Something went wrong on my end')
    expect(isPrivate(data)).toBe(true)
    expect(logged).toContain('planted fault')
    expect(logged).not.toContain(QUESTION)
  })

  test('replaces a response that Discord finds malformed with an apology', async () => {
    const discord = await startDiscord()
    const { data, logged } = await answering(discord, asCommand('hello', { to: 'nobody' }), /^POST \/interactions/)
    expect(shown(data)).toContain('Something went wrong on my end')
    expect(refusals(discord)).toEqual([expect.stringContaining('50035')])
    expect(logged).toContain('"event":"refused"')
  })
})
