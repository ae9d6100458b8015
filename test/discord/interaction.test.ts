import { describe, expect, test } from 'vitest'
import type { App, ButtonPress } from '../../src/commands/app.ts'
import type { CommandRequest } from '../../src/commands/command.ts'
import { handleInteraction } from '../../src/discord/handle-interaction.ts'
import { readEnvelope, readInteraction } from '../../src/discord/interaction.ts'
import {
  ASKER,
  asButton,
  asCommand,
  asMessageCommand,
  asTyping,
  type InteractionJson,
} from '../loopback/interaction.ts'
import { callbackFaults } from '../loopback/validate.ts'

/** An app that says back what it was asked. */
const echo: App = {
  commands: [],
  locale: () => 'en',
  prepare: async () => {},
  reply: request => ({
    outcome: 'found',
    audience: 'everyone',
    blocks: [{ kind: 'paragraph', text: [JSON.stringify(request)] }],
    actions: [],
    locale: 'en-GB',
  }),
  press: pressed => ({
    kind: 'reply',
    reply: {
      outcome: 'found',
      audience: 'asker',
      blocks: [{ kind: 'paragraph', text: [JSON.stringify(pressed)] }],
      actions: [],
      locale: 'en-GB',
    },
  }),
  conversationAfter: () => ({}),
  replyToMessage: () => undefined,
  autocomplete: ({ command, option, typed }) => [{ label: `${command} ${option} ${typed}`, value: typed }],
}

const planted = (): never => {
  throw new Error('planted')
}
const broken: App = {
  commands: [],
  locale: () => 'en',
  prepare: async () => {},
  reply: planted,
  press: planted,
  conversationAfter: planted,
  replyToMessage: planted,
  autocomplete: planted,
}

const responseTo = async (interaction: unknown, app: App) =>
  JSON.parse(JSON.stringify((await handleInteraction(interaction, app, new Map())).response))

describe('a command', () => {
  const request = (interaction: InteractionJson): CommandRequest | undefined => {
    const read = readInteraction(interaction)
    return 'request' in read ? read.request : undefined
  }

  test('is read in a server', async () => {
    expect(request(asCommand('ask', { question: 'why?' }))).toEqual({
      command: 'ask',
      options: { question: 'why?' },
      locale: 'en-GB',
      placeLocale: 'en-US',
      userId: ASKER,
      place: 'server',
    })
  })

  test('is read in a direct message, in Italian', async () => {
    expect(request(asCommand('help', {}, { from: 'dm', locale: 'it' }))).toMatchObject({
      userId: ASKER,
      place: 'dm',
      locale: 'it',
    })
  })

  test('is read while it is typed: the focused option', async () => {
    expect(readInteraction(asTyping('resources', { about: 'rust', episode: '6' }, 'episode'))).toMatchObject({
      kind: 'autocomplete',
      input: { command: 'resources', option: 'episode', typed: '6' },
    })
  })

  test.each<[string, object, RegExp]>([
    ['its words, without the names in it', { content: '<@300000000000000001> how <:bulb:12> long?' }, /^how\s+long\?$/],
    [
      'the words that somebody passed on',
      { content: '', message_snapshots: [{ message: { content: 'how long?', embeds: [] } }] },
      /^how long\?$/,
    ],
    ['what it asks in a poll', { content: '', poll: { question: { text: 'how long?' }, answers: [] } }, /^how long\?$/],
    [
      'the card of an announcement',
      { content: '<@&8>', embeds: [{ type: 'rich', title: 'New', description: 'How long a bulb lasts' }] },
      /^New\nHow long a bulb lasts$/,
    ],
    [
      'an announcement in components',
      { content: '', components: [{ type: 17, components: [{ type: 10, content: 'How long a bulb lasts' }] }] },
      /^How long a bulb lasts$/,
    ],
    [
      'the card of a link, when there is nothing else',
      { content: 'https://e.org/7', embeds: [{ type: 'link', title: 'How long a bulb lasts' }] },
      /^How long a bulb lasts$/,
    ],
    ['a link without a card', { content: 'https://e.org/7' }, /^https:\/\/e\.org\/7$/],
    [
      'not the preview of its link',
      { content: 'see https://e.org', embeds: [{ type: 'link', title: 'A shop' }] },
      /^see https:\/\/e.org$/,
    ],
    ['nothing, when none of it is as documented', { content: null, embeds: null, poll: {}, components: 7 }, /^$/],
    ['nothing, of a picture', { content: '', attachments: [{ id: '1' }], embeds: 'x', message_snapshots: [7] }, /^$/],
    [
      'no more than can be asked',
      { content: '', embeds: [{ description: 'fog '.repeat(3000) }] },
      /^[fog ]{5990,6000}$/,
    ],
  ])('is read from a message: %s', async (_, message, words) => {
    const pointed = asMessageCommand('Find in episodes', { id: '7', ...message } as never)
    expect(request(pointed)?.options.message).toMatch(words)
  })

  test('mentions a user or nobody', async () => {
    const option = (value: string) => request(asCommand('ask', { question: 'why?', mention: value }))?.options.mention
    expect(option('300000000000000009')).toBe('300000000000000009')
    expect(option('@everyone')).toBeUndefined()
  })

  test.each([{}, { id: 'x', token: 't' }, { id: '1' }, { id: '1', token: '' }, null, 'text'])(
    '%j has no address to answer to',
    interaction => {
      expect(readEnvelope(interaction)).toBeUndefined()
    },
  )
})

