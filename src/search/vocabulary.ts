import type { Episode } from '../content/episode.ts'
import type { Counts } from './counts.ts'
import { SOURCES, textsOf } from './moments.ts'
import type { Reader } from './words.ts'

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
