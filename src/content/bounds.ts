import type { Problem } from './episode.ts'
import { warning } from './problem.ts'

/** As much of some markdown as is read, with the lines where they were, and what was left out. */
export type Bounded = { readonly text: string; readonly problems: readonly Problem[] }

/** Characters. Markdown takes a second for every 150,000, and the longest notes that we know of have 30,000. */
const LONGEST_NOTES = 50_000

/** Signs that may open something cost the square of their number, or worse; people write 25 in a thousand characters. */
const MOST_SIGNS = 5_000
const sign = /[*_[\]<>`~|]|[-+.)](?=[ \t])/g

/** Lists and quotes within each other, begun on one line; people write three. Each is a call within a call to the parser. */
const DEEPEST = 20
const nested = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${DEEPEST},}`)
const rule = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/

/** Cuts notes that would take minutes to read, whoever wrote them. */
export function withinBounds(file: string, whole: string): Bounded {
  const problems: Problem[] = []
  const lines = whole.split('\n')
  const deep = lines.findIndex(isDeep)
  if (deep >= 0) problems.push(tooDeep(file, deep + 1))
  const flat = deep < 0 ? whole : lines.map(line => (isDeep(line) ? '' : line)).join('\n')
  const start = flat.length - flat.trimStart().length
  const end = Math.min(start + LONGEST_NOTES, endOfSigns(flat))
  if (end >= flat.length) return { text: flat, problems }
  const text = flat.slice(0, breakBefore(flat, end, start))
  return { text, problems: [...problems, tooLong(file, text)] }
}

const isDeep = (line: string): boolean => nested.test(line) && !rule.test(line)

function endOfSigns(text: string): number {
  let signs = 0
  for (const { index } of text.matchAll(sign)) if (++signs > MOST_SIGNS) return index
  return text.length
}

/** Text in pieces of so many characters at most, each a run of whole paragraphs, or lines, or words, where it can be. */
export function piecesOf(text: string, longest: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + longest >= text.length ? text.length : breakBefore(text, at + longest, at)
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}

function breakBefore(text: string, end: number, start: number): number {
  const part = text.slice(start, end)
  const lengths = gaps.map(gap => gap.exec(part)?.[0].length ?? 0)
  return start + (lengths.find(length => length > part.length / 2) ?? part.length)
}

/** Up to the last paragraph, line or word. A word begins with a letter: “5.” or a dash would begin a list. */
const gaps = [/^[\s\S]*\n\n/, /^[\s\S]*\n/, /^[\s\S]* (?=\p{L})/u]

const tooLong = (file: string, read: string): Problem => {
  const says = `Only the first ${read.trim().length.toLocaleString('en')} characters of these notes were read.`
  return warning(
    file,
    read.trimEnd().split('\n').length,
    says,
    'Make them shorter; a transcript goes into a file of its own.',
  )
}

const tooDeep = (file: string, line: number): Problem =>
  warning(
    file,
    line,
    `Lists or quotes stand more than ${DEEPEST} deep in each other here, so such lines were left out.`,
    'Take off some of the signs with which the line begins.',
  )
