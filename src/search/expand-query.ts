import type { Episode } from '../content/types.ts'
import { editDistance } from '../text.ts'
import { english, type Language } from './language.ts'
import { allTextsOf, SOURCES, textsOf } from './passages.ts'
import { wordsOf } from './tokenizer.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Names and phrases of the show by their initials: `ddb` → `dynamodb`, `ssr` → `server side rendering`. */
export type Abbreviations = ReadonlyMap<string, string>

/**
 * Learns the initials of the show's own names and phrases, so that nobody has to maintain a list. A name is abbreviated
 * by its capitals (`DynamoDB`), a phrase by its first letters; if several share the same initials, the most frequent wins. Phrases are taken
 * from written text only: speech has too many.
 */
export function learnAbbreviations(episodes: readonly Episode[], language = english): Abbreviations {
  const seen = new Map<string, Map<string, number>>()
  const add = (initials: string, name: string) => {
    const meanings = seen.get(initials) ?? new Map<string, number>()
    seen.set(initials, meanings.set(name, (meanings.get(name) ?? 0) + 1))
  }
  for (const episode of episodes) {
    for (const text of allTextsOf(episode)) {
      for (const name of text.match(CAMEL_CASE) ?? []) {
        add(name.replaceAll(/[^A-Z]/g, '').toLowerCase(), name.toLowerCase())
      }
    }
    for (const text of [episode.title, ...WRITTEN.flatMap(source => textsOf(episode, source))]) {
      const words = wordsOf(text, language).map(word => word.plain)
      for (const length of [2, 3, 4]) {
        for (let i = 0; i + length <= words.length; i++) {
          const phrase = words.slice(i, i + length)
          if (phrase.every(word => isPhraseWord(word, language)))
            add(phrase.map(word => word[0]).join(''), phrase.join(' '))
        }
      }
    }
  }
  return new Map([...seen].flatMap(([initials, meanings]) => mostFrequent(initials, meanings)))
}

const WRITTEN = SOURCES.filter(source => source !== 'transcript')

/** `DynamoDB`, `EventBridge`. */
const CAMEL_CASE = /\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\b/g

/** A phrase or name must occur this often: initials also match by coincidence. */
const MIN_OCCURRENCES = 3

const isPhraseWord = (word: string, { stopWords }: Language): boolean => word.length > 2 && !stopWords.has(word)

function mostFrequent(initials: string, names: ReadonlyMap<string, number>): readonly [string, string][] {
  const [best] = [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return best && best[1] >= MIN_OCCURRENCES && initials.length > 1 ? [[initials, best[0]]] : []
}

/**
 * Expands an abbreviation that never occurs in the show into the show's own words. It may be initials, a numeronym
 * (`k8s`), a prefix (`creds`), or a contraction (`acct`).
 *
 * @returns one or more words with spaces between them, or undefined if nothing is likely.
 */
export function expandAbbreviation(
  word: string,
  abbreviations: Abbreviations,
  vocabulary: Vocabulary,
): string | undefined {
  const numbered = /^([a-z])(\d{1,2})([a-z])$/.exec(word)
  if (numbered) {
    const [, first = '', between = '', last = ''] = numbered
    const length = Number(between) + 2
    return mostCommon(vocabulary, first, 2, other => other.length === length && other.endsWith(last))
  }
  if (!/^[a-z]{2,6}$/.test(word)) return undefined
  const known = word.length <= 4 ? abbreviations.get(word) : undefined
  if (known !== undefined) return known
  if (word.length < 3) return undefined
  const start = word.length > 4 ? word.replace(/s$/, '') : word
  return (
    mostCommon(vocabulary, word.charAt(0), 3, other => other.startsWith(start) && other.length > word.length) ??
    mostCommon(vocabulary, word.charAt(0), 5, other => isContraction(word, other))
  )
}

/** Whether `word` is `other` with at least three of its inner letters left out. */
function isContraction(word: string, other: string): boolean {
  if (other.at(-1) !== word.at(-1)) return false
  if (other.length < word.length + 3 || other.length > 16) return false
  let next = 0
  for (const letter of other) if (letter === word[next]) next++
  return next === word.length
}

/** The most frequent word that begins with a letter and fits. */
function mostCommon(
  vocabulary: Vocabulary,
  letter: string,
  least: number,
  fits: (word: string) => boolean,
): string | undefined {
  let best: { word: string; count: number } | undefined
  for (const word of vocabulary.beginningWith(letter)) {
    if (!fits(word)) continue
    const count = vocabulary.count(word)
    if (count >= least && count > (best?.count ?? 0) && !vocabulary.language.stopWords.has(word)) best = { word, count }
  }
  return best?.word
}

/**
 * The show's word closest to one that never occurs in it: with the same first letter, and occurring at least twice; ties go to
 * the most common. Only for words of five letters or more (eight for two edits), since nearly any four letters are one
 * edit from another word.
 *
 * @param most the maximum number of edits: 1 or 2.
 */
export function correctSpelling(word: string, vocabulary: Vocabulary, most: 1 | 2): string | undefined {
  if (!(most === 1 ? /^\p{L}{5,}$/u : /^\p{L}{8,}$/u).test(word)) return undefined
  let best: { other: string; edits: number; count: number } | undefined
  for (const other of vocabulary.beginningWith(word.charAt(0))) {
    if (other.length < 4 || Math.abs(other.length - word.length) > most) continue
    const count = vocabulary.count(other)
    if (count < 2) continue
    const edits = editDistance(word, other, best?.edits ?? most)
    if (edits > (best?.edits ?? most)) continue
    if (!best || edits < best.edits || count > best.count) best = { other, edits, count }
  }
  return best?.other
}
