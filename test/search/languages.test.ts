import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import { ask } from '../../src/search/ask.ts'
import { quoteOf } from '../../src/search/excerpt.ts'
import { languageOf } from '../../src/search/language.ts'
import { createLibrary, type Library, updateLibrary } from '../../src/search/library.ts'
import { rank } from '../../src/search/rank.ts'
import { loadSnapshot, snapshotOf } from '../../src/search/snapshot.ts'
import { placedWordsOf, stemsOf } from '../../src/search/tokenizer.ts'
import { episode, showOf } from '../lighthouse.ts'
import { answersTo } from './answers.ts'

const folder = (code: string) => fileURLToPath(new URL(`../fixtures/languages/${code}`, import.meta.url))

const TODAY = '2026-01-01'

/** Each question has other forms of the show's words, and an answer in one episode: a piece of its quote. */
const QUESTIONS: Readonly<Record<string, readonly (readonly [question: string, id: string, quote: string])[]>> = {
  de: [
    ['Womit wird ein altes Glas gereinigt?', '1', 'Tuch'],
    ['Wie entferne ich einen salzigen Fleck?', '1', 'Flecken'],
    ['Welche Farben verblassen?', '2', 'verblasst'],
    ['Wie oft streicht man eine Mauer?', '2', 'alle sieben Jahre'],
    ['Wer sichert den Maler am Seil?', '2', 'sichert'],
    ['Was steht in dem Tagebuch von Frau Schlueter?', '3', 'Tagebuch'],
    ['Hatten die Wärter Angst in einer Winternacht?', '3', 'fürchtete'],
    ['Wie hoch war die hoechste Welle?', '4', 'Geländer'],
    ['Gab es Beschwerden vom Nachbarn wegen dem Lärm?', '5', 'beschwerten'],
    ['Wurde das Ventil am Horn ersetzt?', '5', 'ausgetauscht'],
    ['Wie viele Zugvoegel in der Nacht?', '6', 'vierhundert'],
    ['Welches Tier mag grünes Licht?', '6', 'Grünes'],
    ['Wo steht die Batterie?', '7', 'Batterien'],
    ['Wie viele Stufen hat die Treppe für den Gast?', '8', 'hundertneunzig'],
  ],
  es: [
    ['¿Con qué se quita una pastilla gastada?', '2', 'pastillas'],
    ['¿Cuántos parches y cámara llevas?', '1', 'cámaras'],
    ['¿Qué disco responde mejor con lluvias?', '2', 'responden'],
    ['¿Cómo limpio un disco?', '2', 'Limpiamos'],
    ['¿Dónde durmieron las hermanas, en un refugio?', '3', 'refugios'],
    ['comprar quesos en un pueblo', '3', 'Compramos'],
    ['¿Protestó el comerciante por la restricción?', '4', 'protestaron'],
    ['¿Un niño puede jugar en la plaza?', '4', 'jugar'],
    ['me duelen las rodillas', '5', 'rodilla'],
    ['¿Cuánto cobran los fisioterapeutas?', '5', 'sesenta'],
    ['¿Cuánto gana un repartidor por las entregas?', '6', 'ganan'],
    ['¿Es peligroso el adoquinado?', '6', 'adoquinadas'],
    ['¿Qué bateria muere con el frío?', '7', 'frío'],
    ['¿Quién pintó un nombre en el asfalto?', '8', 'pintaban'],
  ],
  fr: [
    ['où placer une caisse au soleil ?', '1', 'soleil'],
    ['Quelle couleur peindre, les abeilles distinguent-elles le bleue ?', '1', 'bleu'],
    ['Combien de récoltes par an ?', '2', 'récoltons'],
    ['Est-ce que les miels humides fermentent ?', '2', 'fermente'],
    ['Combien de butineuse les frelons capturent ?', '3', 'capture'],
    ['quel piege est sélectif ?', '3', 'sélectifs'],
    ['À quel prix vendre les reines ?', '4', 'vend'],
    ['Que mange la larve ?', '4', 'larves'],
    ["L'abeille vibre pour se chauffer ?", '5', 'vibrent'],
    ['Faut-il isoler les toits contre l’humidité ?', '5', 'isolé'],
    ['réaction grave après une piqure', '6', 'graves'],
    ["Comment retirer les dards avec l'ongle ?", '6', 'dard'],
    ['Le tilleul du boulevard nourrit qui ?', '7', 'tilleuls'],
    ['À quelle température fondent les cires ?', '8', 'soixante'],
  ],
  it: [
    ['Ogni quanto rinfresco i lieviti?', '1', 'rinfrescato'],
    ["L'odore della muffe è normale?", '1', 'odore'],
    ['Quanto costa il grano antico?', '2', 'costano'],
    ['Chi affilava la macina?', '2', 'affila'],
    ['Che mattone tiene il calore?', '3', 'calore'],
    ['Quali legni di olivo o querce bruciare?', '3', 'quercia'],
    ['Quanta acqua assorbe la farina di riso?', '4', 'assorbono'],
    ['Un celiaco usa un utensile separato?', '4', 'separati'],
    ['A che ora arriva il primo cliente?', '5', 'clienti'],
    ['Quanto resiste un apprendista?', '5', 'resistono'],
    ['Perché appendere i panettoni?', '6', 'appende'],
    ['Come preparare il candito?', '6', 'canditi'],
    ['La tassa sul sale era alta?', '7', 'tasse'],
    ['Cosa fare con una fetta secca o una crosta?', '8', 'fette'],
  ],
  pt: [
    ['O fio de algodão apodrece?', '1', 'apodrecem'],
    ['Quanto peso aguentam os nós?', '1', 'aguentar'],
    ['Uma estação envia qual medição?', '2', 'medições'],
    ['Nuvem baixa anuncia temporal?', '2', 'anunciavam'],
    ['Qual animal ocupou a casa vazia?', '3', 'animais'],
    ['Os faroleiros sairam quando?', '3', 'faroleiro'],
    ['Quanto tempo seca uma tabua?', '4', 'tábuas'],
    ['O construtor usa prego?', '4', 'pregos'],
    ['Como a luz do hotel confunde um filhote?', '5', 'confundem'],
    ['Quantos ninhos a raposa ataca?', '5', 'raposas'],
    ['Quando vence a licença?', '6', 'vencem'],
    ['Quem multou a embarcação?', '6', 'multaram'],
    ['Que caldo aquece no conves?', '7', 'aquecem'],
    ['Qual canhão o mergulhador encontrou?', '8', 'canhões'],
  ],
}

