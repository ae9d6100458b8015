import type { Show } from '../content/episode.ts'
import { phraseOf } from './words.ts'

/** Other ways to say a word or a phrase, by its plain words with blanks between: `proofing basket` → `['banneton']`. */
export type Synonyms = ReadonlyMap<string, readonly string[]>

/** The longest phrase that has a synonym, in words. */
export const LONGEST_PHRASE = 3

/** What the maintainer wrote down, in both directions: who asks for either finds the other. */
export function synonymsOf(show: Show): Synonyms {
  const synonyms = new Map<string, string[]>()
  const add = (one: string, other: string) => {
    const key = phraseOf(one)
    synonyms.set(key, [...(synonyms.get(key) ?? []), other])
  }
  for (const [word, others] of Object.entries(show.synonyms)) {
    for (const other of others) {
      add(word, other)
      add(other, word)
    }
  }
  return synonyms
}
