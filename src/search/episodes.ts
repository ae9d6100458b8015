import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import { rank } from './rank.ts'
import { normalizeName, stemsOf } from './tokenizer.ts'

/** `several`: what was typed fits these equally well. `nothing`: it fits none; `nearest` share at least a word with it. */
export type EpisodeFound =
  | { readonly kind: 'found'; readonly episode: Episode }
  | { readonly kind: 'several'; readonly episodes: readonly Episode[] }
  | { readonly kind: 'nothing'; readonly nearest: readonly Episode[] }

/**
 * The episode that somebody means by its id (`64`, `064`, `#64`, `episode 64`), its title, its slug, the label that
 * autocomplete shows, its file's name, or some words of the title.
 */
export function findEpisode(library: Library, which: string): EpisodeFound {
  const name = normalizeName(which)
  const named = library.directory.filter(entry => entry.names.has(name))
  if (named.length > 0) return chosen(named)

  const stems = stemsOf(which)
  const titled = library.directory.filter(entry => stems.length > 0 && stems.every(stem => entry.titleStems.has(stem)))
  if (titled.length > 0) return chosen(titled.toReversed())

  return { kind: 'nothing', nearest: nearestEpisodes(library, which) }
}

/** Whether somebody who typed this meant an episode by its number. */
export const isNumber = (text: string): boolean => /^\d[\d.]*$/.test(normalizeName(text))

/** The episode with this id or label, and only so: `64`, `Episode 064`, `64 · How do you …`. */
export function episodeNumbered(library: Library, text: string): Episode | undefined {
  const name = normalizeName(text)
  return library.directory.find(({ labels }) => labels.has(name))?.episode
}

/** Up to three episodes whose titles or words share most with what was asked; none when no word is shared. */
export function nearestEpisodes(library: Library, text: string): readonly Episode[] {
  return rank(library, text)
    .episodes.slice(0, 3)
    .map(({ episode }) => episode)
}

/** Newest first. */
export function latestEpisodes(library: Library, most: number): readonly Episode[] {
  return library.episodes.slice(-most).toReversed()
}

/**
 * Episodes for what has been typed so far, best first: the one so named, ids that begin with it, titles that begin
 * with it, then titles in which each of its words begins a word. Equals: the newest first. Nothing typed: the latest.
 */
export function completeEpisodes(library: Library, typed: string, most: number): readonly Episode[] {
  const start = normalizeName(typed)
  if (start === '') return latestEpisodes(library, most)
  const words = start.split(' ')
  const rank = ({ episode, names, title, titleWords }: Entry): number => {
    if (names.has(start)) return 0
    if (episode.id.startsWith(start)) return episode.id.length
    if (title.startsWith(start)) return 100
    return words.every(word => titleWords.some(other => other.startsWith(word))) ? 101 : Number.POSITIVE_INFINITY
  }
  return library.directory
    .map(entry => ({ episode: entry.episode, rank: rank(entry) }))
    .filter(candidate => candidate.rank < Number.POSITIVE_INFINITY)
    .toReversed()
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(candidate => candidate.episode)
}

function chosen(entries: readonly Entry[]): EpisodeFound {
  const episodes = entries.map(entry => entry.episode)
  const [episode] = episodes
  return episode && episodes.length === 1 ? { kind: 'found', episode } : { kind: 'several', episodes }
}

/** The ways to name an episode, made plain once so that a look-up only compares. */
export type Entry = {
  readonly episode: Episode
  readonly names: ReadonlySet<string>
  /** Those of them that leave no doubt: its id, its label, its key. */
  readonly labels: ReadonlySet<string>
  readonly title: string
  readonly titleWords: readonly string[]
  readonly titleStems: ReadonlySet<string>
}

export function directoryOf(episodes: readonly Episode[]): readonly Entry[] {
  return episodes.map(episode => {
    const file = episode.file.replace(/^.*\//, '').replace(/\.[^.]*$/, '')
    const labels = [episode.id, episodeLabel(episode), episodeKey(episode)].map(normalizeName)
    const names = [episode.title, episode.slug, `${episode.id} ${episode.slug}`, file].map(normalizeName)
    const title = normalizeName(episode.title)
    return {
      episode,
      names: new Set([...labels, ...names]),
      labels: new Set(labels),
      title,
      titleWords: title.split(' '),
      titleStems: new Set(stemsOf(episode.title)),
    }
  })
}

/** How autocomplete shows an episode, and what may be typed for it as well. Never begins with `#` or `@`. */
export const episodeLabel = (episode: Episode): string => `${episode.id} · ${episode.title}`

/** The longest id that stands for itself; an episode without a number is known by its slug, which may be a sentence. */
const LONGEST = 40

/** An episode's id where there is little room, as in a button: shortened, and still its own. `findEpisode` knows it. */
export function episodeKey({ id }: Episode): string {
  return id.length <= LONGEST ? id : `${id.slice(0, LONGEST - 8).replace(/\p{Cs}$/u, '')} ${hash(id)}`
}

/** FNV-1a, 32 bits: Fowler, Noll, Vo. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value.toString(36)
}
