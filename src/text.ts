const plural = new Intl.PluralRules('en')

/** `1 episode`, `2 episodes` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${plural.select(number) === 'one' ? '' : 's'}`
}

/**
 * Text with nothing in it that plays tricks on a terminal or a log: names of files can hold line breaks, the codes that
 * colour a terminal, and marks that turn the writing around.
 */
export const printable = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    sign => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  )

/**
 * Text without characters that are invisible but change how the text around them is shown: control characters, lone
 * surrogates and bidirectional overrides. Line breaks become `\n`, and no more than one blank line is kept in a row.
 */
export function stripControls(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, '')
}

/** Text of at most `most` characters, ended at a word with an ellipsis when it is longer. */
export function shortened(words: string, most: number): string {
  return words.length <= most ? words : `${longestStart(words, most, start => start.length < most)}…`
}

/** The longest start that fits and is at most `most` long: it ends at a word, or within one that is too long by itself. */
export function longestStart(words: string, most: number, fits: (start: string) => boolean): string {
  const near = words.slice(0, most).replace(/\p{Cs}$/u, '')
  const atWords = Array.from(segmenter.segment(near), ({ index }) => index)
  return longest(near, atWords, fits) || longest(near, codePoints(near), fits)
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

function codePoints(words: string): number[] {
  let end = 0
  return Array.from(words, character => {
    end += character.length
    return end
  })
}

/** The text up to the last of `ends` where it still fits. */
function longest(words: string, ends: readonly number[], fits: (start: string) => boolean): string {
  const upTo = (place: number) => words.slice(0, ends[place]).trimEnd()
  const place = lastThat(ends.length, place => fits(upTo(place)))
  return place === -1 ? '' : upTo(place)
}

/** Finds, by halves, the last number below `end` that fits, or -1; when a number fits, all that are smaller do. */
export function lastThat(end: number, fits: (number: number) => boolean): number {
  let [fitting, tooFar] = [-1, end]
  while (tooFar - fitting > 1) {
    const middle = (fitting + tooFar) >> 1
    if (fits(middle)) fitting = middle
    else tooFar = middle
  }
  return fitting
}

/**
 * Letters added, left out, changed, or swapped with their neighbour between two words (optimal string alignment,
 * Damerau 1964); any number above `most` once it is certain to be more.
 */
export function editDistance(one: string, other: string, most: number): number {
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

/** The words of a list, as it is written: in lines, with blanks between them. */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))
