import type { Episode } from '../content/episode.ts'
import { linkKey } from '../content/links.ts'

/** One link, however the episodes spell it, with everything they say about it. */
export type ResourceRow = {
  readonly url: string
  /** The words it is shown by; `labels` and `contexts` hold every other way it was named, each once. */
  readonly label: string
  readonly labels: readonly string[]
  readonly contexts: readonly string[]
  /** Where it was recommended, oldest first. */
  readonly episodes: readonly Episode[]
}

/** The show's links, one row a link, in the order in which they first appeared. The latest spelling is the one shown. */
export function resourceRows(episodes: readonly Episode[]): readonly ResourceRow[] {
  const rows = new Map<string, ResourceRow>()
  for (const episode of episodes) {
    for (const { url, label, context } of episode.resources) {
      const key = linkKey(url)
      const before = rows.get(key)
      rows.set(key, {
        url,
        label,
        labels: withOne(before?.labels, label),
        contexts: context === undefined ? (before?.contexts ?? []) : withOne(before?.contexts, context),
        episodes: withOne(before?.episodes, episode),
      })
    }
  }
  return [...rows.values()]
}

function withOne<T>(list: readonly T[] = [], one: T): readonly T[] {
  return list.includes(one) ? list : [...list, one]
}
