import MiniSearch from 'minisearch'
import type { Lists } from './postings.ts'

/** Stems and their numbers while a show is indexed: a new one gets the next number. */
export type Numbering = Map<string, number>

/** Documents that MiniSearch reads before what it found is packed. It takes many times the room of what is kept. */
const AT_ONCE = 4000

/**
 * Indexes documents by their stems. MiniSearch reads them; what it found is packed into typed arrays, which take a tenth
 * of the memory.
 */
export function indexed(documents: readonly (readonly string[])[], numbering: Numbering): Lists {
  const parts: Found[] = []
  for (let first = 0; first < documents.length; first += AT_ONCE) {
    parts.push(found(readByMiniSearch(documents.slice(first, first + AT_ONCE)), first, numbering))
  }
  return joined(parts, numbering.size)
}

/**
 * The same index with coarser documents: each takes in those of the finer one from `first[i]` up to `first[i + 1]`, and
 * some stems of its own.
 */
export function gathered(
  fine: Lists,
  first: Uint32Array,
  own: readonly (readonly string[])[],
  numbering: Numbering,
): Lists {
  const places = new Uint32Array(first.at(-1) ?? 0)
  for (let i = 0; i + 1 < first.length; i++) places.fill(i, first[i], first[i + 1])
  const sums = new Float64Array(first.length)
  const extra = indexed(own, numbering)
  const sum: Growing = { stems: [], documents: [], counts: [] }
  for (let number = 0; number < numbering.size; number++) {
    const holders: number[] = []
    for (const lists of [fine, extra]) {
      const end = lists.from[number + 1] ?? 0
      for (let i = lists.from[number] ?? end; i < end; i++) {
        const document = lists.documents[i] ?? 0
        const place = lists === fine ? (places[document] ?? 0) : document
        if (sums[place] === 0) holders.push(place)
        sums[place] = (sums[place] ?? 0) + (lists.counts[i] ?? 0)
      }
    }
    for (const place of holders.sort((a, b) => a - b)) {
      sum.stems.push(number)
      sum.documents.push(place)
      sum.counts.push(sums[place] ?? 0)
      sums[place] = 0
    }
  }
  return joined([packed(sum)], numbering.size)
}

/** For each stem, each document's position and how often it stands there, as MiniSearch writes them down. */
type Written = readonly (readonly [stem: string, byField: Readonly<Record<string, Readonly<Record<string, number>>>>])[]

function readByMiniSearch(documents: readonly (readonly string[])[]): Written {
  const index = new MiniSearch<{ id: number; stems: string }>({
    fields: ['stems'],
    tokenize: text => text.split(' '),
    processTerm: stem => stem,
  })
  // A document without a stem has no postings, but MiniSearch numbers it too, so numbers and positions agree.
  documents.forEach((stems, id) => void index.add({ id, stems: stems.join(' ') }))
  return index.toJSON().index as unknown as Written
}

/** One after the other: a stem's number, a document that holds it, how often. */
type Growing = { readonly stems: number[]; readonly documents: number[]; readonly counts: number[] }
type Found = { readonly stems: Uint32Array; readonly documents: Uint32Array; readonly counts: Uint32Array }

function found(written: Written, first: number, numbering: Numbering): Found {
  const growing: Growing = { stems: [], documents: [], counts: [] }
  for (const [stem, { 0: counts = {} }] of written) {
    if (stem === '') continue
    const number = numbering.get(stem) ?? numbering.size
    numbering.set(stem, number)
    // Keys that are whole numbers come in ascending order, whatever the order in which they were set.
    for (const document in counts) {
      growing.stems.push(number)
      growing.documents.push(first + Number(document))
      growing.counts.push(counts[document] ?? 0)
    }
  }
  return packed(growing)
}

const packed = ({ stems, documents, counts }: Growing): Found => ({
  stems: Uint32Array.from(stems),
  documents: Uint32Array.from(documents),
  counts: Uint32Array.from(counts),
})

/** Sorted by stem. Each part has its documents in order, and later documents than the part before it. */
function joined(parts: readonly Found[], stems: number): Lists {
  const from = new Uint32Array(stems + 1)
  const totals = new Uint32Array(stems)
  for (const part of parts) {
    part.stems.forEach((stem, i) => {
      from[stem + 1] = (from[stem + 1] ?? 0) + 1
      totals[stem] = (totals[stem] ?? 0) + (part.counts[i] ?? 0)
    })
  }
  for (let stem = 0; stem < stems; stem++) from[stem + 1] = (from[stem + 1] ?? 0) + (from[stem] ?? 0)
  const size = from.at(-1) ?? 0
  const lists = { from, totals, documents: new Uint32Array(size), counts: new Uint16Array(size) }
  const next = from.slice()
  for (const part of parts) {
    part.stems.forEach((stem, i) => {
      const at = next[stem] ?? 0
      next[stem] = at + 1
      lists.documents[at] = part.documents[i] ?? 0
      lists.counts[at] = Math.min(part.counts[i] ?? 0, 0xffff)
    })
  }
  return lists
}
