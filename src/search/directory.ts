import type { Episode } from '../content/episode.ts'
import { episodeKey } from './key.ts'
import { plain } from './names.ts'
import { stemsOf } from './words.ts'

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
    const labels = [episode.id, episodeLabel(episode), episodeKey(episode)].map(plain)
    const names = [episode.title, episode.slug, `${episode.id} ${episode.slug}`, file].map(plain)
    const title = plain(episode.title)
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
