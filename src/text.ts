const pluralRules = new Intl.PluralRules('en')

/** `1 episode`, `2 episodes`: a count with its English noun. */
export function pluralize(count: number, noun: string): string {
  return `${count} ${noun}${pluralRules.select(count) === 'one' ? '' : 's'}`
}

/**
 * Replaces control characters, line separators and marks that change the direction of text with `\u{…}`, so that a file name
 * cannot forge a log line or change the colours of a terminal.
 */
export const escapeControlCharacters = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    character => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )

/**
 * Removes characters that are invisible but change how the text around them is shown: control characters, lone surrogates
 * and bidirectional overrides. Line breaks become `\n`, and several blank lines in a row become one.
 */
export function stripControls(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, '')
}

/** Cuts text that is longer than `maxLength` UTF-16 units at the end of a word, and adds an ellipsis. */
export function truncateAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  return `${longestPrefix(text, maxLength, prefix => prefix.length < maxLength)}…`
}

/**
 * The longest prefix of at most `maxLength` UTF-16 units that fits. It ends with a word, or within the first word if that
 * is too long on its own, and never splits a code point.
 *
 * @param fits if it holds for a prefix, it must hold for every shorter one.
 */
export function longestPrefix(text: string, maxLength: number, fits: (prefix: string) => boolean): string {
  const start = text.slice(0, maxLength).replace(/\p{Cs}$/u, '')
  const wordEnds = Array.from(wordSegmenter.segment(start), ({ index }) => index)
  return prefixEndingAt(wordEnds, start, fits) || prefixEndingAt(codePointEnds(start), start, fits)
}

const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' })

function codePointEnds(text: string): number[] {
  let end = 0
  return Array.from(text, character => {
    end += character.length
    return end
  })
}

function prefixEndingAt(ends: readonly number[], text: string, fits: (prefix: string) => boolean): string {
  const prefix = (i: number) => text.slice(0, ends[i]).trimEnd()
  const last = binarySearchLast(ends.length, i => fits(prefix(i)))
  return last === -1 ? '' : prefix(last)
}

/**
 * The largest integer in [0, `end`) for which `holds` is true, or -1 if there is none.
 *
 * @param holds if it is true for a number, it must be true for every smaller one.
 */
export function binarySearchLast(end: number, holds: (candidate: number) => boolean): number {
  let [low, high] = [-1, end]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}

/**
 * How many letters have to be inserted, deleted, substituted, or swapped with their neighbour to turn one word into the
 * other (optimal string alignment; Damerau, 1964). Stops with `max + 1` as soon as the distance must exceed `max`.
 */
export function editDistance(one: string, other: string, max: number): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: other.length + 1 }, (_, j) => j)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const substitution = one[i - 1] === other[j - 1] ? 0 : 1
      let distance = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + substitution)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        distance = Math.min(distance, at(beforePrevious, j - 2) + 1)
      }
      row.push(distance)
    }
    if (Math.min(...row) > max) return max + 1
    beforePrevious = previous
    previous = row
  }
  return at(previous, other.length)
}

const at = (row: readonly number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY

/**
 * Lower case, without accents: `Čapek` → `capek`, `Straße` → `strasse`. The mark of a Japanese voiced sound and that of й
 * make another letter, so they are not accents.
 */
export const foldAccents = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/(?![\u3099\u309a])(?<!и)\p{M}/giu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßøæœłđı]/gu, letter => PLAIN_LETTERS[letter] ?? letter)

/** Letters that Unicode does not take apart, as people write them on other keyboards. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ı: 'i' }

/** The words of a list that is separated by white space. */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** In UTF-16 units. V8 copies the whole text for each sentence that it finds, so a long one takes gigabytes and minutes. */
const CHUNK_LENGTH = 2000

/**
 * The sentences of a text, each with the blanks that follow it. One chunk is segmented at a time, and only on demand; its
 * last sentence may be cut off, so the next chunk starts with it.
 */
export function* sentencesIn(
  text: string,
  locale = 'en',
): Generator<{ readonly segment: string; readonly index: number }> {
  const segmenter = sentenceSegmenter(locale)
  for (let from = 0; from < text.length; ) {
    const chunk = text.slice(from, from + CHUNK_LENGTH)
    const near = Array.from(
      segmenter.segment(chunk.slice(0, wholeCodePoints(chunk, CHUNK_LENGTH))),
      ({ segment }) => segment,
    )
    if (near.length > 1 && text.length - from > CHUNK_LENGTH) near.pop()
    for (const segment of near) {
      yield { segment, index: from }
      from += segment.length
    }
  }
}

const segmenters = new Map<string, Intl.Segmenter>()

function sentenceSegmenter(locale: string): Intl.Segmenter {
  const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'sentence' })
  segmenters.set(locale, segmenter)
  return segmenter
}

/** A length that does not cut a surrogate pair in two. */
export const wholeCodePoints = (text: string, length: number): number => {
  const code = text.charCodeAt(length - 1)
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length
}
