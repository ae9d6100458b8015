import type { Episode } from '../content/types.ts'
import { indexedStems, joinedDifferently, type Vocabulary } from './expand-query.ts'
import { type Part, parted, partOf, placesOf } from './indexing.ts'
import { momentsOf } from './moments.ts'
import { countIn } from './postings.ts'
import type { Library } from './shelves.ts'
import { isStopWord } from './stop-words.ts'
import { type Timeline, timelineAt, timelineOf } from './timeline.ts'
import { type Reader, stemOf } from './tokenizer.ts'

/** What reading an episode word by word gives. Documents are its moments. */
export type IndexedEpisode = { readonly timeline: Timeline; readonly said: Part }

export function indexEpisode(episode: Episode, vocabulary: Vocabulary, read: Reader): IndexedEpisode {
  const moments = momentsOf(episode, read)
  return {
    timeline: timelineOf(episode, moments),
    said: partOf(moments.map(({ spoken }) => indexedStems(spoken, vocabulary))),
  }
}

/**
 * What a library that was made before has of its episodes, so that an edit costs no more than the episodes it changes.
 * Those that would be read differently with the words of now are left out.
 */
export function indexedBefore(
  { episodes, said, vocabulary, index }: Library,
  now: Vocabulary,
): ReadonlyMap<Episode, IndexedEpisode> {
  const { timeline, lexicon } = index
  const places = placesOf(timeline.first)
  const stale = new Set<number>()
  for (const word of joinedDifferently(vocabulary, now)) {
    for (let at = 1; at < word.length; at++) {
      const [one, other] = [word.slice(0, at), word.slice(at)]
      const others = said.of(stemOf(other))
      for (const moment of said.of(stemOf(one)).documents) {
        if (isStopWord(other) || countIn(others, moment) > 0) stale.add(places[moment] ?? 0)
      }
    }
  }
  const parts = parted(index.said, timeline.first, lexicon)
  return new Map(
    episodes.flatMap((episode, e) => {
      const part = parts[e]
      return part === undefined || stale.has(e) ? [] : [[episode, { timeline: timelineAt(timeline, e), said: part }]]
    }),
  )
}
