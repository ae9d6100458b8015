import { fold } from './words.ts'

/** A name to compare by: without case, accents, signs, and what people write before a number: `Episode #064` → `64`. */
export function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
    .replace(/^(?:episode|ep\.?|number|no\.?)\s*(?=\d)/u, '')
    .replace(/^0+(?=\d)/, '')
}
