import type { Vocabulary } from './vocabulary.ts'

/**
 * The word of the show that somebody probably meant by one that it never says: same first letter, one slip of the
 * finger away (two in a word of eight letters or more), said at least twice; of several, the nearest, then the most
 * common. Only for words of five letters or more, since nearly any four letters are one slip from another word.
 */
export function respelled(word: string, vocabulary: Vocabulary): string | undefined {
  if (!/^\p{L}{5,}$/u.test(word)) return undefined
  const most = word.length >= 8 ? 2 : 1
  let best: { other: string; slips: number; count: number } | undefined
  for (const [other, count] of vocabulary.beginningWith(word.charAt(0))) {
    if (count < 2 || other.length < 4 || Math.abs(other.length - word.length) > most) continue
    const slips = slipsBetween(word, other, best?.slips ?? most)
    if (slips > (best?.slips ?? most)) continue
    if (!best || slips < best.slips || count > best.count) best = { other, slips, count }
  }
  return best?.other
}

/**
 * Letters added, left out, changed, or swapped with their neighbour between two words (optimal string alignment,
 * Damerau 1964); any number above `most` once it is certain to be more.
 */
export function slipsBetween(one: string, other: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, j) => j)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1
      let slips = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + changed)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        slips = Math.min(slips, at(before, j - 2) + 1)
      }
      row.push(slips)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return at(last, other.length)
}

const at = (row: readonly number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY
