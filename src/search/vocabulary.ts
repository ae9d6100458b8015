import type { Episode } from '../content/episode.ts'
import { SOURCES, textsOf } from './moments.ts'
import type { Reader } from './words.ts'

/** How often the show writes or says each word, by its plain form. */
export type Vocabulary = {
  readonly count: (word: string) => number
  /** The words that begin with a letter, each with its count: what a misspelt one is compared with. */
  readonly beginningWith: (letter: string) => readonly (readonly [word: string, count: number])[]
}

export function vocabularyOf(episodes: readonly Episode[], read: Reader): Vocabulary {
  const counts = new Map<string, number>()
  for (const episode of episodes) {
    for (const text of textsIn(episode)) {
      for (const { plain } of read(text)) counts.set(plain, (counts.get(plain) ?? 0) + 1)
    }
  }
  const byLetter = new Map<string, (readonly [string, number])[]>()
  for (const [word, count] of counts) {
    const letter = word.charAt(0)
    const words = byLetter.get(letter)
    if (words) words.push([word, count])
    else byLetter.set(letter, [[word, count]])
  }
  return { count: word => counts.get(word) ?? 0, beginningWith: letter => byLetter.get(letter) ?? [] }
}

const textsIn = (episode: Episode): readonly string[] => [
  episode.title,
  ...SOURCES.flatMap(source => textsOf(episode, source)),
]
