import { fold } from './words.ts'

/**
 * A name to compare by: without case, accents, signs, and what people write before a number, in any of the
 * languages that the bot speaks: `Episode #064`, `Folge 64` → `64`.
 */
export function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
    .replace(/^(?:episode|episodio|folge|ep\.?|number|numero|no\.?|nr\.?)\s*(?=\d)/u, '')
    .replace(/^0+(?=\d)/, '')
}
