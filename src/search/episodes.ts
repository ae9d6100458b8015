import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import { rank } from './rank.ts'
import { dphWeight } from './score.ts'
import { normalizeName, stemsOf, wordsOf } from './tokenizer.ts'

/** `several`: these match equally well. `nothing`: none matches; `nearest` share at least one word with what was typed. */
export type EpisodeLookup =
  | { readonly kind: 'found'; readonly episode: Episode }
  | { readonly kind: 'several'; readonly episodes: readonly Episode[] }
  | { readonly kind: 'nothing'; readonly nearest: readonly Episode[] }

/**
 * Finds an episode by its id (`64`, `064`, `#64`, `episode 64`), its title, its slug, the label that autocomplete shows,
 * its file name, or some words of its title.
 */
export function findEpisode(library: Library, which: string): EpisodeLookup {
  const named = namesIn(library).names.get(nameKey(which))
  if (named) return chosen(named)

  const stems = [...new Set(stemsOf(which, library.vocabulary.language))]
  const titled = stems.length > 0 ? library.episodeIndex.withAll(stems, ['title']) : undefined
  if (titled && titled.size > 0) return chosen(library.episodes.filter(({ id }) => titled.has(id)).toReversed())

  return { kind: 'nothing', nearest: nearestEpisodes(library, which) }
}

/** Whether a text is an episode number. */
export const isNumber = (text: string): boolean => /^\d[\d.]*$/.test(normalizeName(text))

/** The episode with exactly this id or label: `64`, `Episode 064`, `64 · How do you …`. */
export function episodeNumbered(library: Library, text: string): Episode | undefined {
  return namesIn(library).labels.get(nameKey(text))?.[0]
}

/** Up to three episodes that best match a text; none if no word is shared. */
function nearestEpisodes(library: Library, text: string): readonly Episode[] {
  return rank(library, text)
    .episodes.slice(0, 3)
    .map(({ episode }) => episode)
}

/** Newest first. */
export function latestEpisodes(library: Library, most: number): readonly Episode[] {
  return library.episodes.slice(-most).toReversed()
}

/**
 * Completions for what has been typed so far, best first: an exact name, ids and then titles that begin with it, then
 * titles that contain its words as prefixes. Ties go to the newest. If nothing has been typed, the latest episodes.
 */
export function completeEpisodes(library: Library, typed: string, most: number): readonly Episode[] {
  const start = normalizeName(typed)
  if (start === '') return latestEpisodes(library, most)
  const words = wordsOf(typed).map(({ plain }) => plain)
  const matching = words.length === 0 ? new Set<string>() : library.episodeIndex.withPrefixes(words)
  const named = new Set(namesIn(library).names.get(start))
  const rank = (episode: Episode): number => {
    if (named.has(episode)) return 0
    if (episode.id.startsWith(start)) return episode.id.length
    if (normalizeName(episode.title).startsWith(start)) return 100
    return matching.has(episode.id) ? 101 : Number.POSITIVE_INFINITY
  }
  return library.episodes
    .map(episode => ({ episode, rank: rank(episode) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .toReversed()
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ episode }) => episode)
}

function chosen(episodes: readonly Episode[]): EpisodeLookup {
  const [episode] = episodes
  return episode && episodes.length === 1 ? { kind: 'found', episode } : { kind: 'several', episodes }
}

type Names = ReadonlyMap<string, readonly Episode[]>

/** `labels`: each episode's unambiguous names (its id, label and key). `names`: all its names. */
type Directory = { readonly labels: Names; readonly names: Names }

const directories = new WeakMap<Library, Directory>()

/** A title may consist of emoji, of which a normalized name keeps nothing. */
const nameKey = (name: string): string => normalizeName(name) || name.trim()

