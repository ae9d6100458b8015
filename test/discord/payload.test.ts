import { ButtonStyle } from 'discord-api-types/v10'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/discord/markdown.ts'
import { renderMessage, renderUpdate, truncate } from '../../src/discord/message.ts'
import type { Action } from '../../src/reply/actions.ts'
import type { Block, Piece, Reply } from '../../src/reply/types.ts'
import { callbackFaults } from '../loopback/validate.ts'
import { read } from './reader.ts'

const ids = new Map([['ask', '900000000000000001']])

const reply = (blocks: readonly Block[], more: Partial<Reply> = {}): Reply => ({
  outcome: 'found',
  audience: 'everyone',
  blocks,
  actions: [],
  locale: 'en-GB',
  ...more,
})

type Drawn = {
  readonly type?: number
  readonly content?: string
  readonly components?: readonly Drawn[]
  readonly accessory?: object
  readonly custom_id?: string
  readonly style?: number
}

const textsOf = (parts: readonly Drawn[]): string[] =>
  parts.flatMap(part => [...(part.content === undefined ? [] : [part.content]), ...textsOf(part.components ?? [])])

const texts = (from: Reply): string[] => textsOf((renderMessage(from, ids).components ?? []) as readonly Drawn[])

const faults = (from: Reply) =>
  callbackFaults({ type: 4, data: JSON.parse(JSON.stringify(renderMessage(from, ids))) }, 2)

const words = (count: number): string => Array.from({ length: count }, (_, i) => `word${i}`).join(' ')

