import { spelledOut } from './abbreviations.ts'
import { knows, type Library, weightOf } from './library.ts'
import { respelled } from './spelling.ts'
import { stemOf, stemsOf, wordsOf } from './words.ts'

/** What to look for: the question's words that carry meaning, each once. */
export type Question = {
  readonly words: readonly Asked[]
  /** The weights of the words, summed; those that the show never says count too. */
  readonly weight: number
}

/** A word of the question and what stands for it in the show. */
export type Asked = {
  /** As it is compared; for the reader. */
  readonly word: string
  /** How much it tells passages apart: the highest weight of its terms, or that of a word nobody says. */
  readonly weight: number
  /** Stems to look for; none when the show has nothing like it. */
  readonly terms: readonly Term[]
}

/** A stem, and what a match counts: 1, or less when the stem only stands for what was asked. */
export type Term = { readonly stem: string; readonly share: number }

/** Spelled out, respelled or split: what was meant is a guess. */
const GUESS = 0.8

/** Synonyms that the maintainer wrote down are certain, but the word that was typed stays the better one. */
const SYNONYM = 0.7

/** A longer question's eleventh word moves nothing, and each one costs time. */
const MOST_WORDS = 10

/**
 * Reads a question. A word that the show never says is looked for under what it may stand for: a synonym from
 * `show.md`, an abbreviation, two words in one (`eventbridge`), a slip of the finger.
 */
export function readQuestion(library: Library, text: string): Question {
  const words = wordsOf(text).filter(word => word.stem !== '')
  const asked = new Map<string, Asked>()
  words.forEach(({ plain, stem }, i) => {
    if (!asked.has(stem)) asked.set(stem, askedFor(library, plain, stem, words[i + 1]?.plain))
  })
  const [said, unsaid] = [[...asked.values()].filter(isSaid), [...asked.values()].filter(word => !isSaid(word))]
  const telling = said.sort((a, b) => b.weight - a.weight).slice(0, MOST_WORDS)
  return {
    words: [...telling, ...unsaid],
    weight: [...telling, ...unsaid].reduce((sum, word) => sum + word.weight, 0),
  }
}

const isSaid = (asked: Asked): boolean => asked.terms.length > 0

function askedFor(library: Library, plain: string, stem: string, next: string | undefined): Asked {
  const shares = new Map<string, number>([[stem, 1]])
  const add = (words: string | undefined, share: number) => {
    for (const other of stemsOf(words ?? '')) if (!shares.has(other)) shares.set(other, share)
  }
  for (const synonym of library.show.synonyms[plain] ?? []) add(synonym, SYNONYM)
  if (next !== undefined) add(plain + next, 1)
  if (![...shares.keys()].some(other => knows(library, other))) add(meantBy(library, plain), GUESS)
  const terms = [...shares].filter(([other]) => knows(library, other)).map(([other, share]) => ({ stem: other, share }))
  const weights = terms.map(term => term.share * weightOf(library, term.stem))
  return { word: plain, weight: terms.length > 0 ? Math.max(...weights) : weightOf(library, stem), terms }
}

/** What a word that the show never says may stand for, as one or more words of the show. */
function meantBy(library: Library, plain: string): string | undefined {
  return (
    twoWords(library, plain) ??
    spelledOut(plain, library.initials, library.vocabulary) ??
    respelled(plain, library.vocabulary)
  )
}

/** `cloudformation` where the show has `cloud formation`: two words that stand together in some block. */
function twoWords(library: Library, plain: string): string | undefined {
  for (let cut = 3; cut <= plain.length - 3; cut++) {
    const [one, other] = [plain.slice(0, cut), plain.slice(cut)]
    if (!library.vocabulary.has(one) || !library.vocabulary.has(other)) continue
    const places = new Set(library.blocks.of(stemOf(one)).documents)
    if (library.blocks.of(stemOf(other)).documents.some(place => places.has(place))) return `${one} ${other}`
  }
  return undefined
}
