import MiniSearch from 'minisearch'

/**
 * An inverted index: for each stem, the documents that hold it and how often. MiniSearch reads the documents; what it
 * found is packed into typed arrays, which take a tenth of the memory and are scored without an object for each match.
 */
export type Postings = {
  /** Words in each document. Documents are known by their position, from 0. */
  readonly lengths: Uint32Array
  /** Words in all documents. */
  readonly words: number
  /** Documents that hold a stem, ascending; empty for a stem that none holds. */
  readonly of: (stem: string) => Posting
  readonly stems: () => Iterable<string>
}

/** `total`: all counts together. */
export type Posting = { readonly documents: Uint32Array; readonly counts: Uint16Array; readonly total: number }

/**
 * @param documents the stems of each, in order.
 * @param lengths the words of each; as many as its stems unless given.
 */
export function postingsOf(
  documents: readonly (readonly string[])[],
  lengths: readonly number[] = documents.map(stems => stems.length),
): Postings {
  const lists = pack(readByMiniSearch(documents))
  return {
    lengths: Uint32Array.from(lengths),
    words: lengths.reduce((sum, length) => sum + length, 0),
    of: stem => listOf(lists, stem),
    stems: () => lists.numbers.keys(),
  }
}

/** How often a stem stands in one document. */
export function countIn({ documents, counts }: Posting, document: number): number {
  const i = lowerBound(documents, document)
  return documents[i] === document ? (counts[i] ?? 0) : 0
}

/** The first place in an ascending list that is not below a value. */
export function lowerBound(ascending: Uint32Array, value: number): number {
  let [from, to] = [0, ascending.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ascending[middle] ?? 0) < value) from = middle + 1
    else to = middle
  }
  return from
}

const NONE: Posting = { documents: new Uint32Array(), counts: new Uint16Array(), total: 0 }

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

/** Stem number `i` stands in `documents[from[i]]` up to `documents[from[i + 1]]`, so often in each as `counts` says. */
type Lists = {
  readonly numbers: ReadonlyMap<string, number>
  readonly from: Uint32Array
  readonly documents: Uint32Array
  readonly counts: Uint16Array
  readonly totals: Uint32Array
}

function listOf({ numbers, from, documents, counts, totals }: Lists, stem: string): Posting {
  const number = numbers.get(stem)
  if (number === undefined) return NONE
  const [start, end] = [from[number], from[number + 1]]
  return {
    documents: documents.subarray(start, end),
    counts: counts.subarray(start, end),
    total: totals[number] ?? 0,
  }
}

function pack(written: Written): Lists {
  const entries = written
    .map(([stem, { 0: counts = {} }]) => ({ stem, counts, holders: Object.keys(counts) }))
    .filter(({ stem, holders }) => stem !== '' && holders.length > 0)
  const size = entries.reduce((sum, { holders }) => sum + holders.length, 0)
  const lists = {
    numbers: new Map(entries.map(({ stem }, number) => [stem, number])),
    from: new Uint32Array(entries.length + 1),
    documents: new Uint32Array(size),
    counts: new Uint16Array(size),
    totals: new Uint32Array(entries.length),
  }
  let at = 0
  entries.forEach(({ counts, holders }, number) => {
    // Keys that are whole numbers come in ascending order, whatever the order in which they were set.
    for (const document of holders) {
      const count = counts[document] ?? 0
      lists.documents[at] = Number(document)
      lists.counts[at] = Math.min(count, 0xffff)
      lists.totals[number] = (lists.totals[number] ?? 0) + count
      at++
    }
    lists.from[number + 1] = at
  })
  return lists
}
