import type { Paragraph } from 'mdast'
import { secondsOf } from '../chapters.ts'
import { readFrontmatter } from '../front-matter.ts'
import { oneLine, parseMarkdown, piecesOf, textContent, withinBounds } from '../markdown.ts'
import { warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'

/** In characters: about ten hours of speech, and the most that is parsed at once. */
const MAX_LENGTH = 600_000
const PIECE_LENGTH = 10_000

/**
 * Reads a transcript in markdown: `**Speaker:** words` paragraphs, optionally with a time, `\[12:34\]`, before the words. A
 * paragraph without a speaker continues the last one's.
 */
export function readDialogue(file: string, text: string): RawTranscript {
  const { body } = readFrontmatter(file, text)
  const { pieces, problems } = readable(file, body)
  const segments: Segment[] = []
  let speaker: string | undefined
  for (const node of pieces.flatMap(piece => parseMarkdown(piece).children)) {
    if (node.type !== 'paragraph' && node.type !== 'blockquote') continue
    const name = node.type === 'paragraph' ? nameOf(node) : undefined
    speaker = name ?? speaker
    const rest = node.type === 'paragraph' && name !== undefined ? { ...node, children: node.children.slice(1) } : node
    const { start, words } = splitTime(textContent([rest]).replace(/^:\s*/, ''))
    if (words !== '')
      segments.push({ ...(start !== undefined && { start }), ...(speaker !== undefined && { speaker }), text: words })
  }
  const nameless = segments.length > 0 && speaker === undefined
  return { segments: withEnds(segments), problems: nameless ? [...problems, noNames(file)] : problems }
}

/** Splits the text into pieces, since parsing takes more than linear time. Stops at a piece with too much markup. */
function readable(file: string, body: string): { pieces: readonly string[]; problems: readonly Problem[] } {
  const pieces: string[] = []
  let read = 0
  for (const piece of piecesOf(body, PIECE_LENGTH)) {
    const { text, problems } = withinBounds(file, piece)
    if (problems.length > 0 || read > MAX_LENGTH) return { pieces, problems: [tooMuch(file, body.slice(0, read))] }
    pieces.push(text)
    read += piece.length
  }
  return { pieces, problems: [] }
}

const tooMuch = (file: string, read: string): Problem => {
  const message = `Only the first ${read.trim().length.toLocaleString('en')} characters of this transcript were read.`
  return warning(file, read.trimEnd().split('\n').length, message, 'Check this line, or shorten the transcript.')
}

/** The bold words at the beginning, if a colon ends or follows them. */
function nameOf({ children: [first, second] }: Paragraph): string | undefined {
  if (first?.type !== 'strong') return undefined
  const name = textContent([first])
  const colon = name.endsWith(':') || (second?.type === 'text' && second.value.trimStart().startsWith(':'))
  return colon && name.length <= 60 ? oneLine(name.replace(/:$/, '')) : undefined
}

const noNames = (file: string): Problem =>
  warning(file, 0, 'This transcript does not say who speaks.', 'Begin each paragraph with its speaker: “**Ada:** …”.')

function splitTime(text: string): { start: number | undefined; words: string } {
  const [whole = '', written] = /^\[(\d{1,2}(?::\d{2}){1,2})(?:\.\d+)?\]\s*/.exec(text) ?? []
  return {
    start: written === undefined ? undefined : secondsOf(written.split(':').map(Number)),
    words: text.slice(whole.length),
  }
}

/** A segment with a start lasts until the next start. */
function withEnds(segments: readonly Segment[]): Segment[] {
  let next: number | undefined
  return segments
    .toReversed()
    .map(segment => {
      const { start } = segment
      const end = next
      next = start ?? next
      return start === undefined || end === undefined || end <= start ? segment : { ...segment, end }
    })
    .toReversed()
}
