import type { Episode } from '../content/types.ts'
import { english, type Language } from './language.ts'
import { allTextsOf } from './passages.ts'
import { processTerm, type Word, wordsOf } from './tokenizer.ts'

/** How often each word occurs in a show, by its plain form (lower case, without accents). */
export class Vocabulary {
  readonly language: Language
  readonly #counts = new Map<string, number>()
  readonly #byLetter = new Map<string, string[]>()
  #size = 0

  /** @param language the show's, by whose rules its words are indexed and searched for. */
  constructor(counts: Iterable<readonly [word: string, count: number]> = [], language: Language = english) {
    this.language = language
    for (const [word, count] of counts) this.#count(word, count)
  }

  /** All words of the show, repetitions included. */
  get size(): number {
    return this.#size
  }

  count(word: string): number {
    return this.#counts.get(word) ?? 0
  }

  /** The words that begin with a letter: the candidates for a misspelt one. Some may have a count of 0. */
  beginningWith(letter: string): readonly string[] {
    return this.#byLetter.get(letter) ?? []
  }

  entries(): Iterable<readonly [word: string, count: number]> {
    return this.#counts.entries()
  }

  add(episode: Episode): void {
    for (const text of allTextsOf(episode)) for (const { plain } of wordsOf(text, this.language)) this.#count(plain, 1)
  }

  remove(episode: Episode): void {
    for (const text of allTextsOf(episode)) for (const { plain } of wordsOf(text, this.language)) this.#count(plain, -1)
  }

  #count(word: string, change: number): void {
    const before = this.#counts.get(word)
    this.#counts.set(word, (before ?? 0) + change)
    this.#size += change
    if (before !== undefined) return
    const letter = word.charAt(0)
    const others = this.#byLetter.get(letter)
    if (others) others.push(word)
    else this.#byLetter.set(letter, [word])
  }
}

/**
 * A text's words as they are indexed, in order, in their plain form. If two neighbours are written as one word elsewhere
 * in the show (`event bridge`, `time out`), that word is added after the first: speech recognition splits names.
 */
export function tokenize(text: string, vocabulary: Vocabulary): string[] {
  const words = wordsOf(text, vocabulary.language)
  return words.flatMap((word, i) => {
    const compound = compoundOf(word, words[i + 1], vocabulary)
    return compound === undefined ? word.plain : [word.plain, compound]
  })
}

/** MiniSearch options for a query whose words are stems already. */
export const AS_STEMS = { tokenize: (text: string) => text.split(' '), processTerm: (stem: string) => stem }

/** The stems that a text is indexed by, in order; stop words have none. */
export function indexedStemsOf(text: string, vocabulary: Vocabulary): string[] {
  return tokenize(text, vocabulary).flatMap(plain => processTerm(plain, vocabulary.language) ?? [])
}

/** Two neighbouring words joined, if the show writes them as one word often enough. */
export function compoundOf(one: Word, other: Word | undefined, vocabulary: Vocabulary): string | undefined {
  if (one.stem === '' || one.plain.length < 2 || !other || other.plain.length < 2) return undefined
  const whole = one.plain + other.plain
  if (whole.length < MIN_COMPOUND_LENGTH || vocabulary.language.stopWords.has(whole)) return undefined
  const least = other.stem === '' ? MIN_OCCURRENCES_WITH_STOP_WORD : MIN_OCCURRENCES
  return vocabulary.count(whole) >= least ? whole : undefined
}

/** In letters. */
const MIN_COMPOUND_LENGTH = 6

/** How often the compound must occur in the show. */
const MIN_OCCURRENCES = 2

/** A compound that ends with a stop word (`time out`) needs more evidence. */
const MIN_OCCURRENCES_WITH_STOP_WORD = 3
