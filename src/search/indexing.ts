import MiniSearch from 'minisearch'
import type { Lexicon, Lists } from './postings.ts'

/**
 * Some documents and their stems. Entry `i` says that stem `stems[numbers[i]]` stands in `documents[i]`, so often as
 * `counts[i]` says. Documents are known by their position, from 0; those of one stem are ascending.
 */
export type Part = {
  /** How many documents there are, with those that hold no stem. */
  readonly size: number
  readonly stems: readonly string[]
  readonly numbers: Uint32Array
  readonly documents: Uint32Array
  readonly counts: Uint16Array
}

/** Documents that MiniSearch reads at once. It takes many times the room of what is kept, and is slower with more. */
const AT_ONCE = 200

/** Reads documents by their stems, as many parts as it takes. */
export function partsOf(documents: readonly (readonly string[])[]): readonly Part[] {
  const parts: Part[] = []
  for (let first = 0; first < documents.length; first += AT_ONCE) {
    parts.push(partOf(documents.slice(first, first + AT_ONCE)))
  }
  return parts
}

/** MiniSearch reads the documents; what it found is packed into typed arrays, which take a tenth of the memory. */
export function partOf(documents: readonly (readonly string[])[]): Part {
  const stems: string[] = []
  const [numbers, holders, counts]: [number[], number[], number[]] = [[], [], []]
  for (const [stem, { 0: found = {} }] of readByMiniSearch(documents)) {
    if (stem === '') continue
    // Keys that are whole numbers come in ascending order, whatever the order in which they were set.
    for (const document in found) {
      numbers.push(stems.length)
      holders.push(Number(document))
      counts.push(found[document] ?? 0)
    }
    stems.push(stem)
  }
  return {
    size: documents.length,
    stems,
    numbers: Uint32Array.from(numbers),
    documents: Uint32Array.from(holders),
    counts: Uint16Array.from(counts, fitting),
  }
}

/** Numbers the stems in the order of the alphabet, so that it makes no difference in which order they were read. */
export function lexiconOf(parts: readonly Part[]): Lexicon {
  const used = new Map<readonly string[], Uint8Array>()
  for (const { stems, numbers } of parts) {
    const marks = used.get(stems) ?? new Uint8Array(stems.length)
    used.set(stems, marks)
    for (const number of numbers) marks[number] = 1
  }
  const found = new Set<string>()
  for (const [stems, marks] of used) {
    for (const stem of stems.filter((_, i) => marks[i] === 1)) found.add(stem)
  }
  return new Map([...found].sort().map((stem, number) => [stem, number]))
}

/** All documents of some parts, one part after the other. */
export function joinedParts(parts: readonly Part[], lexicon: Lexicon): Lists {
  const renumber = renumbering(lexicon)
  const renumbered = parts.map(part => ({ ...part, numbers: renumber(part) }))
  const from = new Uint32Array(lexicon.size + 1)
  const totals = new Uint32Array(lexicon.size)
  for (const { numbers, counts } of renumbered) {
    numbers.forEach((stem, i) => {
      from[stem + 1] = (from[stem + 1] ?? 0) + 1
      totals[stem] = (totals[stem] ?? 0) + (counts[i] ?? 0)
    })
  }
  for (let stem = 0; stem < lexicon.size; stem++) from[stem + 1] = (from[stem + 1] ?? 0) + (from[stem] ?? 0)
  const length = from.at(-1) ?? 0
  const lists = { from, totals, documents: new Uint32Array(length), counts: new Uint16Array(length) }
  const next = from.slice()
  let first = 0
  for (const { size, numbers, documents, counts } of renumbered) {
    numbers.forEach((stem, i) => {
      const at = next[stem] ?? 0
      next[stem] = at + 1
      lists.documents[at] = first + (documents[i] ?? 0)
      lists.counts[at] = counts[i] ?? 0
    })
    first += size
  }
  return lists
}

/** The parts that were joined: part `i` has the documents from `first[i]` up to `first[i + 1]`. */
export function parted(lists: Lists, first: Uint32Array, lexicon: Lexicon): readonly Part[] {
  const stems = [...lexicon.keys()]
  const places = placesOf(first)
  const lengths = new Uint32Array(first.length)
  for (const document of lists.documents) {
    const place = places[document] ?? 0
    lengths[place] = (lengths[place] ?? 0) + 1
  }
  const parts = Array.from(first.subarray(1), (end, i) => ({
    size: end - (first[i] ?? 0),
    stems,
    numbers: new Uint32Array(lengths[i] ?? 0),
    documents: new Uint32Array(lengths[i] ?? 0),
    counts: new Uint16Array(lengths[i] ?? 0),
  }))
  const next = new Uint32Array(first.length)
  for (let number = 0; number < stems.length; number++) {
    const end = lists.from[number + 1] ?? 0
    for (let i = lists.from[number] ?? end; i < end; i++) {
      const document = lists.documents[i] ?? 0
      const place = places[document] ?? 0
      const at = next[place] ?? 0
      next[place] = at + 1
      const part = parts[place]
      if (part === undefined) continue
      part.numbers[at] = number
      part.documents[at] = document - (first[place] ?? 0)
      part.counts[at] = lists.counts[i] ?? 0
    }
  }
  return parts
}

/**
 * The same index with coarser documents: each takes in those of the finer one from `first[i]` up to `first[i + 1]`, and
 * what `own` has for it.
 */
export function gathered(fine: Lists, first: Uint32Array, own: Lists): Lists {
  const places = placesOf(first)
  const stems = fine.totals.length
  const sums = new Float64Array(first.length)
  const from = new Uint32Array(stems + 1)
  const totals = new Uint32Array(stems)
  const [documents, counts]: [number[], number[]] = [[], []]
  for (let number = 0; number < stems; number++) {
    const holders: number[] = []
    for (const lists of [fine, own]) {
      const end = lists.from[number + 1] ?? 0
      for (let i = lists.from[number] ?? end; i < end; i++) {
        const document = lists.documents[i] ?? 0
        const place = lists === fine ? (places[document] ?? 0) : document
        if (sums[place] === 0) holders.push(place)
        sums[place] = (sums[place] ?? 0) + (lists.counts[i] ?? 0)
      }
    }
    for (const place of holders.sort((a, b) => a - b)) {
      documents.push(place)
      counts.push(fitting(sums[place] ?? 0))
      totals[number] = (totals[number] ?? 0) + (sums[place] ?? 0)
      sums[place] = 0
    }
    from[number + 1] = documents.length
  }
  return { from, totals, documents: Uint32Array.from(documents), counts: Uint16Array.from(counts) }
}

/** For each of the finer documents, the coarser one that takes it in. */
export function placesOf(first: Uint32Array): Uint32Array {
  const places = new Uint32Array(first.at(-1) ?? 0)
  for (let i = 0; i + 1 < first.length; i++) places.fill(i, first[i], first[i + 1])
  return places
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

/** Gives the numbers of a part's entries in a lexicon. Parts that share their stems are looked up once. */
function renumbering(lexicon: Lexicon): (part: Part) => Uint32Array {
  const known = new Map<readonly string[], Uint32Array>()
  return ({ stems, numbers }) => {
    const now = known.get(stems) ?? Uint32Array.from(stems, stem => lexicon.get(stem) ?? 0)
    known.set(stems, now)
    return numbers.map(number => now[number] ?? 0)
  }
}

const fitting = (count: number): number => Math.min(count, 0xffff)
