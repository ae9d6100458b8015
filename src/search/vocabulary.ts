import type { Episode } from '../content/episode.ts'
import { SOURCES, textsOf } from './moments.ts'
import type { Reader } from './words.ts'

/** How often the show writes or says each word, by its plain form. */
export type Vocabulary = {
  readonly count: (word: string) => number
  /** The words that begin with a letter: what a misspelt one is compared with. */
  readonly beginningWith: (letter: string) => readonly string[]
  /** In the order in which the show first has them. */
  readonly counts: Counts
}

export type Counts = ReadonlyMap<string, number>

export function countWords(episodes: readonly Episode[], read: Reader): Counts {
  const counts = new Map<string, number>()
  for (const episode of episodes) {
    for (const text of textsIn(episode)) {
      for (const { plain } of read(text)) counts.set(plain, (counts.get(plain) ?? 0) + 1)
    }
  }
  return counts
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
