import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { handleInteraction } from '../../src/discord/handle-interaction.ts'
import { handleMessage } from '../../src/discord/handle-message.ts'
import { type Phrases, phrasesFor } from '../../src/reply/languages/phrases.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'
import {
  ASKER,
  asCommand,
  asMessageCommand,
  asPick,
  asPress,
  asWritten,
  type InteractionJson,
  labels,
  MENTION,
  STRANGER,
  type Where,
} from '../loopback/interaction.ts'
import { isPrivate, type Message, messageOf } from '../loopback/shown.ts'
import type { Body } from '../loopback/state.ts'
import { APPLICATION } from '../loopback/state.ts'

/** The bulb is spoken of three times, and nothing else is worth a word. */
const day = (about: string) =>
  Array.from({ length: 40 }, (_, i) =>
    i % 13 === 5
      ? `Ada: The ${about} bulb burns for a year, we said, number ${i}.`
      : `Ada: The gulls came, the ferry went, and ${i} boats sailed by in a long row, one behind the other.`,
  ).join('\n')
const library = createLibrary(
  showOf(
    ...['first', 'second', 'third'].map((about, i) =>
      episode(`${i + 1}`, `The ${about} lamp`, { segments: said(day(about)) }),
    ),
  ),
  '2024-06-01',
)
const app = createApp(() => library)
const question = 'how long does the bulb burn?'

/** The asker speaks Italian, the server German. */
const where = (from: NonNullable<Where['from']>, more: Where = {}): Where => ({
  from,
  locale: 'it',
  guildLocale: 'de',
  ...more,
})
const LANGUAGES = ['it', 'de'] as const

type Shown = { readonly message: Message; readonly how: string }

/** What the bot answers, as the message that it becomes, and in short: how, to whom, in which language. */
async function give(interaction: InteractionJson): Promise<Shown> {
  const { response } = await handleInteraction(interaction, app, new Map())
  if (!('data' in response) || response.data === undefined) throw new Error('no message')
  const message = messageOf(response.data as unknown as Body, { at: Date.now(), answers: interaction })
  // Who sees a message is settled when it is sent.
  const kind = response.type === 7 ? 'changes it' : isPrivate(message) ? 'says privately' : 'says to all'
  return { message, how: [kind, ...languagesOf(message)].join(', ') }
}

function languagesOf({ components }: Message): readonly string[] {
  const text = JSON.stringify(components)
  return LANGUAGES.filter(code => {
    const { buttons, whatToTry, errors } = phrasesFor(code)
    return [...Object.values(buttons), whatToTry, errors.notAllowed].some(
      phrase => text.includes(`"${phrase}"`) || text.includes(`${phrase}*`),
    )
  })
}

/** A button, by what it is for: its label is in one of the languages. */
function press(message: Message, button: keyof Phrases['buttons'], by: Where): InteractionJson {
  const label = LANGUAGES.map(code => phrasesFor(code).buttons[button]).find(label => labels(message).includes(label))
  return asPress(message, label ?? `no ${button}`, by)
}

test.each([
  { from: 'server', everyones: 'de' },
  { from: 'abroad', everyones: 'de' },
  { from: 'group', everyones: 'it' },
] as const)('$from: who sees a reply, and in which language', async ({ from, everyones }) => {
  const open = await give(asCommand('ask', { question }, where(from)))
  const hidden = await give(asCommand('ask', { question, hide: true }, where(from)))
  const latest = await give(asCommand('latest', {}, where(from)))
  const stranger = where(from, { by: STRANGER, permissions: '0' })
  const results = {
    'a question': open,
    'a question, hidden': hidden,
    'a question without an answer': await give(asCommand('ask', { question: 'who won the kraken cup?' }, where(from))),
    'a message': await give(asMessageCommand('Find in episodes', asWritten(question), where(from))),
    'Not it': await give(press(open.message, 'nextPassage', where(from))),
    'Not it, by a stranger': await give(press(open.message, 'nextPassage', stranger)),
    'Not it, hidden': await give(press(hidden.message, 'nextPassage', where(from))),
    'the episode': await give(press(open.message, 'showEpisode', where(from))),
    'an episode of the list': await give(asPick(latest.message, '2 · The second lamp', where(from))),
    Share: await give(press(hidden.message, 'share', where(from))),
    'Dismiss, by a stranger': await give(press(open.message, 'dismiss', stranger)),
  }
  expect(Object.fromEntries(Object.entries(results).map(([name, { how }]) => [name, how]))).toEqual({
    'a question': `says to all, ${everyones}`,
    'a question, hidden': 'says privately, it',
    'a question without an answer': 'says privately, it',
    'a message': 'says privately, it',
    'Not it': `changes it, ${everyones}`,
    'Not it, by a stranger': 'says privately, it',
    'Not it, hidden': 'changes it, it',
    'the episode': 'says privately, it',
    'an episode of the list': 'says privately, it',
    Share: `says to all, ${everyones}`,
    'Dismiss, by a stranger': 'says privately, it',
  })
})

test('in a direct message every reply is visible and belongs to the user', async () => {
  const open = await give(asCommand('ask', { question }, where('dm')))
  expect(open.how).toBe('says to all, it')
  expect((await give(press(open.message, 'nextPassage', where('dm')))).how).toBe('changes it, it')
  expect((await give(press(open.message, 'showEpisode', where('dm')))).how).toBe('says to all, it')
  const dismissed = await handleInteraction(press(open.message, 'dismiss', where('dm')), app, new Map())
  expect(dismissed).toMatchObject({ response: { type: 6 }, after: 'delete' })
})

test('a reply to a message is in the server’s language and belongs to the author of that message', async () => {
  const asked = asWritten(`${MENTION} ${question}`)
  const heard = await handleMessage(asked, app, new Map(), { bot: APPLICATION, localeOf: () => 'de' })
  const reply = messageOf(heard?.body as unknown as Body, { at: Date.now(), repliesTo: asked })
  expect(languagesOf(reply)).toEqual(['de'])

  const turned = await give(press(reply, 'nextPassage', where('server')))
  expect(turned.how).toBe('changes it, de')
  expect(JSON.stringify(turned.message.components)).not.toContain(phrasesFor('de').asked(question))
  expect((await give(press(reply, 'nextPassage', where('server', { by: STRANGER })))).how).toBe('says privately, it')
  for (const message of [reply, turned.message]) {
    expect(
      (await handleInteraction(press(message, 'dismiss', where('server', { by: ASKER })), app, new Map())).after,
    ).toBe('delete')
    const stranger = where('server', { by: STRANGER, permissions: '0' })
    expect((await give(press(message, 'dismiss', stranger))).how).toBe('says privately, it')
  }
})
