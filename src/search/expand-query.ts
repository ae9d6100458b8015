import type { Episode } from '../content/types.ts'
import { editDistance } from '../text.ts'
import { SOURCES, textsOf } from './moments.ts'
import { isStopWord } from './stop-words.ts'
import { type Reader, stemOf, type Word } from './tokenizer.ts'

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
const LEAST_OFTEN = 3

const isWhole = (word: string): boolean => word.length > 2 && !isStopWord(word)

function mostFrequent(initials: string, names: ReadonlyMap<string, number>): readonly [string, string][] {
  const [best] = [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return best && best[1] >= LEAST_OFTEN && initials.length > 1 ? [[initials, best[0]]] : []
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

/**
 * The stems by which a text is indexed: each word's, and where two neighbours are elsewhere in the show one word
 * (`event bridge`, `time out`), that one's as well. Speech recognition cuts names in two.
 */
export function indexedStems(words: readonly Word[], vocabulary: Vocabulary): readonly string[] {
  const stems: string[] = []
  words.forEach((word, i) => {
    if (word.stem === '') return
    const next = words[i + 1]
    const whole = next && joined(word, next, vocabulary)
    stems.push(word.stem)
    if (whole !== undefined) stems.push(whole)
  })
  return stems
}

/** The stem of the one word that the show elsewhere makes of two neighbours; nothing when it never does. */
export function joined(one: Word, other: Word, vocabulary: Vocabulary): string | undefined {
  if (one.stem === '' || one.plain.length < 2 || other.plain.length < 2) return undefined
  const whole = one.plain + other.plain
  if (whole.length < SHORTEST || isStopWord(whole)) return undefined
  const least = other.stem === '' ? LEAST_WITH_STOP_WORD : LEAST
  return vocabulary.count(whole) >= least ? stemOf(whole) : undefined
}

/** The words that two neighbours may make by one vocabulary and not by the other. */
export function joinedDifferently(one: Vocabulary, other: Vocabulary): readonly string[] {
  const differs = (word: string, least: number) => one.count(word) >= least !== other.count(word) >= least
  return [...new Set([...one.counts.keys(), ...other.counts.keys()])].filter(
    word => word.length >= SHORTEST && (differs(word, LEAST) || differs(word, LEAST_WITH_STOP_WORD)),
  )
}

/** Letters in the one word. */
const SHORTEST = 6

/** How often the show must have the one word. */
const LEAST = 2

/** With a stop word behind (`time out`) it takes more to be believed. */
const LEAST_WITH_STOP_WORD = 3

/**
 * The word of the show that somebody probably meant by one that it never says: same first letter, one slip of the
 * finger away (two in a word of eight letters or more), said at least twice; of several, the nearest, then the most
 * common. Only for words of five letters or more, since nearly any four letters are one slip from another word.
 */
export function respelled(word: string, vocabulary: Vocabulary): string | undefined {
  if (!/^\p{L}{5,}$/u.test(word)) return undefined
  const most = word.length >= 8 ? 2 : 1
  let best: { other: string; slips: number; count: number } | undefined
  for (const other of vocabulary.beginningWith(word.charAt(0))) {
    if (other.length < 4 || Math.abs(other.length - word.length) > most) continue
    const count = vocabulary.count(other)
    if (count < 2) continue
    const slips = editDistance(word, other, best?.slips ?? most)
    if (slips > (best?.slips ?? most)) continue
    if (!best || slips < best.slips || count > best.count) best = { other, slips, count }
  }
  return best?.other
}

/** How often the show writes or says each word, by its plain form. */
export type Vocabulary = {
  readonly count: (word: string) => number
  /** The words that begin with a letter: what a misspelt one is compared with. */
  readonly beginningWith: (letter: string) => readonly string[]
  readonly counts: Counts
}

/** Each word of an episode, as often as it has it. */
export function* plainWordsOf(episode: Episode, read: Reader): Iterable<string> {
  for (const text of textsIn(episode)) for (const { plain } of read(text)) yield plain
}

export function openVocabulary(counts: Counts): Vocabulary {
  const byLetter = new Map<string, string[]>()
  for (const word of counts.keys()) {
    const letter = word.charAt(0)
    const words = byLetter.get(letter)
    if (words) words.push(word)
    else byLetter.set(letter, [word])
  }
  return { count: word => counts.get(word) ?? 0, beginningWith: letter => byLetter.get(letter) ?? [], counts }
}

const textsIn = (episode: Episode): readonly string[] => [
  episode.title,
  ...SOURCES.flatMap(source => textsOf(episode, source)),
]

/** How often a show has each word, or each name, in the order of the alphabet. */
export type Counts = ReadonlyMap<string, number>

/** Episodes that a show had and has no longer, and those that it has now and had not. */
export type Change = { readonly gone: readonly Episode[]; readonly come: readonly Episode[] }

/** Counts anew what an episode has, each time that it has it. */
export function recounted(before: Counts, { gone, come }: Change, of: (episode: Episode) => Iterable<string>): Counts {
  const counts = new Map(before)
  const count = (episode: Episode, step: number) => {
    for (const what of of(episode)) counts.set(what, (counts.get(what) ?? 0) + step)
  }
  for (const episode of gone) count(episode, -1)
  for (const episode of come) count(episode, 1)
  return new Map([...counts].filter(([, count]) => count > 0).sort(([one], [other]) => (one < other ? -1 : 1)))
}
