import MiniSearch from 'minisearch'

/**
 * An inverted index: for each stem, the documents that hold it and how often. MiniSearch reads the documents; what it
 * found is packed into typed arrays, which take a tenth of the memory and are scored without an object for each match.
 */
export type Postings = {
  /** How many documents there are; they are known by their position, from 0. */
  readonly size: number
  /** Stems in each document. */
  readonly lengths: Uint32Array
  readonly meanLength: number
  /** Documents that hold a stem, ascending; empty for a stem that none holds. */
  readonly of: (stem: string) => Posting
  readonly stems: () => Iterable<string>
}

/** `total`: all counts together. */
export type Posting = { readonly documents: Uint32Array; readonly counts: Uint16Array; readonly total: number }

/** @param documents the stems of each, in order. */
export function postingsOf(documents: readonly (readonly string[])[]): Postings {
  const lengths = Uint32Array.from(documents, stems => stems.length)
  const posts = pack(readByMiniSearch(documents))
  return {
    size: documents.length,
    lengths,
    meanLength: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length),
    of: stem => posts.get(stem) ?? NONE,
    stems: () => posts.keys(),
  }
}

const NONE: Posting = { documents: new Uint32Array(), counts: new Uint16Array(), total: 0 }

/** For each stem, each document's position and how often it stands there, as MiniSearch writes them down. */
type Written = readonly (readonly [
  stem: string,
  byField: { readonly [field: string]: Readonly<Record<string, number>> },
])[]

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
  const total = entries.reduce((sum, { counts }) => sum + counts.length, 0)
  const allDocuments = new Uint32Array(total)
  const allCounts = new Uint16Array(total)
  const posts = new Map<string, Posting>()
  let from = 0
  for (const { stem, counts } of entries) {
    const to = from + counts.length
    // Keys that are whole numbers come in ascending order, whatever the order in which they were set.
    counts.forEach(([document, count], i) => {
      allDocuments[from + i] = Number(document)
      allCounts[from + i] = Math.min(count, 0xffff)
    })
    posts.set(stem, {
      documents: allDocuments.subarray(from, to),
      counts: allCounts.subarray(from, to),
      total: counts.reduce((sum, [, count]) => sum + count, 0),
    })
    from = to
  }
  return posts
}
