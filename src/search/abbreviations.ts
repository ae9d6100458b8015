import type { Episode } from '../content/episode.ts'
import type { Counts } from './counts.ts'
import { SOURCES, textsOf } from './moments.ts'
import { isStopWord } from './stop-words.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { Reader } from './words.ts'

/** Names and phrases of the show by their initials: `ddb` → `dynamodb`, `ssr` → `server side rendering`. */
export type Initials = ReadonlyMap<string, string>

/** The names in an episode that show their initials by capitals, as often as it has them: `DynamoDB`, `EventBridge`. */
export function namesOf(episode: Episode): readonly string[] {
  return [episode.title, ...SOURCES.flatMap(source => textsOf(episode, source))].flatMap(
    text => text.match(CAPITALISED_WITHIN) ?? [],
  )
}

/**
 * Learns which initials the show's own names and phrases have, so that nobody has to write a list of synonyms. A name
 * counts by its capitals (`DynamoDB`), a phrase by its first letters; of several, the most frequent wins. Phrases are
 * taken from what was written, not from what was said: talk has too many.
 *
 * @param names how often the show has each name that `namesOf` finds.
 */
export function initialsOf(episodes: readonly Episode[], names: Counts, read: Reader): Initials {
  const seen = new Map<string, Map<string, number>>()
  const add = (initials: string, name: string, count = 1) => {
    const meanings = seen.get(initials) ?? new Map<string, number>()
    seen.set(initials, meanings.set(name, (meanings.get(name) ?? 0) + count))
  }
  for (const [name, count] of names) add(name.replaceAll(/[^A-Z]/g, '').toLowerCase(), name.toLowerCase(), count)
  for (const episode of episodes) {
    for (const text of [episode.title, ...WRITTEN.flatMap(source => textsOf(episode, source))]) {
      const words = read(text).map(word => word.plain)
      for (const length of [2, 3, 4]) {
        for (let i = 0; i + length <= words.length; i++) {
          const phrase = words.slice(i, i + length)
          if (phrase.every(isWhole)) add(phrase.map(word => word[0]).join(''), phrase.join(' '))
        }
      }
    }
  }
  return new Map([...seen].flatMap(([initials, meanings]) => mostFrequent(initials, meanings)))
}

/**
 * What an abbreviation that the show never says may stand for, in the show's own words: by initials, with the number
 * of letters left out (`k8s`), as the beginning of a word (`creds`), or as a word without most of its vowels (`acct`).
 *
 * @returns one or more words, blanks between them; nothing when none is likely.
 */
export function spelledOut(word: string, initials: Initials, vocabulary: Vocabulary): string | undefined {
  const numbered = /^([a-z])(\d{1,2})([a-z])$/.exec(word)
  if (numbered) {
    const [, first = '', between = '', last = ''] = numbered
    const length = Number(between) + 2
    return mostCommon(vocabulary, first, 2, other => other.length === length && other.endsWith(last))
  }
  if (!/^[a-z]{2,6}$/.test(word)) return undefined
  const known = word.length <= 4 ? initials.get(word) : undefined
  if (known !== undefined) return known
  if (word.length < 3) return undefined
  const start = word.length > 4 ? word.replace(/s$/, '') : word
  return (
    mostCommon(vocabulary, word.charAt(0), 3, other => other.startsWith(start) && other.length > word.length) ??
    mostCommon(vocabulary, word.charAt(0), 5, other => isShortFor(word, other))
  )
}

const WRITTEN = SOURCES.filter(source => source !== 'transcript')

const CAPITALISED_WITHIN = /\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\b/g

/** A phrase or name must be met more than once: initials fit by accident. */
const LEAST = 3

const isWhole = (word: string): boolean => word.length > 2 && !isStopWord(word)

function mostFrequent(initials: string, names: ReadonlyMap<string, number>): readonly [string, string][] {
  const [best] = [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return best && best[1] >= LEAST && initials.length > 1 ? [[initials, best[0]]] : []
}

/** The same first and last letter, and the letters between in their order, at least three of them left out. */
function isShortFor(word: string, other: string): boolean {
  if (other.at(-1) !== word.at(-1)) return false
  if (other.length < word.length + 3 || other.length > 16) return false
  let next = 0
  for (const letter of other) if (letter === word[next]) next++
  return next === word.length
}

/** The word said most of those that begin with a letter and fit. */
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
    if (count >= least && count > (best?.count ?? 0) && !isStopWord(word)) best = { word, count }
  }
  return best?.word
}
