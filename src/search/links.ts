import { type Lexicon, type Lists, openPostings, type Postings } from './postings.ts'

/** The show's links as documents, one for each row, by what can be known about a link. */
export type LinkIndex = {
  readonly fields: Readonly<Record<Field, Postings>>
  /** How much a stem tells links apart: its inverse document frequency over all fields together. */
  readonly weight: (stem: string) => number
  readonly has: (stem: string) => boolean
}

export type Field = (typeof FIELDS)[number]

export const FIELDS = ['label', 'context', 'host', 'path', 'episode'] as const

/** One field's lists, and the stems in each row. */
export type IndexedField = { readonly lists: Lists; readonly lengths: Uint32Array }

export function openLinks(rows: number, fields: Readonly<Record<Field, IndexedField>>, lexicon: Lexicon): LinkIndex {
  const holders = holdersIn(rows, Object.values(fields), lexicon.size)
  const count = (stem: string): number => holders[lexicon.get(stem) ?? lexicon.size] ?? 0
  return {
    fields: byField(field => openPostings(lexicon, fields[field].lists, fields[field].lengths)),
    has: stem => count(stem) > 0,
    weight: stem => Math.log(1 + (rows - count(stem) + 0.5) / (count(stem) + 0.5)),
  }
}

export const byField = <T>(make: (field: Field) => T): Readonly<Record<Field, T>> => ({
  label: make('label'),
  context: make('context'),
  host: make('host'),
  path: make('path'),
  episode: make('episode'),
})

/** For each stem, how many rows have it in any field. */
function holdersIn(rows: number, fields: readonly IndexedField[], stems: number): Uint32Array {
  const holders = new Uint32Array(stems)
  const lastSeen = new Uint32Array(rows).fill(stems)
  for (let stem = 0; stem < stems; stem++) {
    for (const { lists } of fields) {
      const end = lists.from[stem + 1] ?? 0
      for (let i = lists.from[stem] ?? end; i < end; i++) {
        const row = lists.documents[i] ?? 0
        if (lastSeen[row] === stem) continue
        lastSeen[row] = stem
        holders[stem] = (holders[stem] ?? 0) + 1
      }
    }
  }
  return holders
}
