import { unexpectedProblem } from '../content/problems.ts'
import type { Episode, Problem, Show } from '../content/types.ts'
import { EpisodeIndex } from './episode-index.ts'
import { type Abbreviations, learnAbbreviations } from './expand-query.ts'
import { type Language, languageOf } from './language.ts'
import { allTextsOf } from './passages.ts'
import { PositionalIndex } from './positional-index.ts'
import { type Synonyms, synonymsOf } from './query.ts'
import { languageOfShow } from './question-language.ts'
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
  /** Published episodes that could not be indexed. They are left out, or answered from their earlier version. */
  readonly problems: readonly Problem[]
}

/** Everything that is computed by reading every word of a show. */
export type Indexes = {
  readonly vocabulary: Vocabulary
  readonly abbreviations: Abbreviations
  readonly episodeIndex: EpisodeIndex
  readonly positionalIndex: PositionalIndex
  readonly resourceIndex: ResourceIndex
}

/** Runs some work on one episode, and throws if the work throws or takes too long. */
type Guard = (work: () => void) => void

const unguarded: Guard = work => work()

/**
 * Indexes a show as it stands on one day. An episode that cannot be indexed is left out, and affects no other.
 *
 * @param today ISO day, `2026-11-23`. Episodes dated later are left out.
 */
export function createLibrary(show: Show, today: string, guard = unguarded): Library {
  const episodes = published(show, today)
  try {
    return indexAll(show, episodes, guard)
  } catch {
    // Half of an episode may be in the indexes by now, so they are created again without those that fail.
    const problems: Problem[] = []
    const sound = episodes.filter(episode => {
      const fault = indexingFault(show, episode, guard)
      if (fault !== undefined) problems.push(unexpectedProblem(episode.file, fault.cause))
      return fault === undefined
    })
    return { ...indexAll(show, sound, guard), problems }
  }
}

function indexAll(show: Show, episodes: readonly Episode[], guard: Guard): Library {
  const words = vocabularyOf(episodes, languageOf(show.language), guard)
  const spoken = languageOf(languageOfShow({ show, vocabulary: words }))
  const vocabulary = spoken === words.language ? words : vocabularyOf(episodes, spoken, guard)
  const episodeIndex = new EpisodeIndex(vocabulary)
  const positionalIndex = new PositionalIndex()
  for (const episode of episodes) {
    guard(() => {
      episodeIndex.add(episode)
      positionalIndex.add(episode, vocabulary)
    })
  }
  const resourceIndex = new ResourceIndex(vocabulary)
  resourceIndex.update(episodes)
  const abbreviations = learnAbbreviations(episodes, vocabulary.language)
  return assemble(show, episodes, { vocabulary, abbreviations, episodeIndex, positionalIndex, resourceIndex })
}

function vocabularyOf(episodes: readonly Episode[], language: Language, guard: Guard): Vocabulary {
  const vocabulary = new Vocabulary([], language)
  for (const episode of episodes) guard(() => vocabulary.add(episode))
  return vocabulary
}

/** Why an episode cannot be indexed, found by indexing it alone; undefined if it can be. */
function indexingFault(show: Show, episode: Episode, guard: Guard): { readonly cause: unknown } | undefined {
  const alone: Show = { ...show, episodes: [episode] }
  try {
    guard(() => indexAll(alone, [episode], unguarded))
    return undefined
  } catch (cause) {
    return { cause }
  }
}

/** @param episodes the published ones, oldest first: those that were indexed. */
export function assemble(
  show: Show,
  episodes: readonly Episode[],
  indexes: Indexes,
  vectors: Vectors = new Vectors(),
): Library {
  const episodesById = new Map(episodes.map(episode => [episode.id, episode]))
  return { ...indexes, show, episodes, episodesById, synonyms: synonymsOf(show), vectors, problems: [] }
}

/**
 * The library after an edit. Its indexes are updated in place and synchronously, so every question sees either all or
 * none of the edit; the old library must not be used afterwards. Episodes that are the same objects are not indexed
 * again. Abbreviations, and words written as one and as two, are learned only when a whole show is indexed.
 *
 * Each new episode is indexed alone first: one that cannot be indexed must not leave half of itself behind. Its earlier
 * version is kept.
 */
export function updateLibrary(library: Library, show: Show, today: string): Library {
  const createAgain = (): Library => ({ ...createLibrary(show, today), vectors: library.vectors })
  if (hasOtherLanguage(library, show)) return createAgain()
  const { vocabulary, episodeIndex, positionalIndex, resourceIndex } = library
  const before = new Set(library.episodes)
  const problems: Problem[] = []
  const episodes = published(show, today).flatMap(episode => {
    const fault = before.has(episode) ? undefined : indexingFault(show, episode, unguarded)
    if (fault === undefined) return [episode]
    problems.push(unexpectedProblem(episode.file, fault.cause))
    return library.episodesById.get(episode.id) ?? []
  })
  const current = new Set(episodes)
  for (const episode of library.episodes) {
    if (current.has(episode)) continue
    vocabulary.remove(episode)
    episodeIndex.discard(episode.id)
    positionalIndex.remove(episode.id)
  }
  for (const episode of episodes) {
    if (before.has(episode)) continue
    vocabulary.add(episode)
    episodeIndex.add(episode)
    positionalIndex.add(episode, vocabulary)
  }
  resourceIndex.update(episodes)
  // The first episodes may have been too few to tell.
  if (languageOf(languageOfShow({ show, vocabulary })) !== vocabulary.language) return createAgain()
  return { ...assemble(show, episodes, library, library.vectors), problems }
}

/** How many episodes `updateLibrary` would have to add, remove or reindex. */
export const changedEpisodes = (library: Library, show: Show, today: string): number =>
  new Set(changed(library, show, today).map(({ id }) => id)).size

/** How many characters `updateLibrary` would have to read. */
export const changedCharacters = (library: Library, show: Show, today: string): number =>
  changed(library, show, today).reduce((sum, episode) => sum + lengthOf(episode), 0)

function changed(library: Library, show: Show, today: string): readonly Episode[] {
  const [before, after] = [new Set(library.episodes), new Set(published(show, today))]
  const all = hasOtherLanguage(library, show)
  return [...before, ...after].filter(episode => all || !before.has(episode) || !after.has(episode))
}

/** Whether the show now names a language by whose rules every word would be indexed in another way. */
const hasOtherLanguage = ({ vocabulary }: Library, { language }: Show): boolean =>
  language !== undefined && languageOf(language) !== vocabulary.language

const lengthOf = (episode: Episode): number => allTextsOf(episode).reduce((sum, { length }) => sum + length, 0)

/** An episode dated later than today, an ISO day, is not published. */
export const published = ({ episodes }: Show, today: string): readonly Episode[] =>
  episodes.filter(({ publishedOn = '' }) => publishedOn <= today)

/** Whether an episode is published after one day and no later than another. ISO dates sort as text. */
export const hasPublished = ({ episodes }: Show, after: string, until: string): boolean =>
  episodes.some(({ publishedOn = '' }) => publishedOn > after && publishedOn <= until)
