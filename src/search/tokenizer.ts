import { stemmer } from 'stemmer'
import { isStopWord } from './stop-words.ts'

/** A word, normalized for comparison. */
export type Word = {
  /** As it is written: `Zoë’s`. */
  readonly written: string
  /** Lower case, without accents, apostrophes and a possessive `s`: `Zoë’s` → `zoe`. */
  readonly plain: string
  /** The stem of a word that carries meaning; empty for a stop word (`the`, `how`). */
  readonly stem: string
}

/** A word that carries meaning and its position in the text, in UTF-16 units; `end` is exclusive. */
export type PlacedWord = Word & { readonly start: number; readonly end: number }

/**
 * The only tokenizer: indexing, queries and highlighting all use it, so every match can be highlighted.
 *
 * A word is a run of letters and digits, with an apostrophe inside it (`don't`); `c#`, `c++`, `f#`, `.net`, `node.js` and
 * `1.59` are words too. In scripts without spaces between words, Unicode's dictionaries tell where one ends. Stems are
 * Porter's (1980).
 *
 * @returns every word in order, stop words included.
 */
export function wordsOf(text: string): readonly Word[] {
  const words = text.match(WORD) ?? []
  // Few texts have such words, and this is the innermost loop.
  return UNSPACED.test(text)
    ? words.flatMap(word => piecesOf(word).map(({ piece }) => wordOf(piece)))
    : words.map(wordOf)
}

/** A text's normalized words, joined by spaces. */
export const phraseOf = (text: string): string =>
  wordsOf(text)
    .map(({ plain }) => plain)
    .join(' ')

/** The words that carry meaning, each with its position. */
export function placedWordsOf(text: string): readonly PlacedWord[] {
  return Array.from(text.matchAll(WORD))
    .flatMap(({ 0: word, index }) =>
      piecesOf(word).map(({ piece, at }) => ({
        ...wordOf(piece),
        start: index + at,
        end: index + at + piece.length,
      })),
    )
    .filter(word => word.stem !== '')
}

/** The stems of the words that carry meaning, in order, repetitions included. */
export function stemsOf(text: string): readonly string[] {
  return wordsOf(text).flatMap(word => word.stem || [])
}

/** Lower case, without accents, apostrophes and possessives: `Café’s` → `cafe`. Japanese voicing marks are no accents. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?![\u3099\u309a])\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’ʼ]s?$/u, '')
    .replace(/['’ʼ]/gu, '')
}

const WORD =
  /(?<![\p{L}\p{N}])(?:[cf]#|c\+\+|\.net|[\p{L}\p{N}]+\.js)(?![\p{L}\p{N}+#])|(?<![\p{L}\p{N}.])v?\d+(?:\.\d+)+(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}]+(?:['’ʼ][\p{L}\p{M}]+)*/giu

/** Scripts that are written without spaces: Chinese, Japanese, Thai, Lao, Khmer and Burmese. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u

/** In UTF-16 units. V8's segmenter takes time quadratic in the length of the text. */
const MAX_SEGMENTED = 500

// Chinese and Japanese share a dictionary.
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })

/** The words of a run of letters, each with its place: itself, unless its script has no spaces. */
function piecesOf(run: string): readonly { readonly piece: string; readonly at: number }[] {
  if (!UNSPACED.test(run)) return [{ piece: run, at: 0 }]
  const pieces: { piece: string; at: number }[] = []
  for (let from = 0; from < run.length; from += MAX_SEGMENTED) {
    for (const { segment, index } of segmenter.segment(run.slice(from, from + MAX_SEGMENTED))) {
      pieces.push({ piece: segment, at: from + index })
    }
  }
  return pieces
}

/** A show repeats the same 30,000 words, so each is normalized once. Users may type anything, so the cache is limited. */
const known = new Map<string, Word>()
const MAX_KNOWN = 200_000
const MAX_KNOWN_LENGTH = 40

function wordOf(written: string): Word {
  const before = known.get(written)
  if (before) return before
  const isKept = known.size < MAX_KNOWN && written.length <= MAX_KNOWN_LENGTH
  const own = isKept ? copyOf(written) : written
  const word = normalize(own)
  if (isKept) known.set(own, word)
  return word
}

function normalize(written: string): Word {
  // One character may stand for several words (ﷺ): they stay one word.
  const plain = fold(written).replaceAll(/\s/g, '')
  return { written, plain, stem: plain === '' || isStopWord(plain) || PARTICLE.test(plain) ? '' : stemOf(plain) }
}

/** One or two hiragana are nearly always a particle or an ending: は, を, から. */
const PARTICLE = /^\p{sc=Hira}{1,2}$/u

/** V8 stores a substring as a view of the whole string, so caching the substring would keep the whole in memory. */
const copyOf = (substring: string): string => [...substring].join('')

/** The stem of a plain word, or null for one that carries no meaning: MiniSearch's `processTerm`. */
export function processTerm(plain: string): string | null {
  return wordOf(plain).stem || null
}

/**
 * Porter's rules are for English letters, so `c#`, `node.js`, `s3` and other alphabets stay as they are. They are applied
 * twice because `lenses` becomes `lens`, and only then `len`, which is also the stem of `lens`.
 */
export function stemOf(plain: string): string {
  return /^[a-z]+$/.test(plain) ? stemmer(stemmer(plain)) : plain
}

/**
 * A name, normalized for comparison: without case, accents, punctuation, and the word for an episode before a number, in
 * any of the bot's languages: `Episode #064`, `Folge 64` → `64`.
 */
export function normalizeName(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()
    .replace(/^(?:episode|episodio|folge|ep\.?|number|numero|no\.?|nr\.?)\s*(?=\d)/u, '')
    .replace(/^0+(?=\d)/, '')
}
