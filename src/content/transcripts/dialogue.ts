import type { Paragraph } from 'mdast'
import { secondsOf } from '../chapters.ts'
import { readFrontmatter } from '../front-matter.ts'
import { oneLine, parseMarkdown, piecesOf, plainText, withinBounds } from '../markdown.ts'
import { warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'

/** Characters; what is said in ten hours. */
const LONGEST = 600_000
const PIECE = 10_000

/**
 * `**Speaker:** words` paragraphs, with a time, `\[12:34\]`, before the words when it is known. A paragraph without a
 * speaker goes on with the last one.
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
    const { start, words } = splitTime(plainText([rest]).replace(/^:\s*/, ''))
    if (words !== '')
      segments.push({ ...(start !== undefined && { start }), ...(speaker !== undefined && { speaker }), text: words })
  }
  const nameless = segments.length > 0 && speaker === undefined
  return { segments: withEnds(segments), problems: nameless ? [...problems, noNames(file)] : problems }
}

/** In pieces, since to the parser a paragraph costs more the more there are. Stops at a piece that is more signs than words. */
function readable(file: string, body: string): { pieces: readonly string[]; problems: readonly Problem[] } {
  const pieces: string[] = []
  let read = 0
  for (const piece of piecesOf(body, PIECE)) {
    const { text, problems } = withinBounds(file, piece)
    if (problems.length > 0 || read > LONGEST) return { pieces, problems: [tooMuch(file, body.slice(0, read))] }
    pieces.push(text)
    read += piece.length
  }
  return { pieces, problems: [] }
}

const tooMuch = (file: string, read: string): Problem => {
  const says = `Only the first ${read.trim().length.toLocaleString('en')} characters of this transcript were read.`
  return warning(file, read.trimEnd().split('\n').length, says, 'Look at the line, or make the transcript shorter.')
}

/** The bold words at the beginning, when they end in a colon or one follows. */
function nameOf({ children: [first, second] }: Paragraph): string | undefined {
  if (first?.type !== 'strong') return undefined
  const name = plainText([first])
  const colon = name.endsWith(':') || (second?.type === 'text' && second.value.trimStart().startsWith(':'))
  return colon && name.length <= 60 ? oneLine(name.replace(/:$/, '')) : undefined
}

const noNames = (file: string): Problem =>
  warning(file, 0, 'This transcript does not say who speaks.', 'Begin a paragraph with its speaker, “**Ada:** …”.')

function splitTime(text: string): { start: number | undefined; words: string } {
  const [whole = '', written] = /^\[(\d{1,2}(?::\d{2}){1,2})(?:\.\d+)?\]\s*/.exec(text) ?? []
  return {
    start: written === undefined ? undefined : secondsOf(written.split(':').map(Number)),
    words: text.slice(whole.length),
  }
}

/** What has a start lasts until the next start. */
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
