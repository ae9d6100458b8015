import { isStopWord } from './stop-words.ts'
import type { Vocabulary } from './vocabulary.ts'
import { stemOf, type Word } from './words.ts'

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