describe('a rendered reply', () => {
  test('has a form for each block', () => {
    expect(
      texts(
        reply([
          { kind: 'title', text: ['Bees & *stars*'] },
          { kind: 'paragraph', text: ['One.\n\nTwo.'] },
          {
            kind: 'quote',
            text: ['We saw\nnothing'],
            from: ['Wren, ', { kind: 'link', text: 'at 5:16', url: 'https://e.org' }],
          },
          { kind: 'list', heading: ['Links'], items: [['one'], [{ kind: 'link', text: 'two', url: 'https://e.org' }]] },
          { kind: 'small', text: ['3 in all'] },
        ]),
      ),
    ).toEqual([
      '### Bees & \\*stars\\*',
      'One.\n\nTwo.',
      '> We saw\n> nothing\n-# Wren, [at 5:16](<https://e.org/>)',
      '**Links**\n- one\n- [two](<https://e.org/>)',
      '-# 3 in all',
    ])
  })

  test('keeps titles and list items on one line', () => {
    const blocks: Block[] = [
      { kind: 'title', text: ['a\n# b'] },
      { kind: 'list', items: [['c\n- d']] },
    ]
    expect(texts(reply(blocks))).toEqual(['### a \\# b', '- c \\- d'])
  })

  test('has a play button beside a quote, and a described picture beside a title', () => {
    const from = reply([
      {
        kind: 'title',
        text: ['Bees'],
        picture: { url: 'https://i.example.com/bees.jpg', alt: 'The picture of Bees' },
      },
      {
        kind: 'quote',
        lead: ['The closest:'],
        text: ['We saw nothing'],
        from: ['Wren'],
        link: { kind: 'link', label: 'Listen from 5:16', url: 'https://e.org/?t=316' },
      },
    ])
    expect(texts(from)).toEqual(['### Bees', '**The closest:**\n> We saw nothing', 'Wren'])
    const [container] = renderMessage(from, ids).components as unknown as [{ components: Drawn[] }]
    expect(container.components.map(part => part.accessory).filter(part => part !== undefined)).toEqual([
      { type: 11, media: { url: 'https://i.example.com/bees.jpg' }, description: 'The picture of Bees' },
      { type: 2, style: 5, label: 'Listen from 5:16', url: 'https://e.org/?t=316' },
    ])
    expect(faults(from)).toEqual([])
  })

  test('has each id only once, even if a menu and a button would share one', () => {
    const from = reply([{ kind: 'paragraph', text: ['hello'] }], {
      actions: [
        {
          kind: 'button',
          label: 'Show episode',
          action: { kind: 'open', view: { command: 'episode', words: '', page: 0 } },
        },
        { kind: 'menu', label: 'Also in', command: 'episode', options: [{ label: 'Fog', words: '2' }] },
      ],
    })
    expect(faults(from)).toEqual([])
  })

  test('has menus and buttons below, each with its state in its id', () => {
    const view = { command: 'ask', words: 'cold starts | ¿sí?', page: 3 }
    const from = reply([{ kind: 'paragraph', text: ['hello'] }], {
      actions: [
        { kind: 'button', label: 'Not it', action: { kind: 'turn', view }, primary: true },
        { kind: 'button', label: 'Not it, once more', action: { kind: 'turn', view } },
        { kind: 'button', label: 'Too long', action: { kind: 'open', view: { ...view, words: 'x'.repeat(90) } } },
        { kind: 'button', label: 'Dismiss', action: { kind: 'dismiss' } },
        {
          kind: 'menu',
          label: 'Show an episode',
          command: 'episode',
          options: Array.from({ length: 30 }, (_, i) => ({ label: `${i} · ${words(40)}`, words: `${i % 28}` })),
        },
      ],
    })
    const [container] = renderMessage(from, ids).components as unknown as [{ components: Drawn[] }]
    const [menu, buttons, last] = container.components.flatMap(({ components }) => (components ? [components] : []))
    expect(menu).toMatchObject([{ type: 3, custom_id: '1|o|episode|0||', placeholder: 'Show an episode' }])
    expect(menu?.[0]).toHaveProperty('options.length', 25)
    expect(buttons?.map(({ custom_id }) => custom_id)).toEqual(['1|t|ask|3||cold starts | ¿sí?'])
    expect(last?.map(({ custom_id }) => custom_id)).toEqual(['1|d'])
    expect([...(buttons ?? []), ...(last ?? [])].map(({ style }) => style)).toEqual([
      ButtonStyle.Primary,
      ButtonStyle.Secondary,
    ])
    expect(faults(from)).toEqual([])
  })

  test('keeps its audience when edited, and pings nobody again', () => {
    const from = reply([{ kind: 'paragraph', text: ['hello'] }], { audience: 'asker', mention: '300000000000000009' })
    const { flags, allowed_mentions, components } = renderUpdate(from, ids)
    expect([flags, allowed_mentions, components]).toEqual([
      32768,
      { parse: [] },
      [{ type: 17, components: [{ type: 10, content: '<@300000000000000009>\nhello' }] }],
    ])
  })

  test('leaves out blank blocks', () => {
    const blocks: Block[] = [
      { kind: 'paragraph', text: [' \n '] },
      { kind: 'quote', text: [''] },
      { kind: 'list', items: [] },
      { kind: 'small', text: ['seen'] },
    ]
    expect(texts(reply(blocks))).toEqual(['-# seen'])
  })

  test('shows errors privately and answers publicly', () => {
    const blocks: Block[] = [{ kind: 'paragraph', text: ['hello'] }]
    expect(renderMessage(reply(blocks, { audience: 'asker' }), ids).flags).toBe(64 | 32768)
    expect(renderMessage(reply(blocks), ids).flags).toBe(32768)
  })

  test('pings only the mentioned person', () => {
    const blocks: Block[] = [{ kind: 'paragraph', text: ['<@300000000000000001> @everyone'] }]
    expect(renderMessage(reply(blocks), ids).allowed_mentions).toEqual({ parse: [] })
    const said = reply(blocks, { mention: '300000000000000009' })
    expect(renderMessage(said, ids).allowed_mentions).toEqual({ parse: [], users: ['300000000000000009'] })
    expect(texts(said)).toEqual(['<@300000000000000009>\n\\<@300000000000000001> \\@everyone'])
    expect(faults(said)).toEqual([])
  })

  test('puts the mention and the answer into the same text, for the notification', () => {
    const picture = { url: 'https://e.org/1.jpg', alt: 'a lamp' }
    const titled = reply(
      [
        { kind: 'title', text: ['Fog'], picture },
        { kind: 'small', text: ['seen'] },
      ],
      { mention: '9' },
    )
    expect(texts(titled)).toEqual(['<@9>\n### Fog', '-# seen'])
    const long = reply([{ kind: 'paragraph', text: ['fog '.repeat(2000)] }], { mention: '300000000000000009' })
    expect([texts(long)[0]?.slice(0, 27), faults(long)]).toEqual(['<@300000000000000009>\nfog f', []])
  })

  test('turns safe links into buttons, five in a row', () => {
    const urls = [
      'javascript:alert(1)',
      `https://e.org/${'x'.repeat(600)}`,
      ...Array.from({ length: 7 }, (_, i) => `https://e.org/${i}`),
    ]
    const actions = urls.map(url => ({ kind: 'link' as const, label: words(40), url }))
    const from = reply([{ kind: 'paragraph', text: ['hello'] }], { actions })
    const [container] = renderMessage(from, ids).components as unknown as [
      { components: { components?: { label: string; url: string }[] }[] },
    ]
    const rows = container.components.flatMap(({ components }) => (components ? [components] : []))
    expect(rows.map(row => row.length)).toEqual([5, 2])
    expect(rows[0]?.[0]?.url).toBe('https://e.org/0')
    expect(rows[0]?.[0]?.label).toBe(
      'word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word1…'.replace(' word1…', '…'),
    )
    expect(faults(from)).toEqual([])
  })

  test('throws if there is nothing to show', () => {
    expect(() => renderMessage(reply([]), ids)).toThrow('empty message')
  })
})

