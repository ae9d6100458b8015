import { expect, test } from 'vitest'
import { ask } from '../../src/search/ask.ts'
import { quoteOf } from '../../src/search/excerpt.ts'
import { english, languageOf } from '../../src/search/language.ts'
import { createLibrary } from '../../src/search/library.ts'
import { parseQuery } from '../../src/search/query.ts'
import { languageOfQuestion, languageOfShow } from '../../src/search/question-language.ts'
import { episode, said, showOf } from '../lighthouse.ts'

test.each([
  ['it', 'Come posso pulire le lenti di Fresnel?'],
  ['it', 'cos’è una lente di Fresnel?'],
  ['it', 'perché Fresnel?'],
  ['it', 'chi è l’ospite della puntata 12?'],
  ['de', 'wie kann ich Fresnel-Linsen putzen?'],
  ['de', 'was kostet ein Nebelhorn'],
  ['de', 'warum Fresnel?'],
  ['de', 'Wer ist Ada?'],
  ['es', '¿Cómo limpio las lentes de Fresnel?'],
  ['es', 'qué es Fresnel?'],
  ['es', 'cuanto cuesta una bocina'],
  ['fr', 'comment nettoyer les lentilles de Fresnel ?'],
  ['fr', "qu'est-ce que Fresnel ?"],
  ['fr', 'pourquoi Fresnel ?'],
  ['pt', 'como posso limpar as lentes de Fresnel?'],
  ['pt', 'quem é a Ada?'],
  ['pt', 'quanto custa uma buzina'],
  ['en', 'how do I clean Fresnel lenses?'],
  ['en', 'What is a Fresnel lens'],
  ['en', 'why Fresnel?'],
])('knows %s by the words of “%s”', (code, question) => {
  expect(languageOfQuestion(question, english)).toBe(code)
})

test.each([
  'lamp',
  'Fresnel lenses?',
  'C++ vs Rust',
  'die cast lamps',
  'Der Spiegel vs Die Zeit',
  'El Niño',
  'La La Land',
  'San Francisco de la Cruz',
  'comment on a pull request',
  'DI in node',
  'AI as a service',
  'à la carte',
  'déjà vu',
  'café',
  'lamp 12',
  '?!',
  '',
])('does not guess a language from “%s”', question => {
  expect(languageOfQuestion(question, english)).toBeUndefined()
})

const library = createLibrary(
  {
    ...showOf(
      episode('1', 'Dry ice', {
        segments: said('Ada: We cut the costs of the Fresnel lens in half.\nBen: And die casting it?'),
      }),
      episode('2', 'Dark nights', {
        segments: said('Ada: The film about the plus size horn was long.\nBen: Come and hat up.'),
      }),
      episode('3', 'DynaFog', {
        segments: said('Ada: DynaFog runs on steam, not on diesel.\nBen: It never wears out.'),
      }),
    ),
    language: 'en',
  },
  '2024-06-01',
)

test.each([
  ['Wie kann ich die Kosten der Fresnel senken?', ['fresnel']],
  ['come posso ridurre i costi di una lente Fresnel?', ['fresnel']],
  ["est-ce qu'il y a plus d'une Fresnel ?", ['fresnel']],
  ['¿Quién viene con DynaFog?', ['dynafog']],
  ['como funciona o DynaFog, e onde?', ['dynafog']],
  // In English they are what the question is about.
  ['die plus hat', ['die', 'hat', 'plus']],
])('of “%s” the subjects are %j', (question, subjects) => {
  const words = parseQuery(library, question).words.filter(({ terms }) => terms.length > 0)
  expect(words.map(({ word }) => word).sort()).toEqual([...subjects].sort())
})

test.each([
  ['come posso ridurre i costi di una lente Fresnel?', 'Fresnel'],
  ['wie schnell verschleißt ein DynaFog?', 'DynaFog'],
  ['¿qué combustible necesita DynaFog?', 'DynaFog'],
  ['pourquoi réparer un DynaFog ?', 'DynaFog'],
  ['por que consertar uma DynaFog quebrada?', 'DynaFog'],
])('a name finds its episode in “%s”', (question, name) => {
  const answer = ask(library, question)
  expect(answer.kind === 'found' && quoteOf(answer.best.excerpt)).toContain(name)
  expect(answer).toMatchObject({ confidence: 'close', why: { unknownWords: [] } })
})

