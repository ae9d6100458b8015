import { describe, expect, test } from 'vitest'
import type { App } from '../../src/commands/app.ts'
import type { CommandRequest } from '../../src/commands/command.ts'
import { handleInteraction } from '../../src/discord/handle-interaction.ts'
import { readEnvelope, readInteraction } from '../../src/discord/interaction.ts'
import { callbackFaults } from '../loopback/body.ts'
import { ASKER, asCommand, asMessageCommand, asTyping, type InteractionJson } from '../loopback/interaction.ts'

/** An app that says back what it was asked. */
const echo: App = {
  commands: [],
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
  replyToMessage: () => undefined,
  autocomplete: ({ command, option, typed }) => [{ label: `${command} ${option} ${typed}`, value: typed }],
}

const planted = (): never => {
  throw new Error('planted')
}
const broken: App = { commands: [], reply: planted, press: planted, replyToMessage: planted, autocomplete: planted }

const responseTo = (interaction: unknown, app: App) =>
  JSON.parse(JSON.stringify(handleInteraction(interaction, app, new Map()).response))

describe('what was asked', () => {
  const request = (interaction: InteractionJson): CommandRequest | undefined => {
    const read = readInteraction(interaction)
    return 'request' in read ? read.request : undefined
  }

  test('in a server', () => {
    expect(request(asCommand('ask', { question: 'why?' }))).toEqual({
      command: 'ask',
      options: { question: 'why?' },
      locale: 'en-GB',
      placeLocale: 'en-US',
      userId: ASKER,
      place: 'server',
    })
  })

  test('in a direct message, in Italian', () => {
    expect(request(asCommand('help', {}, { from: 'dm', locale: 'it' }))).toMatchObject({
      userId: ASKER,
      place: 'dm',
      locale: 'it',
    })
  })

  test('while it is being typed: the option that has the cursor', () => {
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
  ])('a message that somebody points at: %s', (_, message, words) => {
    const pointed = asMessageCommand('Find in episodes', { id: '7', ...message } as never)
    expect(request(pointed)?.options.message).toMatch(words)
  })

  test('whom to say it to is a person, or nobody', () => {
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

describe('the one response', () => {
  test('of a command is the reply', () => {
    const response = responseTo(asCommand('ask', { question: 'why?' }), echo)
    expect(response.type).toBe(4)
    expect(response.data.components[0].components[0].content).toContain('why?')
    expect(callbackFaults(response, 2)).toEqual([])
  })

  test('of typing is the choices, unique, at most 25, none longer than Discord takes', () => {
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
    const response = responseTo(asTyping('episode', { which: '6' }, 'which'), many)
    expect(response.data.choices).toHaveLength(25)
    expect(response.data.choices[0]).toEqual({ name: 'same', value: '1' })
    expect(response.data.choices[1]).toEqual({ name: '5 @home', value: '5' })
    expect(response.data.choices[2].name).toMatch(/^(long label )+long…$|^(long label )+long label…$/)
    expect(callbackFaults(response, 4)).toEqual([])
  })

  test('of a fault of ours is a kind line for the asker alone, and the fault is kept for the log', () => {
    const { outcome, fault, about } = handleInteraction(asCommand('ask', { question: 'why?' }), broken, new Map())
    expect([outcome, String(fault), about.command]).toEqual(['failed', 'Error: planted', 'ask'])
    const response = responseTo(asCommand('ask', { question: 'why?' }), broken)
    expect(response.data.flags & 64).toBe(64)
    expect(JSON.stringify(response)).not.toContain('planted')
    expect(callbackFaults(response, 2)).toEqual([])
  })

  test('of a fault of ours names a code, which is in the log too', () => {
    const asked = { ...asCommand('ask', { question: 'why?' }), id: '1250000000000000000' }
    expect(handleInteraction(asked, broken, new Map()).about.code).toBe('RBZ9G')
    expect(JSON.stringify(responseTo(asked, broken))).toContain('in a moment. (RBZ9G)')
  })

  test('of a fault while typing is no choices', () => {
    expect(responseTo(asTyping('episode', { which: '6' }, 'which'), broken)).toEqual({ type: 8, data: { choices: [] } })
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
  ])('of an interaction %s is a kind line too', (_, interaction) => {
    const response = responseTo(interaction, echo)
    expect(response.data.flags & 64).toBe(64)
    expect(callbackFaults(response, 2)).toEqual([])
  })

  test('of malformed typing is no choices', () => {
    expect(responseTo({ ...asTyping('episode', { which: '6' }, 'which'), data: null }, echo)).toEqual({
      type: 8,
      data: { choices: [] },
    })
  })

  test.each<[string, object]>([
    ['no language', { locale: null, guild_locale: null }],
    ['a member without a name', { member: { permissions: '0' } }],
    ['rights that are no number', { member: { user: { id: ASKER }, permissions: null } }],
    ['neither server nor member', { guild_id: null, member: null, context: null, user: { id: ASKER } }],
  ])('is the reply also where Discord gives %s', (_, less) => {
    expect(responseTo({ ...whole, ...less }, echo).data.components[0].components[0].content).toContain('why?')
  })

  test('comes also when nobody is named as the asker', () => {
    const { member, ...nobody } = whole
    expect(responseTo(nobody, echo).data.components[0].components[0].content).toContain('why?')
  })
})
