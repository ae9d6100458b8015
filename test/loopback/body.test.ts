import { describe, expect, test } from 'vitest'
import type { Fault } from './validate.ts'
import { bulkFaults, callbackFaults, editFaults, followUpFaults } from './validate.ts'

const V2 = 1 << 15
const SLASH = 2
const TYPING = 4

const saysOf = (faults: readonly Fault[]): string =>
  faults.map(({ path, says }) => `${path.join('.')} ${says}`).join('\n')
const said = (data: object): string => saysOf(callbackFaults({ type: 4, data }, SLASH))

const text = (content: string) => ({ type: 10, content })
const row = (...components: object[]) => ({ type: 1, components })
const button = (more: object = {}) => ({ type: 2, style: 2, label: 'Next', custom_id: 'v1|next', ...more })
const link = (more: object = {}) => ({ type: 2, style: 5, label: 'Open', url: 'https://e.org', ...more })
const embed = (length: number) => ({ description: 'x'.repeat(length) })
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

describe('Discord takes', () => {
  test.each<[string, object]>([
    ['plain text', { content: 'hello' }],
    [
      'an embed with an offset in its timestamp',
      { embeds: [{ title: 'a', timestamp: '2026-01-01T00:00:00.000000+00:00' }] },
    ],
    ['five rows of buttons', { content: 'a', components: times(5, i => row(button({ custom_id: `b${i}` }))) }],
    [
      'a container with a row of links',
      { flags: V2, components: [{ type: 17, components: [text('a'), row(link(), link())] }] },
    ],
    ['40 components', { flags: V2, components: [{ type: 17, components: times(39, () => text('a')) }] }],
    ['4,000 characters', { flags: V2 | 64, components: [text('x'.repeat(4000))] }],
    [
      'a section with a button beside it',
      { flags: V2, components: [{ type: 9, components: [text('a')], accessory: link() }] },
    ],
    ['one person to ping', { content: '<@1>', allowed_mentions: { parse: [], users: ['1'] } }],
  ])('%s', (_, data) => {
    expect(said(data)).toBe('')
  })

  test('choices, a deferred response and an update', () => {
    expect(
      saysOf(callbackFaults({ type: 8, data: { choices: times(25, i => ({ name: `n${i}`, value: 'v' })) } }, TYPING)),
    ).toBe('')
    expect(saysOf(callbackFaults({ type: 5, data: { flags: 64 } }, SLASH))).toBe('')
    expect(saysOf(callbackFaults({ type: 6 }, 3, { content: 'a' }))).toBe('')
    expect(saysOf(callbackFaults({ type: 1 }, 1))).toBe('')
  })
})

