import type { Library } from './library.ts'
import { readQuestion } from './question.ts'
import { placedWordsOf } from './words.ts'

/**
 * A question in so few characters that a button can carry it. As it is when it fits; else without the words that say
 * nothing, which find nothing; and when that is still too long, without those that tell least.
 *
 * @param most UTF-16 units, at least 1.
 */
export function essenceOf(library: Library, text: string, most: number): string {
  const whole = text.replace(/[\s\p{C}]+/gu, ' ').trim()
  if (whole.length <= most) return whole
  const weights = new Map(readQuestion(library, whole).words.map(({ word, weight }) => [word, weight]))
  const placed = placedWordsOf(whole)
  const once = placed.filter(({ stem }, i) => placed.findIndex(other => other.stem === stem) === i)
  const telling = [...once].sort((a, b) => (weights.get(b.plain) ?? 0) - (weights.get(a.plain) ?? 0))
  let left = most
  const kept = telling.filter(({ start, end }) => {
    if (end - start > left) return false
    left -= end - start + 1
    return true
  })
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => whole.slice(start, end))
    .join(' ')
}