/** How many of the questions the first episode answers, and the first quote. */
function score(library: Library, questions: readonly (readonly [string, string, string])[]) {
  const right = questions.filter(([question, id]) => rank(library, question).episodes[0]?.episode.id === id)
  const quoted = questions.filter(([question, id, quote]) => {
    const answer = ask(library, question)
    return answer.kind === 'found' && answer.best.episode.id === id && quoteOf(answer.best.excerpt).includes(quote)
  })
  return { right, quoted }
}

/** Questions that no show here answers, mostly of words that every text has. */
const UNANSWERABLE: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Wer ist Präsident von Österreich?',
    'Wie kann ich meine Steuererklärung machen?',
    'Warum ist der Himmel so blau?',
  ],
  es: [
    '¿Cuántos años tiene el presidente de Francia?',
    '¿Qué es un agujero negro?',
    '¿Cuál es la capital de Australia?',
  ],
  fr: [
    'Quel âge a le président de la France ?',
    "Qu'est-ce qu'un trou noir ?",
    "Quelle est la capitale de l'Australie ?",
  ],
  it: ['Quanti anni ha il presidente della Francia?', "Che cos'è un buco nero?", "Qual è la capitale dell'Australia?"],
  pt: ['Quantos anos tem o presidente da França?', 'O que é um buraco negro?', 'Qual é a capital da Austrália?'],
}

const withoutAccents = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss')

