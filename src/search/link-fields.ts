import { type Part, partsOf } from './indexing.ts'
import { byField, type Field } from './links.ts'
import { textsOf } from './moments.ts'
import type { ResourceRow } from './resources.ts'

/** One field of all links; `lengths` are the stems in each row. */
export type LinkField = { readonly parts: readonly Part[]; readonly lengths: Uint32Array }

/** Reads what can be known about each link, a document for each row. */
export function linkFields(
  rows: readonly ResourceRow[],
  stemsOf: (text: string) => readonly string[],
): Readonly<Record<Field, LinkField>> {
  const texts: Readonly<Record<Field, (row: ResourceRow) => readonly string[]>> = {
    label: row => row.mentions.map(({ resource }) => resource.label),
    context: row => row.mentions.flatMap(({ resource }) => resource.context ?? []),
    host: ({ url }) => [new URL(url).hostname.replace(/^www\./, '').replace(/\.[^.]+$/, '')],
    path: ({ url }) => [pathOf(url)],
    episode: row => row.mentions.flatMap(({ episode }) => [episode.title, ...textsOf(episode, 'summary')]),
  }
  // Links of one episode share its title and its summary.
  const known = new Map<string, readonly string[]>()
  const stemsOnce = (text: string): readonly string[] => {
    const stems = known.get(text) ?? stemsOf(text)
    known.set(text, stems)
    return stems
  }
  return byField(field => {
    const documents = rows.map(row => [...new Set(texts[field](row))].flatMap(stemsOnce))
    return { parts: partsOf(documents), lengths: Uint32Array.from(documents, stems => stems.length) }
  })
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
