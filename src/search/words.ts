import { stemmer } from 'stemmer'
import { isStopWord } from './stop-words.ts'

/** A word that carries meaning: where it stands in the text (UTF-16 units, end exclusive) and what it is compared by. */
export type Word = { readonly start: number; readonly end: number; readonly stem: string }

/**
 * The only tokenizer: index, question and highlight all read words this way, so what is found can be shown.
 *
 * A word is a run of letters and digits, with an apostrophe inside it (`don't`); `c#`, `c++`, `f#`, `.net` and
 * `node.js` are words too. Compared without case, accents, a possessive `'s`, and by its stem (Porter, 1980).
 * Words that say nothing (`the`, `how`) are left out, so their positions are not counted either.
 */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(WORD)) {
    const plain = fold(match[0])
    if (plain === '' || isStopWord(plain)) continue
    words.push({ start: match.index, end: match.index + match[0].length, stem: stemOf(plain) })
  }
  return words
}

/** The stems of a text in order, repeats included. */
export function stemsOf(text: string): readonly string[] {
  return wordsOf(text).map(word => word.stem)
}

/** Lower case, accents off, typographic apostrophes and possessives off: `Café’s` → `cafe`. */
export function fold(word: string): string {
  return word
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/['’ʼ]s?$/u, '')
    .replace(/['’ʼ]/gu, '')
}

const WORD =
  /(?<![\p{L}\p{N}])(?:[cf]#|c\+\+|\.net|[\p{L}\p{N}]+\.js)(?![\p{L}\p{N}+#])|[\p{L}\p{N}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*/giu

const MARKS = /\p{M}/gu

/** A show says the same 30,000 words over and over; a stem is worked out once for each. */
const stems = new Map<string, string>()
const MOST_STEMS = 200_000

function stemOf(word: string): string {
  let stem = stems.get(word)
  if (stem === undefined) {
    stem = ENGLISH.test(word) ? stemmer(word) : word
    if (stems.size < MOST_STEMS) stems.set(word, stem)
  }
  return stem
}

/** Porter's rules are for English letters: `c#`, `node.js`, `s3` and other alphabets stay as they are. */
const ENGLISH = /^[a-z]+$/
