import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMessage } from '../../src/discord/message.ts'
import type { Reply } from '../../src/reply/types.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import { asButton, asCommand, asTyping, type InteractionJson } from '../loopback/interaction.ts'
import type { Component } from './hostile/drawn.ts'
import { type Message, messageFaults } from './hostile/faults.ts'
import { hostileShow, longShow } from './hostile/show.ts'
import { type Circumstances, type Visit, visit } from './hostile/visit.ts'
import { long, question, unit, words } from './hostile/words.ts'

/** `HOSTILE_RUNS=20 npx vitest run test/discord/hostile` looks twenty times as long. */
const times = (runs: number): number => runs * Number(process.env.HOSTILE_RUNS ?? 1)

type Given = readonly [InteractionJson, Circumstances?]

const with_ = (interaction: InteractionJson, data: object): InteractionJson => ({
  ...interaction,
  data: { ...(interaction.data as object), ...data },
})
const option = (name: string, value: unknown, type: number) => ({ name, type, value })

/** A slash command with what every one of them takes. */
function told(
  name: string,
  options: Record<string, string>,
  more: { hide?: boolean; mention?: string },
): InteractionJson {
  const command = asCommand(name, options)
  const { options: given } = command.data as { options: object[] }
  const { hide, mention } = more
  return with_(command, {
    options: [
      ...given,
      ...(hide === undefined ? [] : [option('hide', hide, 5)]),
      ...(mention === undefined ? [] : [option('mention', mention, 6)]),
    ],
  })
}

/** “Find in episodes” on somebody's message. */
const onMessage = (content: string): InteractionJson =>
  with_(asCommand('Find in episodes'), { type: 3, target_id: '9', resolved: { messages: { 9: { content } } } })

/** Everything that can be typed, with these words in it. */
function everything(text: string, other: string, locale: string): readonly Given[] {
  const where = { locale }
  const dm = { locale, from: 'dm' } as const
  return [
    [asCommand('ask', { question: text }, where)],
    [asCommand('ask', { question: text }, dm), { from: 'dm' }],
    [told('ask', { question: text }, { hide: true }), { secret: true }],
    [told('ask', { question: text }, { mention: '300000000000000009' })],
    [told('ask', { question: text }, { mention: other })],
    [told('latest', {}, { hide: true, mention: '300000000000000009' }), { secret: true }],
    [asCommand('ask', { question: other }, where)],
    [asCommand('episode', { which: text }, where)],
    [asCommand('episode', { which: '1' }, where)],
    [asCommand('resources', { about: text }, where)],
    [asCommand('resources', { about: 'lamp' }, where)],
    [asCommand('resources', { about: text, episode: other }, where)],
    [asCommand('related', { episode: '1' }, where)],
    [asCommand('related', { episode: other }, where)],
    [asCommand('latest', {}, where)],
    [asCommand('help', {}, where)],
    [asCommand(other, {}, where)],
    [asCommand('ask', {}, where)],
    [onMessage(text), { secret: true }],
    [asTyping('ask', { question: text }, 'question', where)],
    [asTyping('episode', { which: other }, 'which', where)],
    [asTyping('episode', { which: '' }, 'which', where)],
    [asTyping('resources', { about: other }, 'about', where)],
    [asTyping('resources', { about: '' }, 'about', where)],
    [asTyping('resources', { about: text, episode: other }, 'episode', where)],
    [asTyping('related', { episode: text }, 'episode', where)],
  ]
}

async function faultsOf(bot: Visit, given: readonly Given[], levels: number): Promise<readonly string[]> {
  const faults: string[] = []
  for (const [interaction, circumstances] of given) faults.push(...(await bot.give(interaction, circumstances, levels)))
  return faults
}

async function faultsOfSaying(bot: Visit, said: readonly string[], server?: string): Promise<readonly string[]> {
  const faults: string[] = []
  for (const text of said) faults.push(...(await bot.say(text, server)))
  return faults
}

const BOT = '<@100000000000000001>'
const locale = fc.constantFrom('en-GB', 'it', 'es-419', 'de', 'fr', 'pt-BR', 'ja')

describe('a hostile show', () => {
  test(
    'shows as it is, whatever is asked and pressed: it pings nobody, forges nothing, leads nowhere else',
    async () => {
      await fc.assert(
        fc.asyncProperty(hostileShow, question, words, locale, async (show, text, other, locale) => {
          const bot = visit(show)
          const [{ id = '', title = '' } = {}] = show.episodes
          expect(await faultsOf(bot, everything(text, other, locale), 3)).toEqual([])
          expect(await faultsOf(bot, everything(title, id, locale), 1)).toEqual([])
          expect(
            await faultsOfSaying(
              bot,
              [text, title, other].map(said => `${BOT} ${said}`),
              '7',
            ),
          ).toEqual([])
          expect(await faultsOfSaying(bot, [text, title, other])).toEqual([])
        }),
        { numRuns: times(15) },
      )
    },
    times(60_000),
  )

  test(
    'with 100,000 characters in one place is no different',
    async () => {
      await fc.assert(
        fc.asyncProperty(unit, fc.nat(9), async (unit, place) => {
          const [where, show] = longShow(long(unit))[place] ?? []
          if (!show) throw new Error('no such place')
          const faults = await faultsOf(visit(show), everything('how long does the lamp burn?', '1', 'en-GB'), 1)
          expect([where, faults]).toEqual([where, []])
        }),
        { numRuns: times(12) },
      )
    },
    times(60_000),
  )
})

