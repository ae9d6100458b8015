import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import type { RequestContext } from '../../src/commands/command.ts'
import { plainText } from '../../src/reply/plain-text.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const lines = `
  Ada: A Fresnel lens bends the light of a small lamp into one beam, and that beam is seen from twenty miles away.
  Ben: And the Fresnel lens of the harbour was cracked by the frost, so they had to grind a new one by hand.
`
const show = showOf(episode('1', 'Lenses', { segments: said(lines) }), episode('2', 'Fog', { segments: said(lines) }))
const library = createLibrary({ ...show, language: 'en' }, '2024-06-01')

const asker: RequestContext = { locale: 'en-US', placeLocale: 'en-US', userId: '7', place: 'server' }

const asks = (question: string, context: Partial<RequestContext> = {}, options = {}) =>
  createApp(() => library).reply({ ...asker, ...context, command: 'ask', options: { question, ...options } })

const IN_ENGLISH = {
  it: 'Il podcast è in inglese, quindi anche le citazioni.',
  de: 'Der Podcast ist auf Englisch, die Zitate also auch.',
  es: 'El podcast está en inglés, así que las citas también.',
  fr: 'Le podcast est en anglais, donc les citations aussi.',
  'pt-BR': 'O podcast é em inglês, então as citações também são.',
}

test.each([
  ['it', 'come funziona una lente Fresnel?'],
  ['de', 'Wie funktioniert die Fresnel?'],
  ['es', '¿Cómo funciona una Fresnel?'],
  ['fr', 'comment fonctionne la Fresnel ?'],
  ['pt-BR', 'como funciona uma Fresnel e onde?'],
] as const)('answers in %s, and says that the quotes are in English: “%s”', (locale, question) => {
  for (const context of [{}, { place: 'dm', locale: 'de' }, { place: 'terminal' }, { place: 'web' }] as const) {
    const reply = asks(question, context)
    expect(reply.locale).toBe(locale)
    const text = plainText(reply)
    expect(text).toContain('Fresnel lens')
    expect(text.split(IN_ENGLISH[locale])).toHaveLength(2)
  }
})

test('answers an English question about an English show in the language of the client, since everybody asks in English', () => {
  const reply = asks('how does a Fresnel lens work?', { locale: 'it', placeLocale: 'it' })
  expect(reply.locale).toBe('it')
  expect(plainText(reply)).not.toContain(IN_ENGLISH.it)
  const nothing = asks('who won the kraken cup?', { locale: 'it', placeLocale: 'it' })
  expect(plainText(nothing)).not.toContain('inglese')
})

test('answers a question about a German show in the language of the question', () => {
  const german = createLibrary({ ...show, language: 'de' }, '2024-06-01')
  const ask = (question: string, locale: string) =>
    createApp(() => german).reply({ ...asker, locale, placeLocale: locale, command: 'ask', options: { question } })
  expect(ask('Wie funktioniert das mit Fresnel lens?', 'en-US').locale).toBe('de')
  expect(ask('Wie funktioniert das mit Fresnel?', 'it').locale).toBe('de')
  const inEnglish = ask('how does a Fresnel lens work?', 'de')
  expect(inEnglish.locale).toBe('en-GB')
  expect(plainText(inEnglish)).toContain('The show is in German, so quotes are too.')
})

test.each(['Fresnel', 'Fresnel lens?', 'die Fresnel', 'lens la Fresnel'])(
  '“%s” is answered in the language of the client',
  question => {
    expect(asks(question).locale).toBe('en-GB')
    expect(asks(question, { locale: 'it', placeLocale: 'it' }).locale).toBe('it')
    expect(plainText(asks(question, { locale: 'it', placeLocale: 'it' }))).toContain(IN_ENGLISH.it)
  },
)

test('says once which language the quotes are in', () => {
  const app = createApp(() => library)
  const message = { ...asker, place: 'dm', before: '' } as const
  const say = (after: string, sentAt: number) =>
    plainText(app.replyToMessage({ ...message, after, sentAt }) ?? asks(''))
  expect(say('come funziona una lente Fresnel?', 0)).toContain(IN_ENGLISH.it)
  expect(say('come si rompe una lente Fresnel?', 60_000)).not.toContain(IN_ENGLISH.it)
  expect(say('come si rompe una lente Fresnel?', 60 * 60_000)).toContain(IN_ENGLISH.it)
  expect(plainText(asks('come funziona una lente Fresnel?', {}, { page: 2 }))).not.toContain(IN_ENGLISH.it)
})

test('a button below an answer keeps its language', () => {
  const app = createApp(() => library)
  const reply = asks('come funziona una lente Fresnel?')
  const button = reply.actions.find(action => action.kind === 'button' && action.label === 'Non è questo')
  expect(button).toBeDefined()
  if (button?.kind !== 'button') return
  const pressed = app.press({ ...asker, action: button.action, isOwn: true, isPrivate: false, canManage: false })
  expect('reply' in pressed && pressed.reply.locale).toBe('it')
})

test('a question in another language without an answer gets the advice to ask in the language of the show', () => {
  const reply = asks('Wer gewinnt die Weltmeisterschaft?')
  expect(reply).toMatchObject({ outcome: 'nothing', locale: 'de' })
  expect(plainText(reply)).toContain('Frag auf Englisch, in der Sprache des Podcasts.')
  expect(plainText(reply)).not.toContain('Weltmeisterschaft')
})

test('a direct message in no clear language is answered in that of the show', () => {
  expect(createApp(() => library).locale()).toBe('en')
  expect(createApp(() => createLibrary({ ...show, language: 'pt-BR' }, '2024-06-01')).locale()).toBe('pt')
})
