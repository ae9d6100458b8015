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
  const posts = pack(readByMiniSearch(documents))
  return {
    lengths: Uint32Array.from(lengths),
    words: lengths.reduce((sum, length) => sum + length, 0),
    of: stem => posts.get(stem) ?? NONE,
    stems: () => posts.keys(),
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

/** All documents and counts lie in two arrays; a posting is a view of a part of each. */
function pack(written: Written): ReadonlyMap<string, Posting> {
  const entries = written.flatMap(([stem, byField]) => {
    const counts = byField['0']
    return counts === undefined || stem === '' ? [] : [{ stem, counts: Object.entries(counts) }]
  })
  const size = entries.reduce((sum, { counts }) => sum + counts.length, 0)
  const allDocuments = new Uint32Array(size)
  const allCounts = new Uint16Array(size)
  const posts = new Map<string, Posting>()
  let from = 0
  for (const { stem, counts } of entries) {
    const documents = allDocuments.subarray(from, from + counts.length)
    const ofDocuments = allCounts.subarray(from, from + counts.length)
    let total = 0
    // Keys that are whole numbers come in ascending order, whatever the order in which they were set.
    counts.forEach(([document, count], i) => {
      documents[i] = Number(document)
      ofDocuments[i] = Math.min(count, 0xffff)
      total += count
    })
    posts.set(stem, { documents, counts: ofDocuments, total })
    from += counts.length
  }
  return posts
}
