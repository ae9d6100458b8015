import { slipsBetween } from '../content/slips.ts'
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
  for (const other of vocabulary.beginningWith(word.charAt(0))) {
    if (other.length < 4 || Math.abs(other.length - word.length) > most) continue
    const count = vocabulary.count(other)
    if (count < 2) continue
    const slips = slipsBetween(word, other, best?.slips ?? most)
    if (slips > (best?.slips ?? most)) continue
    if (!best || slips < best.slips || count > best.count) best = { other, slips, count }
  }
  return best?.other
}