/** All names of each episode, normalized; computed on first use. */
function namesIn(library: Library): Directory {
  const known = directories.get(library)
  if (known) return known
  const [labels, names] = [new Map<string, Episode[]>(), new Map<string, Episode[]>()]
  for (const episode of library.episodes) {
    const file = episode.file.replace(/^.*\//, '').replace(/\.[^.]*$/, '')
    const own = [episode.id, episodeLabel(episode), episodeKey(episode)].map(nameKey)
    const others = [episode.title, episode.slug, `${episode.id} ${episode.slug}`, file].map(nameKey)
    for (const name of new Set(own)) labels.set(name, [...(labels.get(name) ?? []), episode])
    for (const name of new Set([...own, ...others])) names.set(name, [...(names.get(name) ?? []), episode])
  }
  const directory = { labels, names }
  directories.set(library, directory)
  return directory
}

/** Whether its id is a number, `64`, `13.10` or `S2E1`, and not words that its title has anyway. */
export const isNumbered = ({ id, title }: Episode): boolean => title === '' || /^(?:S\d+E)?[\d.]+(?:-\d+)?$/i.test(id)

/** How autocomplete shows an episode; users may type it too. It never begins with `#` or `@`. */
export const episodeLabel = (episode: Episode): string =>
  isNumbered(episode) ? `${episode.id} · ${episode.title}` : `${episode.title} · ${episode.id}`

/** The longest id that is used as it is; an episode without a number is known by its slug, which may be a sentence. */
const MAX_KEY_LENGTH = 40

/** An episode's id for places with little room, such as buttons: short but still unique. `findEpisode` accepts it. */
export function episodeKey({ id }: Episode): string {
  return id.length <= MAX_KEY_LENGTH ? id : `${id.slice(0, MAX_KEY_LENGTH - 8).replace(/\p{Cs}$/u, '')} ${hash(id)}`
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value.toString(36)
}

/** `linked`: one of the two links to the other in its show notes. */
export type Related = { readonly episode: Episode; readonly linked: boolean }

/** How many of its most characteristic stems represent an episode. */
const MAX_STEMS = 40

/** Related episodes, best first: those linked in either direction, then those on similar subjects. */
export function relatedEpisodes(library: Library, episode: Episode, most: number): readonly Related[] {
  const similarities = similaritiesTo(library, episode)
  return library.episodes
    .map(other => ({ episode: other, linked: areLinked(episode, other), similarity: similarities.get(other.id) ?? 0 }))
    .filter(({ episode: other, linked, similarity }) => other !== episode && (linked || similarity > 0))
    .sort((a, b) => Number(b.linked) - Number(a.linked) || b.similarity - a.similarity)
    .slice(0, most)
    .map(({ episode, linked }) => ({ episode, linked }))
}

const areLinked = (one: Episode, other: Episode): boolean =>
  one.references.includes(other.id) || other.references.includes(one.id)

/** How similar other episodes are, by id: the inner product of the DPH weights of the episode's top stems. */
function similaritiesTo({ positionalIndex, episodeIndex }: Library, episode: Episode): ReadonlyMap<string, number> {
  const stems = positionalIndex.stems()
  const weightsOf = (id: string): ReadonlyMap<number, number> => {
    const indexed = positionalIndex.episode(id)
    const counts = new Map<number, number>()
    for (const stem of indexed?.stems ?? []) counts.set(stem, (counts.get(stem) ?? 0) + 1)
    const length = indexed?.stems.length ?? 0
    const weight = (stem: number, count: number): number =>
      dphWeight(count, length, positionalIndex.rate(stems[stem] ?? ''))
    return new Map(Array.from(counts, ([stem, count]) => [stem, weight(stem, count)]))
  }
  const telling = [...weightsOf(episode.id)].sort((a, b) => b[1] - a[1]).slice(0, MAX_STEMS)
  const terms = telling.flatMap(([number, share]) => {
    const stem = stems[number]
    return stem === undefined || share === 0 ? [] : [{ stem, share }]
  })
  return new Map(
    episodeIndex.candidates(terms).map(id => {
      const weights = weightsOf(id)
      return [id, telling.reduce((sum, [stem, weight]) => sum + weight * (weights.get(stem) ?? 0), 0)]
    }),
  )
}