describe('the response', () => {
  test('to a command is the reply', async () => {
    const response = await responseTo(asCommand('ask', { question: 'why?' }), echo)
    expect(response.type).toBe(4)
    expect(response.data.components[0].components[0].content).toContain('why?')
    expect(callbackFaults(response, 2)).toEqual([])
  })

  test('to autocomplete is at most 25 choices, unique and short enough for Discord', async () => {
    const many: App = {
      ...echo,
      autocomplete: () => [
        { label: 'same', value: '1' },
        { label: 'same', value: '2' },
        { label: '', value: '3' },
        { label: '#5 @home\u202e', value: '5' },
        { label: 'too long a value', value: 'v'.repeat(101) },
        { label: 'long label '.repeat(20), value: '4' },
        ...Array.from({ length: 40 }, (_, i) => ({ label: `label ${i}`, value: `${i}` })),
      ],
    }
    const response = await responseTo(asTyping('episode', { which: '6' }, 'which'), many)
    expect(response.data.choices).toHaveLength(25)
    expect(response.data.choices[0]).toEqual({ name: 'same', value: '1' })
    expect(response.data.choices[1]).toEqual({ name: '5 @home', value: '5' })
    expect(response.data.choices[2].name).toMatch(/^(long label )+long…$|^(long label )+long label…$/)
    expect(callbackFaults(response, 4)).toEqual([])
  })

  test('to a bug is a private apology, and the error is kept for the log', async () => {
    const { outcome, fault, about } = await handleInteraction(asCommand('ask', { question: 'why?' }), broken, new Map())
    expect([outcome, String(fault), about.command]).toEqual(['failed', 'Error: planted', 'ask'])
    const response = await responseTo(asCommand('ask', { question: 'why?' }), broken)
    expect(response.data.flags & 64).toBe(64)
    expect(JSON.stringify(response)).not.toContain('planted')
    expect(callbackFaults(response, 2)).toEqual([])
  })

  test('to a bug names a code that the log has too', async () => {
    const asked = { ...asCommand('ask', { question: 'why?' }), id: '1250000000000000000' }
    expect((await handleInteraction(asked, broken, new Map())).about.code).toBe('RBZ9G')
    expect(JSON.stringify(await responseTo(asked, broken))).toContain('in a moment. (RBZ9G)')
  })

  test('to a bug in autocomplete has no choices', async () => {
    expect(await responseTo(asTyping('episode', { which: '6' }, 'which'), broken)).toEqual({
      type: 8,
      data: { choices: [] },
    })
  })

  const whole = asCommand('ask', { question: 'why?' })
  test.each<[string, unknown]>([
    ['without data', { ...whole, data: undefined }],
    ['with data that is a text', { ...whole, data: 'ask' }],
    ['with options that are no list', { ...whole, data: { name: 'ask', options: { question: 'why?' } } }],
    ['with an option without a name', { ...whole, data: { name: 'ask', options: [{ type: 3, value: 'x' }] } }],
    ['of a type that does not exist', { ...whole, type: 99 }],
    ['without a type', { ...whole, type: undefined }],
    ['that is nothing', null],
  ])('to an interaction %s is an apology too', async (_, interaction) => {
    const response = await responseTo(interaction, echo)
    expect(response.data.flags & 64).toBe(64)
    expect(callbackFaults(response, 2)).toEqual([])
  })

  test('to a malformed autocomplete has no choices', async () => {
    expect(await responseTo({ ...asTyping('episode', { which: '6' }, 'which'), data: null }, echo)).toEqual({
      type: 8,
      data: { choices: [] },
    })
  })

  test.each<[string, object]>([
    ['no language', { locale: null, guild_locale: null }],
    ['a member without a name', { member: { permissions: '0' } }],
    ['rights that are no number', { member: { user: { id: ASKER }, permissions: null } }],
    ['neither server nor member', { guild_id: null, member: null, context: null, user: { id: ASKER } }],
  ])('is the reply even if Discord sends %s', async (_, less) => {
    expect((await responseTo({ ...whole, ...less }, echo)).data.components[0].components[0].content).toContain('why?')
  })

  test('is the reply even if Discord names no user', async () => {
    const { member, ...nobody } = whole
    expect((await responseTo(nobody, echo)).data.components[0].components[0].content).toContain('why?')
  })
})

