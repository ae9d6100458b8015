import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { handleMessage } from '../../src/discord/handle-message.ts'
import { splitAtMention, stripMarkup } from '../../src/discord/message-text.ts'
import { languages } from '../../src/reply/languages/phrases.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const library = createLibrary(
  showOf(
    episode('1', 'Why lighthouses blink', {
      summary: [{ text: 'Every lighthouse has a rhythm of its own, so that sailors can tell one from another.' }],
      segments: said(`
        Bob: So how long does a bulb last up there?
        Ada: A bulb lasts about a year. We change it on the first of May.
        Bob: And the fog horn runs on compressed air.`),
    }),
    episode('2', 'Cooking on a rock', { summary: [{ text: 'Soup, bread and what to do without groceries.' }] }),
  ),
  '2024-06-01',
)
const BOT = '100000000000000001'
const app = createApp(() => library)

const message = (content: string, more: object = {}) => ({
  id: '1250000000000000000',
  channel_id: '400000000000000001',
  guild_id: '200000000000000001',
  type: 0,
  content,
  author: { id: '300000000000000007' },
  ...more,
})
const heard = (content: string, more: object = {}) =>
  handleMessage(message(content, more), app, new Map(), { bot: BOT, localeOf: () => 'en-GB' })
const words = async (content: string, more: object = {}) => JSON.stringify((await heard(content, more))?.body ?? null)

describe('a message to the bot', () => {
  test('gets a reply without pings, sent once', async () => {
    const reply = await heard(`<@${BOT}> how long does a bulb last?`)
    expect(JSON.stringify(reply?.body)).toContain('about a year')
    expect(reply).toMatchObject({
      channel: '400000000000000001',
      outcome: 'sure',
      body: {
        flags: 32768,
        allowed_mentions: { parse: [], replied_user: false },
        message_reference: { message_id: '1250000000000000000', fail_if_not_exists: false },
        nonce: '1250000000000000000',
        enforce_nonce: true,
      },
    })
  })

  test('may end with the mention, or use its nickname form', async () => {
    expect(await words(`how long does a bulb last, <@!${BOT}>?`)).toContain('about a year')
  })

  test('may be a direct message whose server is null', async () => {
    expect(await words('how long does a bulb last?', { guild_id: null })).toContain('about a year')
    const absent = { guild_id: null, webhook_id: null, mentions: null, member: null, referenced_message: null }
    expect(await words('how long does a bulb last?', absent)).toContain('about a year')
  })

  test('may name an episode', async () => {
    expect(await words(`<@${BOT}> episode 2`)).toContain('Soup, bread')
  })

  test('in a direct message needs no mention', async () => {
    expect(await words('how long does a bulb last?', { guild_id: undefined })).toContain('about a year')
    expect(await words(`fish on Mars, <@${BOT}>`, { guild_id: undefined })).toContain('I found nothing')
  })

  test('may be a reply that pings the bot without naming it', async () => {
    const reply = { type: 19, mentions: [{ id: BOT }] }
    expect(await words('and how long does a bulb last?', reply)).toContain('about a year')
    expect(await heard('and who won the kraken cup?', reply)).toBeUndefined()
  })

  test('may quote the question', async () => {
    expect(await words(`> how long does a bulb last?\n<@${BOT}> that!`)).toContain('about a year')
  })

  test('without a question gets a short hint', async () => {
    expect(await words(`<@${BOT}>`)).toContain('Ask me something about Blink in the same message')
    for (const call of [' ?', '!', ' …', ', ???']) expect(await words(`<@${BOT}>${call}`)).toContain('Ask me something')
  })

  test.each([
    'help',
    '/help',
    'what can you do?',
    'Who are you',
    'are you there?',
    'aiuto!',
    '¿qué puedes hacer?',
    'was kannst du?',
    'aide-moi',
    'please help me',
    'come va?',
    'wie geht’s dir?',
    'tudo bem?',
  ])('that asks what the bot is for (%s) gets it too', async asks => {
    const reply = await words(`<@${BOT}> ${asks}`)
    const hints = Object.values(languages).map(({ hint }) => String(hint('Blink')[0]).trim())
    expect(hints.some(hint => reply.includes(hint))).toBe(true)
  })

  test('that asks so before the mention gets it too', async () => {
    expect(await words(`what can you tell me, <@${BOT}>?`)).toContain('Ask me something about Blink')
  })

  test('that only says hello gets it in a direct message', async () => {
    for (const hello of ['hi', 'Hey bot', 'Bonjour!', 'guten Tag']) {
      expect(await words(hello, { guild_id: undefined })).toContain('Ask me something about Blink')
      expect(await heard(`${hello} <@${BOT}>`)).toBeUndefined()
    }
  })

  test('gets an apology after a bug, which is logged', async () => {
    const stumbles = () => {
      throw new Error('planted')
    }
    const asked = message(`<@${BOT}> why?`)
    const said = await handleMessage(asked, { ...app, replyToMessage: stumbles }, new Map(), {
      bot: BOT,
      localeOf: () => 'en-GB',
    })
    expect(said).toMatchObject({ outcome: 'failed', fault: new Error('planted'), about: { code: 'RBZ9G' } })
    expect(JSON.stringify(said?.body)).toContain('Something went wrong on my end')
    expect(JSON.stringify(said?.body)).not.toContain('planted')
  })

  test('that the show does not answer is told so', async () => {
    expect(await words(`<@${BOT}> who won the kraken cup?`)).toContain('I found nothing in Blink')
  })
})

