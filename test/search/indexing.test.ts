import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gathered, indexed, type Numbering } from '../../src/search/indexing.ts'
import { countIn, openPostings } from '../../src/search/postings.ts'

const stems = fc.array(fc.constantFrom('fog', 'horn', 'lamp', 'constructor', '__proto__', 'ä', '7'), { maxLength: 6 })

/** How often a stem stands in each document, counted one by one. */
const counted = (documents: readonly (readonly string[])[], stem: string) =>
  documents.map(document => document.filter(other => other === stem).length)

function expectCounts(
  documents: readonly (readonly string[])[],
  lists: ReturnType<typeof indexed>,
  lexicon: Numbering,
) {
  const lengths = Uint32Array.from(documents, document => document.length)
  const postings = openPostings(lexicon, lists, lengths)
  expect(new Set(postings.stems())).toEqual(new Set(documents.flat()))
  for (const stem of ['nowhere', ...new Set(documents.flat())]) {
    const counts = counted(documents, stem)
    const posting = postings.of(stem)
    expect(Array.from(posting.documents)).toEqual(counts.flatMap((count, i) => (count > 0 ? [i] : [])))
    expect(documents.map((_, i) => countIn(posting, i))).toEqual(counts)
    expect(posting.total).toBe(counts.reduce((sum, count) => sum + count, 0))
  }
}

test('every stem is counted where it stands, also in more documents than are read at once', () => {
  const few = fc.array(stems, { maxLength: 20 })
  const many = fc
    .tuple(few, fc.integer({ min: 4000, max: 8100 }))
    .map(([documents, most]) => Array.from({ length: most }, (_, i) => documents[i % (documents.length + 1)] ?? []))
  for (const [documents, numRuns] of [
    [few, 200],
    [many, 5],
  ] as const) {
    fc.assert(
      fc.property(documents, all => {
        const lexicon: Numbering = new Map()
        expectCounts(all, indexed(all, lexicon), lexicon)
      }),
      { numRuns },
    )
  }
}, 30_000)

test('coarser documents hold what the finer ones hold, and what is their own', () => {
  const parts = fc.array(fc.record({ fine: fc.array(stems, { maxLength: 5 }), own: stems }), { maxLength: 8 })
  fc.assert(
    fc.property(parts, all => {
      const lexicon: Numbering = new Map()
      const first = [0]
      for (const { fine } of all) first.push((first.at(-1) ?? 0) + fine.length)
      const fine = indexed(
        all.flatMap(part => part.fine),
        lexicon,
      )
      const own = all.map(part => part.own)
      const lists = gathered(fine, Uint32Array.from(first), own, lexicon)
      expectCounts(
        all.map(part => [...part.fine.flat(), ...part.own]),
        lists,
        lexicon,
      )
    }),
    { numRuns: 300 },
  )
})
