import { informative } from './informative.ts'
import type { Posting } from './postings.ts'
import { BLOCK, type Stream } from './streams.ts'

/** A stem to be found. */
export type Sought = {
  readonly posting: Posting
  /** How often it stands in a word of the show, on average. */
  readonly rate: number
  /** What a match counts: 1, or less for a stem that only stands for what was asked. */
  readonly share: number
}

/** Scores every window of `size` blocks of a stream, by the position of its first block within the stream. */
export function windowScores(sought: readonly Sought[], { first, count }: Stream, size: number): Float64Array {
  const scores = new Float64Array(Math.max(1, count - size + 1))
  const length = Math.min(size, count) * BLOCK
  const upTo = new Uint32Array(count + 1)
  for (const { posting, rate, share } of sought) {
    const from = lowerBound(posting.documents, first)
    const to = lowerBound(posting.documents, first + count)
    if (from === to) continue
    upTo.fill(0)
    for (let i = from; i < to; i++) upTo[(posting.documents[i] ?? 0) - first + 1] = posting.counts[i] ?? 0
    for (let block = 0; block < count; block++) upTo[block + 1] = (upTo[block + 1] ?? 0) + (upTo[block] ?? 0)
    const worth: number[] = []
    for (let block = 0; block < scores.length; block++) {
      const frequency = (upTo[Math.min(block + size, count)] ?? 0) - (upTo[block] ?? 0)
      if (frequency === 0) continue
      worth[frequency] ??= share * informative(frequency, length, rate)
      scores[block] = (scores[block] ?? 0) + worth[frequency]
    }
  }
  return scores
}

/** The first place in an ascending list that is not below a value. */
function lowerBound(ascending: Uint32Array, value: number): number {
  let [from, to] = [0, ascending.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((ascending[middle] ?? 0) < value) from = middle + 1
    else to = middle
  }
  return from
}
