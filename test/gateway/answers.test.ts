import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bot, LogLine } from '../loopback/bot.ts'
import { type Started, start, stop, until } from '../loopback/bot.ts'
import {
  asButton,
  asCommand,
  asPress,
  asTyping,
  asWritten,
  type InteractionJson,
  MENTION,
} from '../loopback/interaction.ts'
import { isPrivate } from '../loopback/shown.ts'
import type { Request } from '../loopback/state.ts'
import { type Answered, refuse } from '../loopback/validate.ts'

const PLANTED = 'a planted fault'
const planted = new URL('../loopback/planted.js', import.meta.url)
/** The last two things that it noted. */
const lastEvents = (bot: Bot) =>
  bot
    .log()
    .map(({ event }) => event)
    .slice(-2)

const forever = () => new Promise<never>(() => {})

/** What Discord does instead of taking an answer, by the interaction's token and how often the bot has tried. */
type Mishap = (time: number, request: Request) => Promise<Answered | undefined> | Answered | undefined

function mishaps() {
  const byToken = new Map<string, { happen: Mishap; times: number }>()
  return {
    happensTo: (interaction: InteractionJson, happen: Mishap) => {
      byToken.set(interaction.token, { happen, times: 0 })
      return interaction
    },
    instead: async (request: Request) => {
      const mishap = byToken.get(request.path.split('/')[3] ?? '')
      return mishap?.happen(++mishap.times, request)
    },
  }
}

describe('a response that fails at first', () => {
  const { happensTo, instead } = mishaps()
  let both: Started
  beforeAll(async () => {
    both = await start({ instead })
  })
  afterAll(async () => {
    await stop(both)
  })

  /** Sends it, and gives the line in which the bot says that it could not answer. */
  const notAnswered = async (event: string, happen: Mishap): Promise<LogLine> => {
    const locale = `x-${event}-${happensAt++}`
    const interaction = happensTo(asCommand('latest', {}, { locale }), happen)
    both.discord.send(interaction, 90_000).catch(() => {})
    const isLine = (line: LogLine) => line.event === event && line.locale === locale
    return until(() => both.bot.log().find(isLine))
  }
  let happensAt = 0

  describe.concurrent('is retried', () => {
    test.each<[string, Mishap]>([
      ['Discord asks to slow down for a moment', time => (time === 1 ? refuse.tooFast(0.3, 'shared') : undefined)],
      ['the whole bot was too fast for a moment', time => (time === 1 ? refuse.tooFast(0.2) : undefined)],
      ['Discord is overloaded', time => (time === 1 ? refuse.overloaded : undefined)],
      ['Discord says nothing', time => (time === 1 ? forever() : undefined)],
    ])('when %s', async (_, happen) => {
      expect(await both.discord.send(happensTo(asCommand('latest'), happen))).toMatchObject({ type: 4 })
    })
  })

  describe.concurrent('is logged', () => {
    test.each<[string, string, Mishap, object]>([
      ['Discord asks to slow down for a minute', 'not sent', () => refuse.tooFast(60, 'shared'), {}],
      ['Discord stays overloaded', 'not sent', () => refuse.overloaded, { err: { status: 503 } }],
      ['Discord never says anything', 'not sent', forever, {}],
      [
        'Discord no longer knows the interaction',
        'too late',
        () => refuse.unknownInteraction,
        { err: { code: 10062 } },
      ],
      ['it was answered already', 'too late', () => refuse.alreadyAcknowledged, { err: { code: 40060 } }],
      ['its token is not accepted', 'not sent', () => refuse.unauthorized, { err: { status: 401 } }],
    ])(
      'when %s',
      async (_, event, happen, more) => {
        const line = await notAnswered(event, happen)
        expect(line).toMatchObject({ level: 'warn', age: expect.any(Number), ...more })
        expect(JSON.stringify(line)).not.toContain('interaction-')
      },
      15_000,
    )
  })
})

