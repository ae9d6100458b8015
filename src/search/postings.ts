/** An inverted index: for each stem, the documents that hold it and how often. Scored without an object for each match. */
export type Postings = {
  /** Words in each document. Documents are known by their position, from 0. */
  readonly lengths: Uint32Array
  /** Words in all documents. */
  readonly words: number
  /** Documents that hold a stem, ascending; empty for a stem that none holds. */
  readonly of: (stem: string) => Posting
  readonly stems: () => Iterable<string>
  readonly lists: Lists
}

/** `total`: all counts together. */
export type Posting = { readonly documents: Uint32Array; readonly counts: Uint16Array; readonly total: number }

/** The stems of a show, numbered from 0. One numbering serves all postings of a library. */
export type Lexicon = ReadonlyMap<string, number>

/**
 * Stem number `i` stands in `documents[from[i]]` up to `documents[from[i + 1]]`, so often in each as `counts` says. A
 * stem whose number is beyond `totals` stands in none.
 */
export type Lists = {
  readonly from: Uint32Array
  readonly documents: Uint32Array
  readonly counts: Uint16Array
  readonly totals: Uint32Array
}

/** @param lengths the words of each document. */
export function openPostings(lexicon: Lexicon, lists: Lists, lengths: Uint32Array): Postings {
  return {
    lengths,
    words: lengths.reduce((sum, length) => sum + length, 0),
    of: stem => listOf(lists, lexicon.get(stem)),
    stems: () => [...lexicon].filter(([, number]) => (lists.totals[number] ?? 0) > 0).map(([stem]) => stem),
    lists,
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

/** Whether two ascending lists share a value. */
export function meet(one: Uint32Array, other: Uint32Array): boolean {
  let [i, j] = [0, 0]
  while (i < one.length && j < other.length) {
    const [here, there] = [one[i] ?? 0, other[j] ?? 0]
    if (here === there) return true
    if (here < there) i++
    else j++
  }
  return false
}

const NONE: Posting = { documents: new Uint32Array(), counts: new Uint16Array(), total: 0 }

function listOf({ from, documents, counts, totals }: Lists, number: number | undefined): Posting {
  const total = number === undefined ? 0 : (totals[number] ?? 0)
  if (number === undefined || total === 0) return NONE
  const [start, end] = [from[number], from[number + 1]]
  return { documents: documents.subarray(start, end), counts: counts.subarray(start, end), total }
}
