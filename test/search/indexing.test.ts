import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gathered, joinedParts, lexiconOf, parted, partOf, partsOf } from '../../src/search/indexing.ts'
import { countIn, type Lexicon, type Lists, openPostings } from '../../src/search/postings.ts'

const stems = fc.array(fc.constantFrom('fog', 'horn', 'lamp', 'constructor', '__proto__', 'ä', '7'), { maxLength: 6 })

/** How often a stem stands in each document, counted one by one. */
const counted = (documents: readonly (readonly string[])[], stem: string) =>
  documents.map(document => document.filter(other => other === stem).length)

function expectCounts(documents: readonly (readonly string[])[], lists: Lists, lexicon: Lexicon) {
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
    .tuple(few, fc.integer({ min: 200, max: 410 }))
    .map(([documents, most]) => Array.from({ length: most }, (_, i) => documents[i % (documents.length + 1)] ?? []))
  for (const [documents, numRuns] of [
    [few, 200],
    [many, 50],
  ] as const) {
    fc.assert(
      fc.property(documents, all => {
        const parts = partsOf(all)
        const lexicon = lexiconOf(parts)
        expectCounts(all, joinedParts(parts, lexicon), lexicon)
      }),
      { numRuns },
    )
  }
}, 30_000)

test('coarser documents hold what the finer ones hold, and what is their own; parts come apart as they were joined', () => {
  const parts = fc.array(fc.record({ fine: fc.array(stems, { maxLength: 5 }), own: stems }), { maxLength: 8 })
  fc.assert(
    fc.property(parts, all => {
      const first = [0]
      for (const { fine } of all) first.push((first.at(-1) ?? 0) + fine.length)
      const parts = all.map(part => partOf(part.fine))
      const own = partsOf(all.map(part => part.own))
      const lexicon = lexiconOf([...parts, ...own])
      const fine = joinedParts(parts, lexicon)
      expectCounts(
        all.map(part => [...part.fine.flat(), ...part.own]),
        gathered(fine, Uint32Array.from(first), joinedParts(own, lexicon)),
        lexicon,
      )
      const again = parted(fine, Uint32Array.from(first), lexicon)
      expect(again.map(({ size }) => size)).toEqual(all.map(part => part.fine.length))
      all.forEach((part, i) => {
        const alone = again.slice(i, i + 1)
        expectCounts(part.fine, joinedParts(alone, lexiconOf(alone)), lexiconOf(alone))
      })
    }),
    { numRuns: 300 },
  )
})
