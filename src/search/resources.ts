import type { Episode } from '../content/episode.ts'
import type { Library } from './library.ts'
import { plain } from './names.ts'
import { narrowed, type ResourceRow, resourceRows } from './resource-rows.ts'
import { stemsOf } from './words.ts'

/** Links about something, best first: the words of the label count most, then its bullet, its address, its episode. */
export function findResources(library: Library, about: string, episode?: Episode): readonly ResourceRow[] {
  const matches = library.resourceIndex.search([...new Set(stemsOf(about))])
  const rows = matches.flatMap(match => library.resources[match.position] ?? [])
  return episode ? rows.flatMap(row => narrowed(row, episode)) : rows
}

/** An episode's links in the order in which it lists them. */
export function resourcesOf(episode: Episode): readonly ResourceRow[] {
  return resourceRows([episode])
}

/** Labels that begin with what has been typed, then labels in which each of its words begins a word. */
export function completeResources(library: Library, typed: string, most: number): readonly string[] {
  const start = plain(typed)
  const words = start.split(' ')
  const ranked = library.resources.toReversed().flatMap(({ label }) => {
    const name = plain(label)
    if (name.startsWith(start)) return [{ label, rank: 0 }]
    const parts = name.split(' ')
    return words.every(word => parts.some(part => part.startsWith(word))) ? [{ label, rank: 1 }] : []
  })
  return [...new Set(ranked.sort((a, b) => a.rank - b.rank).map(({ label }) => label))].slice(0, most)
}