describe('a reply that does not fit', () => {
  test('cuts a long quote at a word', () => {
    const [quote = ''] = texts(reply([{ kind: 'quote', text: [words(2000)], from: ['Wren'] }]))
    expect(quote).toMatch(/ word\d+…\n-# Wren$/)
    expect(quote.length).toBeLessThan(1100)
  })

  test('drops the last list items first, and leaves an ellipsis', () => {
    const items = Array.from({ length: 80 }, (_, i) => [
      { kind: 'link' as const, text: `Link ${i}`, url: `https://e.org/${'x'.repeat(40)}${i}` },
    ])
    const from = reply([
      { kind: 'title', text: ['All'] },
      { kind: 'list', items },
      { kind: 'small', text: ['80 in all'] },
    ])
    const [title, list = '', small] = texts(from)
    expect([title, small]).toEqual(['### All', '-# 80 in all'])
    expect(list).toMatch(/^- \[Link 0\]/)
    expect(list).toMatch(/>\)\n- …$/)
    expect(list.split('\n').length).toBeGreaterThan(40)
    expect(faults(from)).toEqual([])
  })

  test('shows the first of 2,000 long items and an ellipsis', () => {
    const items = Array.from({ length: 2000 }, (_, i) => [
      { kind: 'link' as const, text: `Link ${i} ${words(150)}`, url: `https://e.org/${i}` },
    ])
    const from = reply([
      { kind: 'list', heading: ['All'], items },
      { kind: 'small', text: ['2,000 in all'] },
    ])
    const [list = '', small] = texts(from)
    expect(list).toMatch(/^\*\*All\*\*\n- \[Link 0 [^\n]+\n- \[Link 1 [^\n]+\n- \[Link 2 [^\n]+\n- …$/)
    expect(small).toBe('-# 2,000 in all')
    expect(faults(from)).toEqual([])
  })

  test('shortens the last of two lists first, and drops no item that would fit', () => {
    const list = (name: string, items: number): Block => ({
      kind: 'list',
      items: Array.from({ length: items }, (_, i) => [`${name}${i} ${'x'.repeat(93)}`]),
    })
    const count = (text: string | undefined) => text?.split('\n').filter(line => line.includes('x')).length
    const [first, second = ''] = texts(reply([list('a', 20), list('b', 30)]))
    expect(count(first)).toBe(20)
    expect(second).toMatch(/\n- …$/)
    const [length, line] = [`${first}${second}`.length, `- b19 ${'x'.repeat(93)}\n`.length]
    expect(length).toBeLessThanOrEqual(4000)
    expect(length + line).toBeGreaterThan(4000)
    expect(texts(reply([list('a', 60), list('b', 30)])).map(count)).toEqual([39, 1])
  })

  test('shows the first blocks if there are too many', () => {
    const blocks = Array.from({ length: 60 }, (_, i): Block => ({ kind: 'small', text: [`line ${i}`] }))
    const from = reply(blocks, { actions: [{ kind: 'link', label: 'Open', url: 'https://e.org' }] })
    expect(texts(from)).toHaveLength(37)
    expect(faults(from)).toEqual([])
  })

  test.each<[string, readonly Piece[], string]>([
    ['at a word', ['The quick brown fox'], 'The quick…'],
    ['in a word that is too long by itself', ['Donaudampfschifffahrt'], 'Donaudampfs…'],
    ['never in an emoji', ['🎉🎉🎉🎉🎉🎉🎉🎉🎉'], '🎉🎉🎉🎉🎉…'],
    ['never in an escape', ['*****************'], '\\*\\*\\*\\*\\*…'],
    ['a bold piece stays bold', ['The ', { kind: 'mark', text: 'very quick one' }], 'The **ver…**'],
    ['a link that does not fit gives way', ['See ', { kind: 'link', text: 'this', url: 'https://e.org' }], 'See …'],
    ['a command stays whole or goes', ['Try ', { kind: 'command', name: 'episodes' }], 'Try …'],
  ])('cuts a text %s', (_, text, drawn) => {
    expect(renderMarkdown(truncate(text, 12, new Map()), new Map())).toBe(drawn)
  })
})

/** Words made of what Discord’s markdown, its limits and its parsers stumble over. */
const nasty = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '@everyone',
        '<@1>',
        '[a](https://b.c)',
        '**',
        '||',
        '```',
        'https://x.y/z',
        '\n',
        '# ',
        '\u202e',
        '🎉',
        'עברית',
        '\u200b',
        '\u0007',
        '\ud83d',
        ' ',
      ),
    )
    .map(parts => parts.join('')),
  fc.integer({ min: 0, max: 1500 }).map(length => 'long '.repeat(length / 5)),
)
const url = fc.oneof(fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'https://e.org/)](<x', ''), nasty)
const piece: fc.Arbitrary<Piece> = fc.oneof(
  nasty,
  fc.record({ kind: fc.constantFrom('strong' as const, 'mark' as const), text: nasty }),
  fc.record({ kind: fc.constant('link' as const), text: nasty, url }),
  fc.record({ kind: fc.constant('command' as const), name: fc.constantFrom('ask', 'help'), rest: nasty }),
  fc.record({ kind: fc.constant('date' as const), iso: nasty }),
)
const link = fc.record({ kind: fc.constant('link' as const), label: nasty, url })
const text = fc.array(piece, { minLength: 1, maxLength: 5 })
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('paragraph' as const, 'small' as const), text }),
  fc.record({ kind: fc.constant('title' as const), text, picture: fc.record({ url, alt: nasty }) }),
  fc.record({ kind: fc.constant('quote' as const), lead: text, text, from: text, link }),
  fc.record({ kind: fc.constant('list' as const), heading: text, items: fc.array(text, { maxLength: 9 }) }),
)
const view = fc.record({ command: fc.constantFrom('ask', 'resources', 'nonsense|'), words: nasty, page: fc.nat() })
const action: fc.Arbitrary<Action> = fc.oneof(
  link,
  fc.record({
    kind: fc.constant('button' as const),
    label: nasty,
    action: fc.oneof(
      fc.record({ kind: fc.constantFrom('turn' as const, 'open' as const, 'share' as const), view }),
      fc.constant({ kind: 'dismiss' as const }),
    ),
  }),
  fc.record({
    kind: fc.constant('menu' as const),
    label: nasty,
    command: fc.constantFrom('episode', ''),
    options: fc.array(fc.record({ label: nasty, words: nasty }), { maxLength: 30 }),
  }),
)

test('accepts any reply: Discord takes it, nobody is pinged, and no link is broken', () => {
  const shown: Block = { kind: 'paragraph', text: ['Here:'] }
  fc.assert(
    fc.property(fc.array(block, { maxLength: 45 }), fc.array(action, { maxLength: 15 }), (blocks, actions) => {
      const from = reply([shown, ...blocks], { actions })
      expect(faults(from)).toEqual([])
      const shapes = texts(from).flatMap(markdown => read(markdown).shapes)
      const known = [
        'heading',
        'subtext',
        'blockQuote',
        'strong',
        'link',
        'autolink',
        'timestamp',
        'inlineCode',
        'br',
        'slashCommand',
      ]
      expect(shapes.filter(shape => !known.includes(shape))).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 20_000)
