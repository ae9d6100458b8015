import type { Episode, Show } from '../content/types.ts'
import { EpisodeIndex } from './episode-index.ts'
import { type Abbreviations, learnAbbreviations } from './expand-query.ts'
import { PositionalIndex } from './positional-index.ts'
import { type Synonyms, synonymsOf } from './query.ts'
import { ResourceIndex } from './resource-index.ts'
import { Vectors } from './vectors.ts'
import { Vocabulary } from './vocabulary.ts'

/** A show and everything it can be searched by. */
export type Library = Indexes & {
  readonly show: Show
  /** Published episodes, oldest first. */
  readonly episodes: readonly Episode[]
  readonly episodesById: ReadonlyMap<string, Episode>
  readonly synonyms: Synonyms
  /** Those computed so far, by an embedding model; see `src/embeddings`. */
  readonly vectors: Vectors
}

/** Everything that is computed by reading every word of a show. */
export type Indexes = {
  readonly vocabulary: Vocabulary
  readonly abbreviations: Abbreviations
  readonly episodeIndex: EpisodeIndex
  readonly positionalIndex: PositionalIndex
  readonly resourceIndex: ResourceIndex
}

/**
 * Indexes a show as it stands on one day.
 *
 * @param today ISO day, `2026-11-23`. Episodes dated later are left out.
 */
export function createLibrary(show: Show, today: string): Library {
  const episodes = published(show, today)
  const vocabulary = new Vocabulary()
  for (const episode of episodes) vocabulary.add(episode)
  const episodeIndex = new EpisodeIndex(vocabulary)
  const positionalIndex = new PositionalIndex()
  for (const episode of episodes) {
    episodeIndex.add(episode)
    positionalIndex.add(episode, vocabulary)
  }
  const resourceIndex = new ResourceIndex(vocabulary)
  resourceIndex.update(episodes)
  const abbreviations = learnAbbreviations(episodes)
  return assemble(show, episodes, { vocabulary, abbreviations, episodeIndex, positionalIndex, resourceIndex })
}

/** @param episodes the published ones, oldest first: those that were indexed. */
export function assemble(
  show: Show,
  episodes: readonly Episode[],
  indexes: Indexes,
  vectors: Vectors = new Vectors(),
): Library {
  const episodesById = new Map(episodes.map(episode => [episode.id, episode]))
  return { ...indexes, show, episodes, episodesById, synonyms: synonymsOf(show), vectors }
}

/**
 * The library after an edit. Its indexes are updated in place and synchronously, so every question sees either all or
 * none of the edit; the old library must not be used afterwards. Episodes that are the same objects are not indexed
 * again. Abbreviations, and words written as one and as two, are learned only when a whole show is indexed.
 */
export function updateLibrary(library: Library, show: Show, today: string): Library {
  const { vocabulary, episodeIndex, positionalIndex, resourceIndex } = library
  const episodes = published(show, today)
  const current = new Set(episodes)
  for (const episode of library.episodes) {
    if (current.has(episode)) continue
    vocabulary.remove(episode)
    episodeIndex.discard(episode.id)
    positionalIndex.remove(episode.id)
  }
  const before = new Set(library.episodes)
  for (const episode of episodes) {
    if (before.has(episode)) continue
    vocabulary.add(episode)
    episodeIndex.add(episode)
    positionalIndex.add(episode, vocabulary)
  }
  resourceIndex.update(episodes)
  return assemble(show, episodes, library, library.vectors)
}

/** How many episodes `updateLibrary` would have to add, remove or reindex. */
export function changedEpisodes(library: Library, show: Show, today: string): number {
  const [before, after] = [new Set(library.episodes), new Set(published(show, today))]
  const changed = [...before, ...after].filter(episode => !before.has(episode) || !after.has(episode))
  return new Set(changed.map(({ id }) => id)).size
}

/** An episode dated later than today, an ISO day, is not published. */
export const published = ({ episodes }: Show, today: string): readonly Episode[] =>
  episodes.filter(({ publishedOn = '' }) => publishedOn <= today)

/** Whether an episode is published after one day and no later than another. ISO dates sort as text. */
export const hasPublished = ({ episodes }: Show, after: string, until: string): boolean =>
  episodes.some(({ publishedOn = '' }) => publishedOn > after && publishedOn <= until)
