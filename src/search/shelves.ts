import type { Episode, Show } from '../content/types.ts'
import { directoryOf, type Entry } from './episodes.ts'
import { type Counts, type Initials, indexedStems, openVocabulary, type Vocabulary } from './expand-query.ts'
import { type Fading, fadingOf } from './fading.ts'
import { type Field, type IndexedField, type LinkIndex, openLinks } from './links.ts'
import { type Lexicon, type Lists, openPostings, type Postings } from './postings.ts'
import { type Synonyms, synonymsOf } from './query.ts'
import type { ResourceRow } from './resources.ts'
import type { Timeline } from './timeline.ts'
import { wordsOf } from './tokenizer.ts'

/** Everything the bot can look things up in. Never changes: new content makes a new library. */
export type Library = {
  readonly show: Show
  /** Published episodes, oldest first. */
  readonly episodes: readonly Episode[]
  /** What each episode may be called, in the order of `episodes`. */
  readonly directory: readonly Entry[]
  /** Documents are the episodes: title (twice), description, chapters, what is said about links, transcript. */
  readonly whole: Postings
  /** All moments, documents of `said`. */
  readonly timeline: Timeline
  readonly fading: Fading
  readonly said: Postings
  readonly resources: readonly ResourceRow[]
  /** Documents are `resources`. */
  readonly links: LinkIndex
  readonly synonyms: Synonyms
  readonly vocabulary: Vocabulary
  readonly initials: Initials
  /** The stems of a text as it is indexed. */
  readonly stemsOf: (text: string) => readonly string[]
  /** What of it takes long to work out. */
  readonly index: Index
}

/** What is worked out from a show by reading every word of it; the rest of a library follows from it at once. */
export type Index = {
  readonly lexicon: Lexicon
  readonly whole: Lists
  readonly said: Lists
  readonly timeline: Timeline
  readonly resources: readonly ResourceRow[]
  readonly links: Readonly<Record<Field, IndexedField>>
  readonly words: Counts
  /** Those that `namesOf` finds. */
  readonly names: Counts
  readonly initials: Initials
  /** The words of each episode, without those that say nothing. */
  readonly lengths: Uint32Array
}

/** In notes of two words a match would fill half of the text, which is no sign of much: notes count as this long. */
const SHORTEST = 40

/** @param episodes the published ones, oldest first: those that were indexed. */
export function shelve(show: Show, episodes: readonly Episode[], index: Index): Library {
  const { lexicon, timeline, resources, initials } = index
  const vocabulary = openVocabulary(index.words)
  let directory: readonly Entry[] | undefined
  return {
    show,
    episodes,
    get directory() {
      directory ??= directoryOf(episodes)
      return directory
    },
    whole: openPostings(
      lexicon,
      index.whole,
      index.lengths.map(length => Math.max(SHORTEST, length)),
    ),
    timeline,
    fading: fadingOf(timeline),
    said: openPostings(lexicon, index.said, timeline.words),
    resources,
    links: openLinks(resources.length, index.links, lexicon),
    synonyms: synonymsOf(show),
    vocabulary,
    initials,
    stemsOf: text => indexedStems(wordsOf(text), vocabulary),
    index,
  }
}

/** An episode dated later than today, an ISO day, is not published. */
export const published = ({ episodes }: Show, today: string): readonly Episode[] =>
  episodes.filter(({ publishedOn = '' }) => publishedOn <= today)

/** Whether an episode has appeared in the days after one and up to another. ISO days sort as text. */
export const reveals = ({ episodes }: Show, after: string, until: string): boolean =>
  episodes.some(({ publishedOn = '' }) => publishedOn > after && publishedOn <= until)
