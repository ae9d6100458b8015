import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Started, start, stop, until } from '../loopback/bot.ts'
import type { Options } from '../loopback/discord.ts'
import { OP } from '../loopback/gateway.ts'
import { asCommand, asWritten, MENTION, STRANGER } from '../loopback/interaction.ts'
import type { Message } from '../loopback/shown.ts'
import type { Request } from '../loopback/state.ts'
import { CHANNEL, DM_CHANNEL } from '../loopback/state.ts'
import { refuse } from '../loopback/validate.ts'

const QUESTION = 'which async runtime is it built on top of?'
const isPost = ({ method, path }: Request) => method === 'POST' && path.startsWith('/channels')

let happens: Options['instead']
let both: Started
beforeAll(async () => {
  both = await start({ instead: (...given) => happens?.(...given) })
})
afterAll(async () => {
  await stop(both)
})

/** Somebody new each time: nobody has to wait for their turn. */
let people = 0
const somebody = () => String(500_000_000_000_000_000n + BigInt(people++))
const asAsked = (from: 'server' | 'dm' = 'server') =>
  asWritten(from === 'dm' ? QUESTION : `${MENTION} ${QUESTION}`, { from, by: somebody() })

/** Says something, and gives the bot's reply. */
async function replyTo(message: Message): Promise<Message> {
  both.discord.say(message)
  return until(() => repliesTo(message)[0])
}

const repliesTo = ({ id }: Message) =>
  both.discord
    .messages()
    .filter(({ message_reference }) => (message_reference as { message_id?: string })?.message_id === id)

/** All that is read in a message. */
const shown = (message: Message) => JSON.stringify(message.components)

/** Resolves when the bot has dealt with everything that was said before: it takes all in the order in which it comes. */
const settled = () => both.discord.send(asCommand('help'))

const posts = () => both.discord.requests.filter(isPost)

test('requests no privileged intent', () => {
  const [identify] = both.discord.gateway.heard.filter(({ op }) => op === OP.identify)
  expect(identify?.d).toMatchObject({ intents: (1 << 0) | (1 << 9) | (1 << 12) })
})

describe('a message', () => {
  test('that mentions the bot with a question gets a reply without pings', async () => {
    const question = asAsked()
    const reply = await replyTo(question)
    expect(shown(reply)).toContain('Tokio')
    expect(reply).toMatchObject({ channel_id: CHANNEL, mentions: [], mention_everyone: false })
    expect(posts().at(-1)?.body).toMatchObject({ nonce: question.id, enforce_nonce: true })
  })

  test('sent directly needs no mention', async () => {
    const reply = await replyTo(asAsked('dm'))
    expect(shown(reply)).toContain('Tokio')
    expect(reply.channel_id).toBe(DM_CHANNEL)
  })

  test('that replies to the bot and pings it is taken for a question', async () => {
    const to = await replyTo(asAsked())
    expect(shown(await replyTo(asWritten('And how do you write tests?', { by: somebody(), to })))).toContain(
      'Cargo-lambda',
    )
    const before = posts().length
    both.discord.say(asWritten(QUESTION, { by: somebody(), to, ping: false }))
    both.discord.say(asWritten('My sister would love this.', { by: somebody(), to }))
    await settled()
    expect(posts()).toHaveLength(before)
  })

  test('from a bot or webhook, without a mention, or by the bot itself is ignored', async () => {
    const before = posts().length
    const asked = `${MENTION} ${QUESTION}`
    both.discord.say(asWritten(asked, { as: 'bot', by: STRANGER }))
    both.discord.say(asWritten(asked, { as: 'webhook', by: STRANGER }))
    both.discord.say(asWritten(asked, { as: 'bot', by: STRANGER, from: 'dm' }))
    both.discord.say(asWritten(QUESTION))
    await settled()
    expect(posts()).toHaveLength(before)
  })

  test('whose reply Discord refuses is logged, and the next gets its reply', async () => {
    const refused = [refuse.missingPermissions, refuse.noReplyWithoutHistory, refuse.missingAccess]
    const notPosted = () => both.bot.log().filter(({ event }) => event === 'not posted')
    for (const refusal of refused) {
      happens = async request => (isPost(request) ? refusal : undefined)
      const before = notPosted().length
      both.discord.say(asAsked('dm'))
      await until(() => notPosted().length > before)
    }
    expect(notPosted().map(({ level, err }) => [level, (err as { code: number }).code])).toEqual([
      ['warn', 50013],
      ['warn', 160002],
      ['warn', 50001],
    ])
    happens = undefined
    await replyTo(asAsked('dm'))
  })

  test('whose reply got lost is answered once', async () => {
    let tries = 0
    happens = async (request, usual) => {
      if (!isPost(request) || ++tries > 1) return undefined
      usual()
      return refuse.overloaded
    }
    const question = asAsked('dm')
    await replyTo(question)
    await until(() => tries === 2)
    await settled()
    happens = undefined
    expect(repliesTo(question)).toHaveLength(1)
  })

  test('waits for the rate limit, and gets its reply', async () => {
    const questions = Array.from({ length: 4 }, () => asAsked())
    for (const question of questions) both.discord.say(question)
    for (const question of questions) await until(() => repliesTo(question).length > 0)
  })

  test('gets no reply if the rate limit would delay it too long, which is logged', async () => {
    const after = both.bot.log().length
    const ends = (event: string) =>
      both.bot
        .log()
        .slice(after)
        .filter(line => line.event === event).length
    for (let n = 0; n < 30; n++) both.discord.say(asAsked())
    await until(() => ends('replied') + ends('not posted') === 30)
    expect(ends('replied')).toBeGreaterThan(0)
    expect(ends('not posted')).toBeGreaterThan(0)
    await replyTo(asAsked('dm'))
  })
})

test('ends with a reason and an exit code if the token is no longer accepted', async () => {
  const { discord, bot } = await start({
    instead: async request => (isPost(request) ? refuse.unauthorized : undefined),
  })
  discord.say(asAsked('dm'))
  expect(await bot.ended).toEqual({ code: 1, signal: null })
  expect(bot.output()).toContain('discord.com/developers/applications → your application → Bot → Reset Token')
  await discord.close()
})
