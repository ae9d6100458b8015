import { textsOf } from './moments.ts'
import { type Postings, postingsOf } from './postings.ts'
import type { ResourceRow } from './resource-rows.ts'

/** The show's links as documents, one for each row, by what can be known about a link. */
export type LinkIndex = {
  readonly fields: Readonly<Record<'label' | 'context' | 'host' | 'path' | 'episode', Postings>>
  /** How much a stem tells links apart: its inverse document frequency over all fields together. */
  readonly weight: (stem: string) => number
  readonly has: (stem: string) => boolean
}

export function indexLinks(rows: readonly ResourceRow[], stemsOf: (text: string) => readonly string[]): LinkIndex {
  const stemsIn = (texts: (row: ResourceRow) => readonly string[]) =>
    rows.map(row => [...new Set(texts(row))].flatMap(stemsOf))
  const documents = {
    label: stemsIn(row => row.mentions.map(({ resource }) => resource.label)),
    context: stemsIn(row => row.mentions.flatMap(({ resource }) => resource.context ?? [])),
    host: stemsIn(({ url }) => [new URL(url).hostname.replace(/^www\./, '').replace(/\.[^.]+$/, '')]),
    path: stemsIn(({ url }) => [pathOf(url)]),
    episode: stemsIn(row => row.mentions.flatMap(({ episode }) => [episode.title, ...textsOf(episode, 'summary')])),
  }
  const all = postingsOf(rows.map((_, i) => Object.values(documents).flatMap(field => field[i] ?? [])))
  return {
    fields: {
      label: postingsOf(documents.label),
      context: postingsOf(documents.context),
      host: postingsOf(documents.host),
      path: postingsOf(documents.path),
      episode: postingsOf(documents.episode),
    },
    has: stem => all.of(stem).total > 0,
    weight: stem => {
      const n = all.of(stem).documents.length
      return Math.log(1 + (rows.length - n + 0.5) / (n + 0.5))
    },
  }
}

/** The path and the fragment, with their escapes undone where they can be. */
function pathOf(url: string): string {
  const { pathname, hash } = new URL(url)
  try {
    return decodeURIComponent(pathname + hash)
  } catch {
    return pathname + hash
  }
}