describe.each(Object.keys(QUESTIONS))('a show in %s', async code => {
  const { show } = await readShow(folder(code))
  const questions = QUESTIONS[code] ?? []
  const library = createLibrary(show, TODAY)
  const { language: _, ...unnamed } = show
  const english = { ...show, language: 'en' }

  test('finds words by their other forms, and no fewer of them than by the rules for English', () => {
    const [before, after] = [score(createLibrary(english, TODAY), questions), score(library, questions)]
    expect(questions.length - after.right.length).toBeLessThanOrEqual(1)
    expect(after.quoted.length).toBeGreaterThanOrEqual(9)
    expect(after.right.length).toBeGreaterThanOrEqual(before.right.length)
  })

  test('does not take words without a meaning of their own for an answer', () => {
    expect(UNANSWERABLE[code]?.filter(question => ask(library, question).kind !== 'nothing')).toEqual([])
  })

  test('finds the same without accents', () => {
    for (const [question] of questions) {
      const best = rank(library, question).episodes[0]
      expect(rank(library, withoutAccents(question)).episodes[0]).toEqual(best)
    }
  })

  test('answers from a snapshot as before', async () => {
    const loaded = await loadSnapshot(structuredClone(snapshotOf(library)), show)
    for (const [question] of questions) expect(answersTo(loaded, question)).toEqual(answersTo(library, question))
  })

  test('is indexed again when its language is named', () => {
    const updated = updateLibrary(createLibrary(english, TODAY), show, TODAY)
    expect(snapshotOf(updated)).toEqual(snapshotOf(library))
    expect(snapshotOf(createLibrary(english, TODAY))).not.toEqual(snapshotOf(library))
  })

  test('need not name its language', () => {
    const begun = createLibrary({ ...unnamed, episodes: [] }, TODAY)
    expect(snapshotOf(updateLibrary(begun, unnamed, TODAY))).toEqual(snapshotOf(library))
    expect(snapshotOf(createLibrary(unnamed, TODAY))).toEqual(snapshotOf(library))
  })
})

test.each([
  ['de', 'Die Gläser glaeser Glas', 'glas glas glas'],
  ['de', 'Straße Strassen STRASSE', 'strass strass strass'],
  ['de', 'Quelle und Quellen', 'quell quell'],
  ['de-CH', 'sie bezahlt, wir bezahlen', 'bezahl bezahl'],
  ['it', "l'università, dell’università", 'univers univers'],
  ['it', 'amico, amiche e amici', 'amic amic amic'],
  ['fr', "l'eau qu'elle boit, d’eau", 'eau boit eau'],
  ['fr', 'les chevaux et le cheval', 'cheval cheval'],
  ['fr', 'il achète, ils achètent', 'achet achet'],
  ['es', 'la canción, las canciones', 'cancion cancion'],
  ['pt-BR', 'os animais e o animal', 'animal animal'],
  ['pt', 'coração, corações', 'corac corac'],
  ['nl', 'boek en boeken', 'boek boek'],
  ['sv', 'skola, skolor', 'skol skol'],
  ['da', 'lampe, lamperne', 'lamp lamp'],
  ['nb', 'lampe, lampene', 'lamp lamp'],
  ['ru', 'маяк, маяками', 'маяк маяк'],
  // Other languages by the rules for English.
  ['pl', 'lampy lamps', 'lampi lamp'],
  ['de', 'S3, node.js und C#', 's3 node.js c#'],
])('reads in %s %j as %j', (code, text, stems) => {
  expect(stemsOf(text, languageOf(code)).join(' ')).toBe(stems)
})

test('an elided article is no part of the word, which stands where it says', () => {
  const text = 'Perché l’acqua d’un fiume? L’ospite dell’anno.'
  const placed = placedWordsOf(text, languageOf('it'))
  expect(placed.map(({ start, end }) => text.slice(start, end))).toEqual(['acqua', 'fiume', 'ospite', 'anno'])
})

test('names are found as they are typed on another keyboard', () => {
  const library = createLibrary(
    showOf(
      episode('1', 'Ein Gast', { segments: [{ text: 'Frau Schlüter und Herr Weiß reden über Øresund.' }] }),
      episode('2', 'Noch ein Gast', { segments: [{ text: 'Herr Müller und Frau Groß reden über Malmö.' }] }),
    ),
    TODAY,
  )
  for (const name of ['schluter', 'schlueter', 'weiss', 'oresund']) {
    expect(rank(library, name).episodes.map(found => found.episode.id)).toEqual(['1'])
  }
})
