import type { Episode, Show } from '../content/episode.ts'
import { type Initials, initialsOf } from './abbreviations.ts'
import { indexedStems } from './compounds.ts'
import { directoryOf, type Entry } from './directory.ts'
import { indexLinks, type LinkIndex } from './links.ts'
import { type Moment, momentsOf } from './moments.ts'
import { type Postings, postingsOf } from './postings.ts'
import { type ResourceRow, resourceRows } from './resource-rows.ts'
import { type Synonyms, synonymsOf } from './synonyms.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'
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
  /** All moments; episode `e` has those from `firstMoment[e]` up to `firstMoment[e + 1]`. Documents of `said`. */
  readonly moments: readonly Moment[]
  readonly firstMoment: Uint32Array
  readonly said: Postings
  readonly resources: readonly ResourceRow[]
  /** Documents are `resources`. */
  readonly links: LinkIndex
  readonly synonyms: Synonyms
  readonly vocabulary: Vocabulary
  readonly initials: Initials
  /** The stems of a text as it is indexed. */
  readonly stemsOf: (text: string) => readonly string[]
}

/** In notes of two words a match would fill half of the text, which is no sign of much: notes count as this long. */
const SHORTEST = 40

/**
 * Indexes a show as it stands on one day.
 *
 * @param today ISO day, `2026-11-23`. Episodes dated later are left out.
 */
export function openLibrary(show: Show, today: string): Library {
  const episodes = show.episodes.filter(episode => (episode.publishedOn ?? '') <= today)
  const read = readingOnce()
  const vocabulary = vocabularyOf(episodes, read)
  const stemsOf = stemmerWith(vocabulary)
  const moments = episodes.map(episode => momentsOf(episode, read))
  const stems = moments.map(ofEpisode => ofEpisode.map(({ spoken }) => indexedStems(spoken, vocabulary)))
  const bags = episodes.map(({ title }, e) => [...stemsOf(`${title}\n${title}`), ...(stems[e] ?? []).flat()])
  const resources = resourceRows(episodes)
  return {
    show,
    episodes,
    directory: directoryOf(episodes),
    whole: postingsOf(
      bags,
      bags.map(bag => Math.max(SHORTEST, bag.length)),
    ),
    moments: moments.flat().map(({ spoken, ...moment }) => moment),
    firstMoment: starts(moments.map(ofEpisode => ofEpisode.length)),
    said: postingsOf(
      stems.flat(),
      moments.flat().map(({ words }) => words),
    ),
    resources,
    links: indexLinks(resources, stemsOf),
    synonyms: synonymsOf(show),
    vocabulary,
    initials: initialsOf(episodes, read),
    stemsOf,
  }
}

/** Made here, where nothing else can be caught in it: it lives as long as the library, the words read do not. */
const stemmerWith = (vocabulary: Vocabulary) => (text: string) => indexedStems(wordsOf(text), vocabulary)

/** Where each of some runs begins when they follow one another; at last, where the last one ends. */
function starts(lengths: readonly number[]): Uint32Array {
  const all = new Uint32Array(lengths.length + 1)
  lengths.forEach((length, i) => {
    all[i + 1] = (all[i] ?? 0) + length
  })
  return all
}