const MENTIONED = { mentions: [{ id: BOT }] }

describe('ignored', () => {
  test.each<[string, string, object]>([
    ['a message to others', 'how long does a bulb last?', {}],
    ['a message to another bot', '<@100000000000000002> how long does a bulb last?', {}],
    ['chatter', `thanks <@${BOT}>, you are great!`, {}],
    ['thanks in Italian', `grazie mille <@${BOT}>`, {}],
    ['thanks in German', `<@${BOT}> danke!`, {}],
    ['a greeting in Portuguese', `bom dia, <@${BOT}>`, {}],
    ['many thanks in German', `<@${BOT}> vielen Dank, sehr gut!`, {}],
    ['praise in French', `<@${BOT}> très bien`, {}],
    ['you’re welcome, in Spanish', `<@${BOT}> de nada`, {}],
    ['a laugh', `<@${BOT}> xD`, {}],
    ['who has enough of it', `<@${BOT}> stop!`, {}],
    ['praise', `<@${BOT}> good bot`, {}],
    ['blame', `<@${BOT}> that’s wrong`, {}],
    ['a question that it cannot answer, in passing', `how do you bake a kraken <@${BOT}>`, {}],
    ['what somebody tells the others', `I asked <@${BOT}> about the fog horn made of brass`, {}],
    ['an introduction', `@everyone meet <@${BOT}>`, {}],
    ['the question of somebody else, quoted', `> <@${BOT}> how long does a bulb last?\nsame here`, MENTIONED],
    ['all that was said, quoted', `well:\n>>> hello\n<@${BOT}> how long does a bulb last?`, MENTIONED],
    ['a question about the bot', `isn’t <@${BOT}> great?`, {}],
    ['a thumb', `<@${BOT}> 👍🏽`, {}],
    ['a flag', `<@${BOT}> 🇮🇹`, {}],
    ['a smile', `<@${BOT}> :)`, {}],
    ['an emoji of the server’s own', `<@${BOT}> <a:bulb:5>`, {}],
    ['a heart in a direct message', '❤️', { guild_id: undefined }],
    ['an emoji of a server’s own in a direct message', '<:bulb:5>', { guild_id: undefined }],
    ['praise in a direct message', 'thanks!', { guild_id: undefined }],
    ['talk about the bot', `we added <@${BOT}> to the server last week`, {}],
    ['a reply about what the bot said', 'my uncle had a boat like that', { type: 19, mentions: [{ id: BOT }] }],
    ['a reply that says nothing, or whose words Discord keeps', '', { type: 19, mentions: [{ id: BOT }] }],
    ['a reply to somebody else', 'how long does a bulb last?', { type: 19, mentions: [{ id: '8' }] }],
    ['a bot', `<@${BOT}> how long does a bulb last?`, { author: { id: '3', bot: true } }],
    ['a webhook', `<@${BOT}> how long does a bulb last?`, { webhook_id: '5' }],
    ['a notice of Discord’s own', `<@${BOT}>`, { type: 7 }],
    ['something that is no message', '', { author: null }],
  ])('%s', async (_, content, more) => {
    expect(await heard(content, more)).toBeUndefined()
  })
})

test('answers a question that mentions the bot in passing if it can', async () => {
  expect(await words(`maybe <@${BOT}> knows how long a bulb lasts?`)).toContain('about a year')
  expect(await words(`can we ask <@${BOT}> how long a bulb lasts?`)).toContain('about a year')
})

test.each([
  ['at its end', `what is the fog horn on the rock made of <@${BOT}>`],
  ['before it', `the fog horn on the rock! <@${BOT}> what is it made of`],
])('recognizes a question without a question mark, with the mention %s', async (_, asked) => {
  expect((await heard(asked))?.outcome).toBe('close')
  expect(await heard(asked.replace('what', 'this'))).toBeUndefined()
})

test.each(['hey', 'Hi', 'hello', 'ok', 'please', 'ciao', 'hallo', 'bonjour', 'oi'])(
  '“%s” before the mention calls it',
  async greeting => {
    expect(await words(`${greeting} <@${BOT}>, how long does a bulb last?`)).toContain('about a year')
    expect(await words(`${greeting} <@${BOT}>, who won the kraken cup`)).toContain('I found nothing')
  },
)

test.each([
  [`<@${BOT}> hi`, { before: '', after: 'hi' }],
  [`hi <@${BOT}>!`, { before: 'hi', after: '!' }],
  [`hi <@${BOT}> there`, { before: 'hi', after: 'there' }],
  ['hi', undefined],
])('%s', async (content, says) => {
  expect(splitAtMention(content, BOT)).toEqual(says)
})

test('ignores the names of users, channels, commands and emoji', async () => {
  expect(stripMarkup('a <@1> <@!2> <@&3> <#4> <:bulb:5> <a:bulb:6> <t:7:R> </ask:8> b <3 c').replace(/\s+/g, ' ')).toBe(
    'a b <3 c',
  )
})
