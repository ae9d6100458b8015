import type { Episode } from '../content/episode.ts'
import { SOURCES, textsOf } from './moments.ts'
import { wordsOf } from './words.ts'

/** How often the show writes or says each word, by its plain form. */
export type Vocabulary = ReadonlyMap<string, number>

export function vocabularyOf(episodes: readonly Episode[]): Vocabulary {
  const counts = new Map<string, number>()
  for (const episode of episodes) {
    for (const text of textsIn(episode)) {
      for (const { plain } of wordsOf(text)) counts.set(plain, (counts.get(plain) ?? 0) + 1)
    }
  }
  return counts
}

const textsIn = (episode: Episode): readonly string[] => [
  episode.title,
  ...SOURCES.flatMap(source => textsOf(episode, source)),
]