const lamps = showOf(
  episode('1', 'Why lighthouses blink', {
    segments: said(`
      Ada: We climb up to the lamp every night, and the bulb burns for a year.
      Bob: How long does the fog horn sound?
      Ada: As long as there is fog, the horn sounds.`),
    resources: Array.from({ length: 24 }, (_, i) => ({ url: `https://example.org/lamp-${i}`, label: `Lamp ${i}` })),
  }),
  episode('2', 'The keeper and the lamp', { segments: said('Ada: The keeper lights the lamp.') }),
  episode('64', 'Fog', { summary: [{ text: 'The fog, the horn and the ferry.' }] }),
)

describe('a hostile user', () => {
  test(
    'who asks with 100,000 characters gets a short answer',
    async () => {
      await fc.assert(
        fc.asyncProperty(unit, async unit => {
          const text = long(unit)
          const bot = visit(lamps)
          expect(await faultsOf(bot, everything(text, `lamp ${text}`, 'en-GB'), 1)).toEqual([])
          expect([...(await bot.say(`${BOT} ${text}`, '7')), ...(await bot.say(text))]).toEqual([])
        }),
        { numRuns: times(8) },
      )
    },
    times(60_000),
  )

  test(
    'who forges the id of a button gets a kind line, or what anybody may ask for',
    async () => {
      const bot = visit(lamps)
      expect(await faultsOf(bot, everything('how long does the lamp burn?', '1', 'en-GB'), 2)).toEqual([])
      const real = fc.constantFrom(...bot.ids).map(key => key.split(' ')[0] ?? '')
      const mutated = fc
        .tuple(real, fc.nat(100), fc.nat(3), fc.oneof(words, fc.constantFrom('|', '9', '99', '100', '-1', 's', 'd')))
        .map(([id, at, cut, put]) => id.slice(0, at) + put + id.slice(at + cut))
      const forged = fc
        .tuple(
          fc.constantFrom('t', 'o', 's'),
          fc.constantFrom(
            'ask',
            'results',
            'fix',
            'find',
            'episode',
            'resources',
            'related',
            'latest',
            'help',
            'constructor',
          ),
          fc.nat(99),
          fc.oneof(words, fc.constantFrom('', '1', '64')),
          fc.oneof(words, question, fc.constantFrom('', '1', '64')),
        )
        .map(([does, command, page, episode, asked]) => `1|${does}|${command}|${page}|${episode}|${asked}`)
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(mutated, forged, fc.string({ unit: 'binary' }), unit.map(long)),
          fc.option(words),
          async (id, value) => {
            const chosen = value === null ? {} : { values: [value] }
            const button = with_(asButton(id), chosen)
            const message = {
              flags: 32768,
              components: [],
              interaction_metadata: { user: { id: '300000000000000008' } },
            }
            expect(await bot.give({ ...button, message }, { secret: !id.startsWith('1|s') }, 1)).toEqual([])
          },
        ),
        { numRuns: times(150) },
      )
    },
    times(60_000),
  )
})

describe('these checks can fail:', () => {
  const reply: Reply = {
    outcome: 'found',
    audience: 'everyone',
    blocks: [
      { kind: 'title', text: [{ kind: 'link', text: 'Lamps', url: 'https://example.org/' }] },
      { kind: 'paragraph', text: ['They burn all night.'] },
    ],
    actions: [{ kind: 'link', label: 'Open', url: 'https://example.org/' }],
    locale: 'en-GB',
  }
  const sent = (): Message => JSON.parse(JSON.stringify(renderMessage(reply, new Map())))
  const plus = (message: Message, ...more: readonly Component[]): Message => ({
    ...message,
    components: [...message.components, ...more],
  })
  const showing = (content: string) => (message: Message) => plus(message, { type: 10, content })
  const leading = (url: string) => (message: Message) =>
    plus(message, { type: 1, components: [{ type: 2, style: 5, label: 'Open', url } as Component] })

  test('a good message passes', () => {
    expect(messageFaults(sent(), reply)).toEqual([])
  })

  test.each<[string, (message: Message) => Message, RegExp]>([
    ['a person', showing('<@300000000000000001>'), /shows user 1 times/],
    ['everybody', showing('@everyone'), /shows everyone 1 times/],
    ['a mention in bold', showing('**<@&300000000000000001>**'), /shows role 1 times/],
    ['a mention that a parser may not know', showing('<id:guide> <@1>'), /open/],
    ['a heading', showing('### Big'), /shows heading 2 times where it may 1 times/],
    ['a list', showing('- one\n- two'), /shows item 2 times/],
    ['a quote', showing('> said'), /shows blockQuote 1 times/],
    ['a spoiler', showing('||hidden||'), /shows spoiler/],
    ['code', showing('```\nx\n```'), /shows codeBlock/],
    ['a masked link', showing('[x](https://evil.example)'), /leads to https:\/\/evil\.example/],
    ['a bare address', showing('https://evil.example'), /shows url 1 times/],
    ['a masked script', showing('[x](javascript:alert)'), /leads to javascript:alert|shows link 2/],
    ['a button that leads elsewhere', leading('https://evil.example'), /leads to https:\/\/evil\.example/],
    ['words that nobody gave', showing('and all day'), /is not what was to be shown/],
    ['a backslash too many', showing('\\\\'), /is not what was to be shown/],
    ['half of a character', showing('\ud83d'), /sends "\\ud83d"/],
    ['a control', showing('\u202e'), /sends/],
    ['a ping', message => ({ ...message, allowed_mentions: { parse: ['users'] } }), /may ping/],
    ['a ping of somebody', message => ({ ...message, allowed_mentions: { parse: [], users: ['1'] } }), /may ping/],
    ['4,000 characters', showing('x'.repeat(4000)), /at most 4000/],
  ])('%s', (_, tamper, says) => {
    expect(messageFaults(tamper(sent()), reply).join('\n')).toMatch(says)
  })
})
