import type { Episode } from '../content/episode.ts'
import type { Library } from './library.ts'
import { plain } from './names.ts'
import { readQuestion } from './question.ts'
import { narrowed, type ResourceRow, resourceRows } from './resource-rows.ts'

/** How much each field counts: the words of the label most, then its bullet, its address, its episode's title. */
const IMPORTANCE = { label: 4, context: 2, address: 1, episode: 0.5 }

/** Links about something, best first. */
export function findResources(library: Library, about: string, episode?: Episode): readonly ResourceRow[] {
  const scores = new Float64Array(library.resources.length)
  const question = readQuestion(library, about)
  for (const [name, importance] of Object.entries(IMPORTANCE)) {
    const field = library.links[name as keyof typeof IMPORTANCE]
    for (const { stem, weight } of question.words.flatMap(({ terms, weight }) =>
      terms.map(term => ({ ...term, weight })),
    )) {
      const { documents, counts } = field.of(stem)
      documents.forEach((row, i) => {
        const length = ((field.lengths[row] ?? 0) * field.lengths.length) / field.words
        const frequency = counts[i] ?? 0
        scores[row] = (scores[row] ?? 0) + (importance * weight * frequency) / (frequency + 1.2 * (0.5 + 0.5 * length))
      })
    }
  }
  const rows = library.resources
    .map((row, position) => ({ row, score: scores[position] ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ row }) => row)
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
