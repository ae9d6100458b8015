import type { Episode, Show } from '../content/episode.ts'
import { type Initials, initialsOf } from './abbreviations.ts'
import { indexedStems } from './compounds.ts'
import type { Entry } from './directory.ts'
import type { Fading } from './fading.ts'
import { gathered, indexed, type Numbering } from './indexing.ts'
import { indexLinks } from './link-fields.ts'
import type { LinkIndex } from './links.ts'
import { momentsOf } from './moments.ts'
import type { Postings } from './postings.ts'
import { type ResourceRow, resourceRows } from './resource-rows.ts'
import { type Index, published, shelve } from './shelves.ts'
import type { Synonyms } from './synonyms.ts'
import { type Timeline, timelineOf } from './timeline.ts'
import { countWords, openVocabulary, type Vocabulary } from './vocabulary.ts'
import { readingOnce, wordsOf } from './words.ts'

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

/**
 * Indexes a show as it stands on one day.
 *
 * @param today ISO day, `2026-11-23`. Episodes dated later are left out.
 */
export function openLibrary(show: Show, today: string): Library {
  const episodes = published(show, today)
  return shelve(show, episodes, indexOf(episodes))
}

function indexOf(episodes: readonly Episode[]): Index {
  const read = readingOnce()
  const words = countWords(episodes, read)
  const vocabulary = openVocabulary(words)
  const stemsOf = (text: string) => indexedStems(wordsOf(text), vocabulary)
  const moments = episodes.map(episode => momentsOf(episode, read))
  const stems = moments.map(ofEpisode => ofEpisode.map(({ spoken }) => indexedStems(spoken, vocabulary)))
  const titles = episodes.map(({ title }) => stemsOf(`${title}\n${title}`))
  const timeline = timelineOf(episodes, moments)
  const resources = resourceRows(episodes)
  const lexicon: Numbering = new Map()
  const said = indexed(stems.flat(), lexicon)
  return {
    said,
    whole: gathered(said, timeline.first, titles, lexicon),
    lengths: Uint32Array.from(titles, (title, e) => lengthOf(title, ...(stems[e] ?? []))),
    timeline,
    resources,
    links: indexLinks(resources, stemsOf, lexicon),
    lexicon,
    words,
    initials: initialsOf(episodes, read),
  }
}

const lengthOf = (...texts: readonly (readonly string[])[]): number =>
  texts.reduce((sum, { length }) => sum + length, 0)
