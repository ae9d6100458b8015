import type { Show } from '../content/types.ts'
import { EpisodeIndex } from './episode-index.ts'
import { languageOf } from './language.ts'
import { assemble, type Library } from './library.ts'
import { SOURCES } from './passages.ts'
import { type Moment, PositionalIndex } from './positional-index.ts'
import { ResourceIndex } from './resource-index.ts'
import { Vocabulary } from './vocabulary.ts'

/**
 * Increment this whenever the same show would be indexed differently: a question is tokenized by the current rules and
 * needs an index built by the same rules.
 */
export const SNAPSHOT_VERSION = 7

/** A library's indexes as plain values, for a file or another thread; the show is stored separately. */
export type Snapshot = {
  /** The ids of the episodes that were indexed, in order. */
  readonly episodes: readonly string[]
  /** MiniSearch's own JSON. */
  readonly episodeIndex: string
  readonly resourceIndex: string
  /** All stems by number, and for each episode its stems in order. */
  readonly stems: readonly string[]
  readonly positions: readonly { readonly stems: Uint32Array; readonly title: number; readonly moments: Uint32Array }[]
  /** Whose rules the words were read by, see `languageOf`. */
  readonly language: string
  readonly words: readonly (readonly [word: string, count: number])[]
  readonly abbreviations: readonly (readonly [initials: string, meaning: string])[]
}

export function snapshotOf(library: Library): Snapshot {
  const { episodes, episodeIndex, resourceIndex, positionalIndex, vocabulary, abbreviations } = library
  return {
    episodes: episodes.map(({ id }) => id),
    episodeIndex: JSON.stringify(episodeIndex),
    resourceIndex: JSON.stringify(resourceIndex),
    stems: positionalIndex.stems(),
    positions: episodes.flatMap(({ id }) => {
      const indexed = positionalIndex.episode(id)
      return indexed ? [{ ...indexed, moments: encodeMoments(indexed.moments) }] : []
    }),
    language: vocabulary.language.code,
    words: [...vocabulary.entries()],
    abbreviations: [...abbreviations],
  }
}

/**
 * Restores the library that a snapshot was made of, with identical answers.
 *
 * @param yielding loads the indexes in batches, so that questions are answered meanwhile; it takes longer.
 */
export async function loadSnapshot(snapshot: Snapshot, show: Show, yielding = false): Promise<Library> {
  const byId = new Map(show.episodes.map(episode => [episode.id, episode]))
  const episodes = snapshot.episodes.flatMap(id => byId.get(id) ?? [])
  const vocabulary = new Vocabulary(snapshot.words, languageOf(snapshot.language))
  const positionalIndex = new PositionalIndex()
  positionalIndex.numberAll(snapshot.stems)
  snapshot.positions.forEach(({ stems, title, moments }, i) => {
    positionalIndex.restore(snapshot.episodes[i] ?? '', { stems, title, moments: decodeMoments(moments) })
  })
  return assemble(show, episodes, {
    vocabulary,
    abbreviations: new Map(snapshot.abbreviations),
    episodeIndex: await EpisodeIndex.load(snapshot.episodeIndex, vocabulary, yielding),
    positionalIndex,
    resourceIndex: await ResourceIndex.load(snapshot.resourceIndex, vocabulary, episodes, yielding),
  })
}

/** Five numbers for each moment. */
const FIELDS = 5

const encodeMoments = (moments: readonly Moment[]): Uint32Array =>
  Uint32Array.from(
    moments.flatMap(({ source, from, to, start, end }) => [SOURCES.indexOf(source), from, to, start, end]),
  )

const decodeMoments = (numbers: Uint32Array): readonly Moment[] =>
  Array.from({ length: numbers.length / FIELDS }, (_, i) => {
    const field = (at: number): number => numbers[i * FIELDS + at] ?? 0
    return { source: SOURCES[field(0)] ?? 'summary', from: field(1), to: field(2), start: field(3), end: field(4) }
  })
