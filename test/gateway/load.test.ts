import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Started, start, stop, until } from '../loopback/bot.ts'
import { mangled } from '../loopback/checks.ts'
import {
  asButton,
  asCommand,
  asForm,
  asMessageCommand,
  asPress,
  asSelect,
  asTyping,
  asWritten,
  type InteractionJson,
  labels,
  MENTION,
} from '../loopback/interaction.ts'
import { isPrivate, type Message } from '../loopback/shown.ts'
import { GUILD, guildOf } from '../loopback/state.ts'

/** The one line that each interaction leaves behind. */
const ENDS = ['answered', 'too late', 'not sent', 'unanswerable']

/** The most that the program may need in the worst of times, in MiB of heap. */
const HEAP = 256

let both: Started
beforeAll(async () => {
  both = await start({}, { NODE_OPTIONS: `--max-old-space-size=${HEAP}`, LOG_LEVEL: 'debug' })
})
afterAll(async () => {
  // Discord sends a ping over HTTP alone, and takes no message for an answer.
  await stop(both, /of type 1$/)
})

const PING = 1

/** What Discord says of a server, with something in each list. */
const SERVER = {
  ...guildOf('400000000000000001'),
  unavailable: false,
  joined_at: '2026-11-27T08:00:00.000000+00:00',
  channels: [
    { id: '1', type: 0, name: 'general', permission_overwrites: [{ id: '1', type: 0, allow: '0', deny: '0' }] },
  ],
  threads: [{ id: '2', type: 11, parent_id: '1', thread_metadata: { archived: false }, member: { id: '2' } }],
  roles: [{ id: '1', name: 'everyone', permissions: '0', colors: { primary_color: 0 } }],
  members: [{ user: { id: '9', username: 'x' }, roles: ['1'], joined_at: '2026-11-27T08:00:00.000000+00:00' }],
  presences: [{ user: { id: '9' }, activities: [{ name: 'x', type: 0 }], client_status: {} }],
  emojis: [{ id: '3', name: 'x', roles: [] }],
  stickers: [{ id: '4', name: 'x', format_type: 1 }],
  stage_instances: [{ id: '5', channel_id: '1', topic: 'x' }],
  guild_scheduled_events: [{ id: '6', name: 'x', recurrence_rule: { start: 'x' } }],
  voice_states: [{ user_id: '9', channel_id: '1', member: { user: { id: '9' } } }],
  soundboard_sounds: [{ sound_id: '7', name: 'x' }],
  incidents_data: { invites_disabled_until: null },
}

/** Events that nothing here needs, some of which discord.js takes to be as it knows them. */
const NOT_OURS = [
  'APPLICATION_COMMAND_PERMISSIONS_UPDATE',
  'CHANNEL_PINS_UPDATE',
  'ENTITLEMENT_CREATE',
  'GUILD_EMOJIS_UPDATE',
  'GUILD_MEMBER_ADD',
  'GUILD_ROLE_CREATE',
  'GUILD_SCHEDULED_EVENT_CREATE',
  'PRESENCE_UPDATE',
  'STAGE_INSTANCE_CREATE',
  'THREAD_CREATE',
  'USER_UPDATE',
  'VOICE_STATE_UPDATE',
  'WEBHOOKS_UPDATE',
  'AN_EVENT_OF_TOMORROW',
]

const QUESTION = 'which async runtime is it built on top of?'

/** An answer of the bot's, with all that Discord puts around it. */
async function withButtons(): Promise<Message> {
  const { message } = await both.discord.send(asCommand('ask', { question: QUESTION }))
  if (message === undefined) throw new Error('an answer is a message')
  return message
}

const ended = () => both.bot.log().filter(({ event }) => ENDS.includes(event)).length

test('answers unknown commands, buttons, choices, forms and kinds of interaction privately', async () => {
  const unknown = [
    asCommand('quote'),
    asButton('v0|x'),
    asButton('x'.repeat(100)),
    asSelect('v9|y', ['1']),
    asMessageCommand('Blame', asWritten('hello')),
    asForm('v1|z', { why: 'because' }),
    { ...asButton('v0|x'), type: 6 },
    { ...asButton('v0|x'), type: 99 },
  ]
  for (const interaction of unknown) {
    const { message } = await both.discord.send(interaction)
    expect(message && isPrivate(message)).toBe(true)
  }
})