describe('Discord refuses a message', () => {
  test.each<[string, object, string]>([
    ['with nothing in it', {}, 'empty message'],
    ['of 2,001 characters', { content: 'x'.repeat(2001) }, 'more than 2000'],
    ['with a field that does not exist', { content: 'a', colour: 1 }, 'colour'],
    ['with a number for text', { content: 7 }, 'must be string'],
    ['with 11 embeds', { embeds: times(11, () => embed(1)) }, 'more than 10 items'],
    ['with 6,001 characters of embeds', { embeds: [embed(4000), embed(2001)] }, '6001 characters of embeds'],
    ['with an empty embed', { embeds: [{}] }, 'an embed is empty'],
    ['with six rows', { content: 'a', components: times(6, i => row(button({ custom_id: `b${i}` }))) }, '6 rows'],
    [
      'with six buttons in a row',
      { content: 'a', components: [row(...times(6, i => button({ custom_id: `b${i}` })))] },
      'more than 5 items',
    ],
    ['with a text display but not the flag', { content: 'a', components: [text('a')] }, 'needs the flag'],
    ['with content beside the flag', { flags: V2, content: 'a', components: [text('a')] }, 'content cannot be used'],
    [
      'with an embed beside the flag',
      { flags: V2, embeds: [embed(1)], components: [text('a')] },
      'embeds cannot be used',
    ],
    ['with the flag and nothing else', { flags: V2, components: [] }, 'empty message'],
    [
      'with 41 components, nested ones too',
      { flags: V2, components: [{ type: 17, components: times(40, () => text('a')) }] },
      '41 components',
    ],
    [
      'with 4,001 characters of text in all',
      { flags: V2, components: [text('x'.repeat(2000)), text('y'.repeat(2001))] },
      '4001 characters',
    ],
    ['with an empty text display', { flags: V2, components: [text('')] }, 'fewer than 1 characters'],
    ['with a text display of blanks', { flags: V2, components: [text(' \n ')] }, 'a text display is empty'],
    ['with an empty container', { flags: V2, components: [{ type: 17, components: [] }] }, 'fewer than 1 items'],
    [
      'with a container in a container',
      { flags: V2, components: [{ type: 17, components: [{ type: 17, components: [text('a')] }] }] },
      'must be equal to constant',
    ],
    [
      'with a link that has a custom_id',
      { content: 'a', components: [row(link({ custom_id: 'x' }))] },
      'a link button has no custom_id',
    ],
    [
      'with a link that leads nowhere',
      { content: 'a', components: [row(link({ url: undefined }))] },
      'a link button needs a url',
    ],
    [
      'with a link to javascript',
      { content: 'a', components: [row(link({ url: 'javascript:alert(1)' }))] },
      'the scheme must be',
    ],
    [
      'with a link that is no address',
      { content: 'a', components: [row(link({ url: 'e.org' }))] },
      'must match format "uri"',
    ],
    [
      'with a link of 513 characters',
      { content: 'a', components: [row(link({ url: `https://e.org/${'x'.repeat(499)}` }))] },
      'more than 512',
    ],
    [
      'with a label of 81 characters',
      { content: 'a', components: [row(link({ label: 'x'.repeat(81) }))] },
      'more than 80',
    ],
    [
      'with a button that has a url',
      { content: 'a', components: [row(button({ url: 'https://e.org' }))] },
      'only a link button has a url',
    ],
    [
      'with a button without a custom_id',
      { content: 'a', components: [row(button({ custom_id: undefined }))] },
      'a button needs a custom_id',
    ],
    [
      'with a button without a label',
      { content: 'a', components: [row(button({ label: undefined }))] },
      'a button needs a label',
    ],
    [
      'with the same custom_id twice',
      { content: 'a', components: [row(button(), button())] },
      'a custom_id is there twice',
    ],
    [
      'with a custom_id of 101 characters',
      { content: 'a', components: [row(button({ custom_id: 'x'.repeat(101) }))] },
      'more than 100',
    ],
    [
      'with a button beside a select',
      { content: 'a', components: [row(button(), { type: 5, custom_id: 's' })] },
      'a row holds buttons, or one select',
    ],
    [
      'that pings everybody and somebody',
      { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
      'exclude each other',
    ],
    [
      'that pings what does not exist',
      { content: 'a', allowed_mentions: { parse: ['friends'] } },
      'must be equal to one of',
    ],
    ['with a flag that bots may not set', { content: 'a', flags: 1 }, 'flags 1 are not allowed'],
  ])('%s', (_, data, says) => {
    expect(said(JSON.parse(JSON.stringify(data)))).toContain(says)
  })
})

describe('Discord refuses an answer', () => {
  test.each<[string, unknown, number, string]>([
    ['of a type that does not exist', { type: 99 }, SLASH, 'no answer to an interaction of type 2'],
    ['of choices to a command', { type: 8, data: { choices: [] } }, SLASH, 'no answer to an interaction of type 2'],
    ['of a message to typing', { type: 4, data: { content: 'a' } }, TYPING, 'no answer to an interaction of type 4'],
    ['without a message', { type: 4 }, SLASH, 'empty message'],
    ['that is later, with another flag than ephemeral', { type: 5, data: { flags: V2 } }, SLASH, 'only EPHEMERAL'],
    [
      'of 26 choices',
      { type: 8, data: { choices: times(26, i => ({ name: `n${i}`, value: 'v' })) } },
      TYPING,
      'more than 25 items',
    ],
    ['of a choice without a name', { type: 8, data: { choices: [{ name: '', value: 'v' }] } }, TYPING, 'fewer than 1'],
    [
      'of a choice with a long name',
      { type: 8, data: { choices: [{ name: 'x'.repeat(101), value: 'v' }] } },
      TYPING,
      'more than 100',
    ],
    [
      'of a choice with a long value',
      { type: 8, data: { choices: [{ name: 'n', value: 'x'.repeat(101) }] } },
      TYPING,
      'longer than 100',
    ],
    [
      'of a choice without a value',
      { type: 8, data: { choices: [{ name: 'n', value: '' }] } },
      TYPING,
      'value is empty',
    ],
    [
      'of two choices with one name',
      {
        type: 8,
        data: {
          choices: [
            { name: 'n', value: '1' },
            { name: 'n', value: '2' },
          ],
        },
      },
      TYPING,
      'names must be unique',
    ],
    ['of choices that are none', { type: 8, data: 'x' }, TYPING, 'must be object'],
    ['that is no object', 'hello', SLASH, 'no answer'],
  ])('%s', (_, body, type, says) => {
    expect(saysOf(callbackFaults(body, type))).toContain(says)
  })

  test('a follow-up or an edit with the same faults', () => {
    expect(saysOf(followUpFaults({ content: 'a' }))).toBe('')
    expect(saysOf(followUpFaults({}))).toContain('empty message')
    expect(saysOf(editFaults({ content: 'b' }, { content: 'a' }))).toBe('')
    expect(saysOf(editFaults({ content: 'b' }, { flags: V2, components: [text('a')] }))).toContain(
      'content cannot be used',
    )
    expect(saysOf(editFaults({ flags: 'x' }, { content: 'a' }))).toContain('must be number')
  })
})

describe('commands', () => {
  const command = (more: object = {}) => ({ name: 'ask', description: 'Ask', ...more })
  const option = (more: object = {}) => ({ type: 3, name: 'question', description: 'Yours', ...more })
  const withOptions = (...options: object[]) => [command({ options })]

  test('Discord takes', () => {
    const all = [
      command({
        options: [
          option({ required: true, autocomplete: true, max_length: 6000 }),
          option({ name: 'in', choices: [{ name: 'a', value: 'a' }] }),
        ],
      }),
      command({ name: 'gaps', default_member_permissions: '32', contexts: [0], integration_types: [0] }),
      { type: 3, name: 'Find in episodes' },
      command({ name: 'citer', name_localizations: { fr: 'citer' } }),
    ]
    expect(saysOf(bulkFaults(all))).toBe('')
    expect(saysOf(bulkFaults([]))).toBe('')
  })

  test.each<[string, unknown, string]>([
    ['what is no list', command(), 'must be array'],
    ['a command without a name', [{ description: 'Ask' }], "required property 'name'"],
    ['a name with capitals', [command({ name: 'Ask' })], '“Ask” is no name'],
    ['a name with a blank', [command({ name: 'ask me' })], '“ask me” is no name'],
    ['a translated name with a blank', [command({ name_localizations: { it: 'chiedi a' } })], '“chiedi a” is no name'],
    ['a name of 33 characters', [command({ name: 'x'.repeat(33) })], 'more than 32'],
    ['no description', [{ name: 'ask' }], 'description is required'],
    ['a description of 101 characters', [command({ description: 'x'.repeat(101) })], 'more than 100'],
    ['a right-click command with a description', [command({ type: 3 })], 'only a slash command has a description'],
    ['permissions that are a number', [command({ default_member_permissions: 32 })], 'must be string'],
    ['a field that does not exist', [command({ usage: 'x' })], 'usage'],
    ['the same name twice', [command(), command()], 'Application command names must be unique'],
    ['101 commands', times(101, i => command({ name: `c${i}` })), 'more than 100 commands'],
    ['16 right-click commands', times(16, i => ({ type: 3, name: `c${i}` })), 'more than 15 commands'],
    ['an option of a type that does not exist', withOptions(option({ type: 42 })), 'must be equal to constant'],
    ['the same option twice', withOptions(option(), option()), 'option names must be unique'],
    ['26 options', withOptions(...times(26, i => option({ name: `o${i}` }))), 'more than 25 items'],
    [
      'a required option behind one that is not',
      withOptions(option(), option({ name: 'b', required: true })),
      'Required options must be placed before',
    ],
    [
      'an option with both kinds of choices',
      withOptions(option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })),
      'exclude each other',
    ],
    [
      '26 choices',
      withOptions(option({ choices: times(26, i => ({ name: `n${i}`, value: 'v' })) })),
      'more than 25 items',
    ],
    [
      'two choices with one name',
      withOptions(
        option({
          choices: [
            { name: 'a', value: '1' },
            { name: 'a', value: '2' },
          ],
        }),
      ),
      'choice names must be unique',
    ],
    [
      'a choice with a value of 101 characters',
      withOptions(option({ choices: [{ name: 'a', value: 'x'.repeat(101) }] })),
      'longer than 100',
    ],
    ['a text of more than 6,000 characters', withOptions(option({ max_length: 6001 })), 'must be <= 6000'],
    [
      'more than 8,000 characters in all',
      withOptions(
        ...times(25, i =>
          option({ name: `o${i}`, choices: times(4, j => ({ name: `n${j}`, value: 'x'.repeat(100) })) }),
        ),
      ),
      'characters in all',
    ],
  ])('Discord refuses %s', (_, body, says) => {
    expect(saysOf(bulkFaults(JSON.parse(JSON.stringify(body))))).toContain(says)
  })
})
