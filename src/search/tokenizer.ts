import { foldAccents } from '../text.ts'
import { english, type Language } from './language.ts'

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
 * `1.59` are words too. In scripts without spaces between words, Unicode's dictionaries tell where one ends.
 *
 * @param language decides which words carry meaning, and their stems; how they are written and compared does not depend on it.
 * @returns every word in order, stop words included.
 */
export function wordsOf(text: string, language = english): readonly Word[] {
  const words = text.match(WORD) ?? []
  // Few texts have such words, and this is the innermost loop.
  return UNSPACED.test(text) || (language.elision && /['’ʼ]/.test(text))
    ? words.flatMap(word => piecesOf(word, language).map(({ piece }) => wordOf(piece, language)))
    : words.map(word => wordOf(word, language))
}

/** A text's normalized words, joined by spaces. */
export const phraseOf = (text: string): string =>
  wordsOf(text)
    .map(({ plain }) => plain)
    .join(' ')

/** The words that carry meaning, each with its position. */
export function placedWordsOf(text: string, language = english): readonly PlacedWord[] {
  return Array.from(text.matchAll(WORD))
    .flatMap(({ 0: word, index }) =>
      piecesOf(word, language).map(({ piece, at }) => ({
        ...wordOf(piece, language),
        start: index + at,
        end: index + at + piece.length,
      })),
    )
    .filter(word => word.stem !== '')
}

/** The stems of the words that carry meaning, in order, repetitions included. */
export function stemsOf(text: string, language = english): readonly string[] {
  return wordsOf(text, language).flatMap(word => word.stem || [])
}

/** Lower case, without accents, apostrophes and possessives: `Café’s` → `cafe`. */
function fold(text: string): string {
  return foldAccents(text)
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

/**
 * The words of a run of letters, each with its place: the run itself, without an elided article, unless its script has no
 * spaces.
 */
function piecesOf(run: string, { elision }: Language): readonly { readonly piece: string; readonly at: number }[] {
  if (!UNSPACED.test(run)) {
    const at = elision?.exec(run)?.[0].length ?? 0
    return [{ piece: run.slice(at), at }]
  }
  const pieces: { piece: string; at: number }[] = []
  for (let from = 0; from < run.length; from += MAX_SEGMENTED) {
    const part = run.slice(from, from + MAX_SEGMENTED)
    const starts = startsIn(part)
    starts.forEach((start, i) => {
      pieces.push({ piece: part.slice(start, starts[i + 1]), at: from + start })
    })
  }
  return pieces
}

/** Where words start, by run: indexing asks several times, and segmenting is slow. */
const knownStarts = new Map<string, Uint16Array>()
/** In UTF-16 units of all runs together; some fifty hours of speech. */
const MAX_KNOWN_RUNS = 3_000_000
let knownRuns = 0

function startsIn(run: string): Uint16Array {
  const found = knownStarts.get(run)
  if (found) return found
  const starts = Uint16Array.from(segmenter.segment(run), ({ index }) => index)
  if (knownRuns + run.length <= MAX_KNOWN_RUNS) {
    knownRuns += run.length
    knownStarts.set(copyOf(run), starts)
  }
  return starts
}

/** A show repeats the same 30,000 words, so each is normalized once. Users may type anything, so the cache is limited. */
const known = new WeakMap<Language, Map<string, Word>>()
const MAX_KNOWN = 200_000
const MAX_KNOWN_LENGTH = 40

function wordOf(written: string, language: Language): Word {
  const words = known.get(language) ?? new Map<string, Word>()
  const before = words.get(written)
  if (before) return before
  known.set(language, words)
  const isKept = words.size < MAX_KNOWN && written.length <= MAX_KNOWN_LENGTH
  const own = isKept ? copyOf(written) : written
  const word = normalize(own, language)
  if (isKept) words.set(own, word)
  return word
}

function normalize(written: string, { stopWords, stem }: Language): Word {
  // One character may stand for several words (ﷺ): they stay one word.
  const plain = fold(written).replaceAll(/\s/g, '')
  return { written, plain, stem: plain === '' || stopWords.has(plain) || PARTICLE.test(plain) ? '' : stem(plain) }
}

/** One or two hiragana are nearly always a particle or an ending: は, を, から. */
const PARTICLE = /^\p{sc=Hira}{1,2}$/u

/** V8 stores a substring as a view of the whole string, so caching the substring would keep the whole in memory. */
const copyOf = (substring: string): string => [...substring].join('')

/** The stem of a plain word, or null for one that carries no meaning: MiniSearch's `processTerm`. */
export function processTerm(plain: string, language: Language): string | null {
  return wordOf(plain, language).stem || null
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
