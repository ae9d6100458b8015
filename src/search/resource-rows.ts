import type { Episode, Resource } from '../content/episode.ts'
import { linkKey } from '../content/links.ts'

/** One link, however the episodes spell it, with everything they say about it. */
export type ResourceRow = {
  /** As the latest episode has it. */
  readonly url: string
  readonly label: string
  readonly context?: string
  /** Each place where it is recommended, oldest first. */
  readonly mentions: readonly Mention[]
}

export type Mention = { readonly episode: Episode; readonly resource: Resource }

/** The show's links, one row a link, in the order in which they first appeared. */
export function resourceRows(episodes: readonly Episode[]): readonly ResourceRow[] {
  const mentions = new Map<string, Mention[]>()
  for (const episode of episodes) {
    for (const resource of episode.resources) {
      const key = linkKey(resource.url)
      const others = mentions.get(key)
      if (others) others.push({ episode, resource })
      else mentions.set(key, [{ episode, resource }])
    }
  }
  return [...mentions.values()].flatMap(rowOf)
}

/** The same link as one episode has it; nothing when the episode does not have it. */
export function narrowed(row: ResourceRow, episode: Episode): readonly ResourceRow[] {
  return rowOf(row.mentions.filter(mention => mention.episode === episode))
}

export function rowOf(mentions: readonly Mention[]): readonly ResourceRow[] {
  const latest = mentions.at(-1)
  return latest ? [{ ...latest.resource, mentions }] : []
}
