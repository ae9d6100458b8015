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