test('answers 2,000 interactions at once, or logs them as expired', async () => {
  const { discord, bot } = both
  const message = await withButtons()
  // Discord takes an answer a little before the bot writes that it did.
  const taken = discord.requests.filter(({ path, answer }) => path.endsWith('/callback') && answer?.status === 204)
  await until(() => ended() === taken.length)
  const kinds: readonly ((by: string) => InteractionJson)[] = [
    by => asCommand('ask', { question: QUESTION }, { by }),
    by => asCommand('resources', { about: 'rust' }, { by, from: 'dm' }),
    by => asTyping('episode', { which: 'lambda' }, 'which', { by }),
    by => asCommand('latest', {}, { by }),
    by => asPress(message, labels(message)[0] ?? '', { by }),
  ]
  const before = bot.log().length
  const sent = Array.from({ length: 2000 }, (_, i) => {
    const kind = kinds[i % kinds.length]
    return discord.send(kind?.(String(500_000_000_000_000_000n + BigInt(i))) ?? asCommand('help'))
  })
  const answered = (await Promise.allSettled(sent)).filter(({ status }) => status === 'fulfilled').length
  const ends = () =>
    bot
      .log()
      .slice(before)
      .filter(({ event }) => ENDS.includes(event))
  await until(() => ends().length >= 2000)
  const linesOf = (event: string) => ends().filter(line => line.event === event)
  expect(ends()).toHaveLength(2000)
  // What Discord took so late that the bot had given up on it is noted as not sent.
  expect(linesOf('answered').length).toBeLessThanOrEqual(answered)
  expect(linesOf('unanswerable')).toEqual([])
  // None is given up before its three seconds are over.
  expect(linesOf('too late').filter(({ age }) => Number(age) < 3000)).toEqual([])
  expect(answered).toBeGreaterThan(0)
})

test('answers or logs everything malformed, and goes on', async () => {
  const { discord } = both
  const message = await withButtons()
  const wellFormed = [
    asCommand('ask', { question: QUESTION, hide: true, mention: { user: '300000000000000009' } }),
    asMessageCommand('Find in episodes', asWritten('How do I write Lambda functions in Rust?')),
    asPress(message, labels(message)[0] ?? ''),
    asSelect('1|o|episode|0||', ['64']),
    asTyping('episode', { which: 'lambda' }, 'which'),
    asForm('v1|z', { why: 'because' }),
    { ...asButton('v1|z'), type: 99 },
    { ...asButton('v1|z'), type: 'x' as unknown as number },
    { ...asForm('v1|z', {}), type: PING },
  ]
  for (const interaction of wellFormed) {
    const wrong = mangled(interaction)
    const before = ended()
    wrong.forEach((one, place) => {
      const token = one.token === interaction.token ? `${one.token}-${place}` : one.token
      discord.send({ ...one, token }, 1).catch(() => {})
    })
    await until(() => ended() >= before + wrong.length)
  }
  // What is no interaction at all has nowhere to answer to.
  for (const nothing of [null, 7, 'x', [], {}, { type: 2 }]) discord.gateway.dispatch('INTERACTION_CREATE', nothing)
  for (const wrong of mangled(asWritten(`${MENTION} ${QUESTION}`, { from: 'dm' })))
    discord.gateway.dispatch('MESSAGE_CREATE', wrong)
  for (const event of NOT_OURS) for (const d of [null, {}]) discord.gateway.dispatch(event, d)
  expect(await discord.send(asCommand('latest'))).toMatchObject({ type: 4 })
})

test('goes on after malformed events about a server, and still learns its language', async () => {
  const { discord, bot } = both
  const wrong = mangled(SERVER)
  expect(wrong.length).toBeGreaterThan(300)
  for (const event of ['GUILD_CREATE', 'GUILD_UPDATE', 'GUILD_DELETE']) {
    for (const d of [...wrong, null, 7, 'x', [], {}, [null]]) discord.gateway.dispatch(event, d)
  }
  for (const one of wrong) {
    discord.gateway.dispatch('GUILD_UPDATE', { ...one, id: GUILD })
    for (const event of ['GUILD_ROLE_UPDATE', 'GUILD_EMOJIS_UPDATE', 'CHANNEL_CREATE'])
      discord.gateway.dispatch(event, { ...one, guild_id: GUILD })
  }
  const replied = () => bot.log().filter(({ event }) => event === 'replied')
  for (const [locale, by] of [
    ['de', '600000000000000001'],
    ['fr', '600000000000000002'],
    ['en-US', '600000000000000003'],
  ] as const) {
    const before = replied().length
    discord.gateway.dispatch('GUILD_UPDATE', { id: GUILD, preferred_locale: locale })
    discord.say(asWritten(`${MENTION} ${QUESTION}`, { by }))
    await until(() =>
      replied()
        .slice(before)
        .some(line => line.locale === locale),
    )
  }
  expect(await discord.send(asCommand('latest'))).toMatchObject({ type: 4 })
  expect(bot.log().filter(({ event }) => event === 'crashed')).toEqual([])
})