const OTHER = '300000000000000008'

/** A button on a message of ours that answers this person, as far as we read it. */
const on = (message: object, custom_id = '1|t|ask|1||how long?', more: object = {}) => {
  const button = asButton(custom_id)
  return { ...button, message, data: { ...(button.data as object), ...more } }
}
const answering = (id: string) => ({ flags: 32768, components: [], interaction_metadata: { user: { id } } })

const replying = (to: string) => {
  const dismiss = { type: 2, style: 2, label: 'Dismiss', custom_id: `1|d${to && `|${to}`}` }
  return { flags: 32768, components: [{ type: 17, components: [{ type: 1, components: [dismiss] }] }] }
}

function pressed(interaction: unknown): ButtonPress {
  const read = readInteraction(interaction)
  if (read.kind !== 'button') throw new Error(`not a button but ${read.kind}`)
  return read.press
}

describe('a button', () => {
  test('carries its action', async () => {
    expect(pressed(on(answering(ASKER))).action).toEqual({
      kind: 'turn',
      view: { command: 'ask', words: 'how long?', page: 1 },
    })
  })

  test('of a menu opens the chosen option', async () => {
    expect(pressed(on(answering(ASKER), '1|o|episode|0||', { component_type: 3, values: ['64'] })).action).toEqual({
      kind: 'open',
      view: { command: 'episode', words: '64', page: 0 },
    })
  })

  test.each([
    '',
    'v0|x',
    '2|t|ask|1||x',
    '1|x|ask|1||x',
    '1|t|ask|-1||x',
    '1|t|ask|1',
    '1|t|../etc|1||x',
    'x'.repeat(5000),
  ])('with the id %j is unknown', async id => {
    expect(pressed(on(answering(ASKER), id)).action).toBeUndefined()
  })

  test.each<[string, object, boolean]>([
    ['the answer to a command of mine', answering(ASKER), true],
    ["the answer to somebody else's", answering(OTHER), false],
    ['the reply to a message of mine', replying(ASKER), true],
    ["the reply to somebody else's", replying(OTHER), false],
    ['a reply that does not tell whose message it answers', replying(''), false],
    ['what only I see', { flags: 32768 | 64 }, true],
  ])('belongs to the user: %s', async (_, message, own) => {
    expect(pressed(on(message)).isOwn).toBe(own)
  })

  test('knows who may delete messages of others', async () => {
    const by = (permissions: string) => {
      const button = on(answering(OTHER)) as { member?: object }
      return pressed({ ...button, member: { ...button.member, permissions } }).canManage
    }
    expect([by('8192'), by('8'), by('0'), by('2147483648')]).toEqual([true, true, false, false])
  })

  test('knows whom the answer mentions', async () => {
    const mentioned = (...components: object[]) => pressed(on({ ...answering(ASKER), components })).mention
    const text = (content: string) => ({ type: 10, content })
    const inside = (...components: object[]) => ({ type: 17, components })
    expect(mentioned(inside(text('<@300000000000000009>\nfog'), text('<@2>')))).toBe('300000000000000009')
    expect(mentioned(inside({ type: 9, components: [text('<@9>\n### Fog')] }))).toBe('9')
    expect(mentioned(inside(text('<@&1> <@2>')))).toBeUndefined()
    expect(mentioned(inside(text('fog'), text('<@2>\nfog')))).toBeUndefined()
    expect(mentioned(inside())).toBeUndefined()
  })
})