describe('responses that stall', () => {
  const held: Answered = { status: 200, body: {}, endless: true }
  const isSlow = ({ path }: Request) => path.includes('/interaction-') && slow.has(path.split('/')[3] ?? '')
  const slow = new Set<string>()
  let happen: () => Promise<Answered | undefined> = async () => undefined
  let both: Started
  let base = ''
  beforeAll(async () => {
    both = await start({ instead: request => (isSlow(request) ? happen() : undefined) }, { OPERATIONS_PORT: '0' })
    base = String((await both.bot.logged('operations')).url)
  })
  afterAll(async () => {
    await stop(both)
  })
  const get = async (path: string) => (await fetch(base + path)).text()
  const sendSlow = (count: number) =>
    Array.from({ length: count }, () => {
      const interaction = asCommand('latest')
      slow.add(interaction.token)
      return both.discord.send(interaction, 60_000)
    })

  test('do not delay others: 200 are held back until 30 more are answered', async () => {
    const { discord } = both
    let release = () => {}
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    happen = async () => {
      await released
      return undefined
    }
    const held = sendSlow(200)
    const others = await Promise.all(Array.from({ length: 30 }, () => discord.send(asCommand('help'))))
    expect(others).toHaveLength(30)
    release()
    expect((await Promise.all(held)).every(({ type }) => type === 4)).toBe(true)
  })

  test('are given up if their body never ends, which /readyz and a metric notice', async () => {
    const { discord, bot } = both
    happen = async () => held
    const before = bot.log().length
    for (const answer of sendSlow(150)) answer.catch(() => {})
    const lines = (...events: readonly string[]) =>
      bot
        .log()
        .slice(before)
        .filter(({ event }) => events.includes(event))
    // On a busy machine some have waited too long to be sent at all.
    await until(() => lines('not sent', 'too late').length >= 150)
    expect(await get('/readyz')).toBe('not ready: Discord has not accepted the latest responses in time\n')
    const unsent = lines('not sent').length
    expect(unsent).toBeGreaterThanOrEqual(5)
    const [, counted] = /^shownotes_unfinished_responses_total (\d+)$/m.exec(await get('/metrics')) ?? []
    expect(Number(counted)).toBeGreaterThanOrEqual(unsent)
    expect(await discord.send(asCommand('latest'))).toMatchObject({ type: 4 })
    await until(async () => (await get('/readyz')) === 'ready\n')
  })
})

describe.concurrent('an exception', () => {
  test('in a handler gets an apology; anywhere else it ends the program with a reason and an exit code', async () => {
    const { discord, bot } = await start({}, {}, planted)
    const { message } = await discord.send(asCommand('ask', { question: PLANTED }))
    expect(message && isPrivate(message)).toBe(true)
    expect((await discord.send(asTyping('episode', { which: PLANTED }, 'which'))).data).toEqual({ choices: [] })
    const replies = () => discord.messages().filter(message => message.message_reference !== undefined)
    discord.say(asWritten(`${MENTION} ${PLANTED}`))
    await until(() => replies().length === 1)
    expect(JSON.stringify(replies())).toContain('Something went wrong on my end')
    expect((await discord.send(asButton(`1|o|episode|0||${PLANTED}`))).message).toSatisfy(isPrivate)
    const faultsNoted = () => bot.log().filter(({ event }) => event === 'fault')
    await until(() => faultsNoted().length === 4)
    const faults = faultsNoted()
    expect(faults[0]).toMatchObject({ level: 'error', err: { message: 'planted in a handler' } })
    expect(JSON.stringify(message?.components)).toContain(`(${faults[0]?.code})`)
    expect(await discord.send(asCommand('latest'))).toMatchObject({ type: 4 })

    bot.kill('SIGUSR2')
    expect(await bot.ended).toEqual({ code: 1, signal: null })
    expect(bot.log().at(-1)).toMatchObject({ event: 'crashed', err: { message: 'planted outside of any handler' } })
    await discord.close()
  })
})

describe.concurrent('after a shutdown signal', () => {
  const isCallback = ({ path }: Request) => path.startsWith('/interactions')

  test('finishes answers in progress, and exits with 0', async () => {
    const { discord, bot } = await start({
      instead: async request => {
        if (!isCallback(request)) return undefined
        bot.kill('SIGTERM')
        await setTimeout(1000)
        return undefined
      },
    })
    expect(await discord.send(asCommand('latest'))).toMatchObject({ type: 4 })
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    expect(lastEvents(bot)).toEqual(['answered', 'stopped'])
    await discord.close()
  })

  test.each([
    ['SIGTERM', 'SIGINT', 130],
    ['SIGINT', 'SIGTERM', 143],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)('by %s and then by %s it ends at once, with a code', async (first, second, code) => {
    const { discord, bot } = await start({
      instead: async request => {
        if (!isCallback(request)) return undefined
        bot.kill(first)
        await until(() => discord.gateway.open() === 0)
        bot.kill(second)
        return forever()
      },
    })
    discord.send(asCommand('latest'), 90_000).catch(() => {})
    expect(await bot.ended).toEqual({ code, signal: null })
    expect(bot.log().map(({ event }) => event)).not.toContain('stopped')
    await discord.close()
  })

  test('waits at most ten seconds', async () => {
    let isTold = false
    const { discord, bot } = await start({
      instead: async request => {
        // Deleting the message takes up to ten seconds, and so does the apology.
        if (!request.path.startsWith('/webhooks')) return undefined
        // A second signal would end it at once.
        if (!isTold) bot.kill('SIGTERM')
        isTold = true
        return { status: 200, body: {}, endless: true }
      },
    })
    const { message } = await discord.send(asCommand('latest'))
    if (message === undefined) throw new Error('an answer is a message')
    discord.send(asPress(message, 'Dismiss'), 90_000).catch(() => {})
    // Whoever runs it loses patience some day, and this one has a lot: it has to be gone by itself before.
    setTimeout(40_000, undefined, { ref: false }).then(() => bot.kill('SIGKILL'))
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    expect(lastEvents(bot)).toEqual(['unfinished', 'stopped'])
    await discord.close()
  })
})
