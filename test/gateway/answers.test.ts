import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bot, LogLine } from '../loopback/bot.ts'
import { type Started, start, stop, until } from '../loopback/bot.ts'
import { asButton, asCommand, asTyping, asWritten, type InteractionJson, MENTION } from '../loopback/interaction.ts'
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
    const { discord, bot } = await start({
      instead: async request => {
        if (!isCallback(request)) return undefined
        bot.kill('SIGTERM')
        return { status: 200, body: {}, endless: true }
      },
    })
    discord.send(asCommand('latest'), 90_000).catch(() => {})
    // Whoever runs it loses patience some day, and this one has a lot: it has to be gone by itself before.
    setTimeout(40_000, undefined, { ref: false }).then(() => bot.kill('SIGKILL'))
    expect(await bot.ended).toEqual({ code: 0, signal: null })
    expect(lastEvents(bot)).toEqual(['unfinished', 'stopped'])
    await discord.close()
  })
})