test.each([
  'qual è il miglior film di Fellini?',
  'Wer ist Präsident von Österreich?',
  '¿Cuántos años tiene el presidente?',
  'Comment réparer un vélo ?',
  'Como treinar um cachorro?',
])('“%s” is about nothing in the show, whatever words it shares', question => {
  expect(ask(library, question).kind).toBe('nothing')
})

test('words that the show never says are named as they were typed', () => {
  const german = createLibrary({ ...library.show, language: 'de' }, '2024-06-01')
  const answer = ask(german, 'Wer ist Präsident von Österreich?')
  expect(answer).toMatchObject({ unknownWords: ['Präsident', 'Österreich'] })
})

test.each([
  ['какой маяк?', ['маяк']],
  ['ケストレル', ['ケストレル']],
  ['¿cuántos años tiene?', ['años']],
  ['Größe und Maßstab', ['Größe', 'Maßstab']],
])('“%s” is said back with its own letters: %j', (question, words) => {
  const shown = parseQuery(createLibrary({ ...library.show, language: 'ru' }, '2024-06-01'), question).words
  const spanish = parseQuery(createLibrary({ ...library.show, language: 'es' }, '2024-06-01'), question).words
  const written = [...shown, ...spanish].map(word => word.written)
  for (const word of words) expect(written).toContain(word)
})

test('a show is in the language that it names, or in the one with most of its words', () => {
  const spoken = (line: string, language?: string) =>
    languageOfShow(
      createLibrary(
        { ...showOf(episode('1', 'Eins', { segments: said(line) })), ...(language && { language }) },
        '2024-06-01',
      ),
    )
  expect(spoken('Wir haben die Lampe in der Nacht geputzt, und sie ist nicht mehr so hell wie sonst.')).toBe('de')
  expect(spoken('Abbiamo pulito la lampada di notte, ma non è più così luminosa come prima.')).toBe('it')
  expect(spoken('We cleaned the lamp at night, and it is not as bright as it was before.')).toBe('en')
  expect(spoken('Lampe Horn Nebel Linse Turm.')).toBeUndefined()
  expect(spoken('We cleaned the lamp.', 'pt-BR')).toBe('pt')
})

test.each([
  ['nl', 'wie was de gast in de aflevering over lampen?'],
  ['sv', 'vad kostar en ny lampa i fyren?'],
  ['da', 'hvad koster en ny lampe i fyret?'],
  ['nb', 'hva koster en ny lampe i fyret?'],
])('a show in %s is not asked in another language by “%s”', (code, question) => {
  expect(languageOfQuestion(question, languageOf(code))).toBeUndefined()
  const northern = createLibrary({ ...library.show, language: code }, '2024-06-01')
  expect(parseQuery(northern, question).foreign).toBeUndefined()
})

test('a question that may be in two languages is in neither of them for sure, but not in English', () => {
  expect(languageOfQuestion('como funciona o DynaFog?', english)).toBeUndefined()
  expect(parseQuery(library, 'como funciona o DynaFog?').words.map(({ word }) => word)).toEqual(['dynafog'])
})

test.each([
  ['de', 'wie war dein Tag heute?', 'Am Tag der Linse putzten wir das Glas.'],
  ['it', 'com’è stata la tua giornata oggi?', 'Oggi puliamo il vetro della lampada di giorno.'],
  ['fr', 'bon anniversaire à tous !', 'Le bon verre de la lampe est poli, et un anniversaire le dit.'],
])('small talk in %s is no question: “%s”', (language, question, line) => {
  const own = createLibrary(
    { ...showOf(episode('1', 'Lampe', { segments: [{ text: line }] })), language },
    '2024-06-01',
  )
  expect(ask(own, question).kind).toBe('nothing')
})
