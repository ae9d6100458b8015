import type { Paragraph } from 'mdast'
import { secondsOf } from '../chapters.ts'
import { readFrontmatter } from '../front-matter.ts'
import { lineOf, oneLine, parseMarkdown, piecesOf, plainLines, textContent, withinBounds } from '../markdown.ts'
import { warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'

/** In characters: about ten hours of speech, and the most that is parsed at once. */
const MAX_LENGTH = 600_000
const PIECE_LENGTH = 10_000

/** A line of a transcript, with the speaker and the time that it begins with. */
type Turn = {
  readonly speaker?: string
  readonly sure?: boolean
  readonly start?: number
  readonly line?: number
  readonly words: string
}

/**
 * Reads a transcript in text or markdown. A line may begin with who speaks, from when on, or both, in any of the usual ways:
 * `**Ada:** words`, `Ada: words`, `[00:10] **Ada:** words`, `Ada Stone (00:00:10):` above the words. A line without a speaker
 * continues the last one's.
 */
export function readDialogue(file: string, text: string): RawTranscript {
  const { body } = readFrontmatter(file, text)
  const { pieces, problems } = readable(file, body)
  const turns = pieces
    .flatMap(({ text, line }) => parseMarkdown(text).children.map(node => ({ node, above: line - 1 })))
    .flatMap(({ node, above }): Turn[] => {
      const line = above + lineOf(node)
      if (node.type === 'paragraph') return linesOf(node).map(({ text, at }) => ({ ...turnIn(text), line: line + at }))
      return node.type === 'blockquote' || node.type === 'list' ? [{ words: textContent([node]), line }] : []
    })
  const counts = new Map<string, number>()
  for (const { speaker } of turns) if (speaker !== undefined) counts.set(speaker, (counts.get(speaker) ?? 0) + 1)
  const segments: Segment[] = []
  let speaker: string | undefined
  let start: number | undefined
  for (const turn of turns) {
    // A name that is not marked as one has to speak twice: a single “Note: …” is something said.
    const isName = turn.speaker !== undefined && (turn.sure === true || (counts.get(turn.speaker) ?? 0) >= MIN_TURNS)
    speaker = isName ? turn.speaker : speaker
    start = turn.start ?? start
    const words = isName || turn.speaker === undefined ? turn.words : `${turn.speaker}: ${turn.words}`
    if (words === '') continue
    segments.push({
      ...(start !== undefined && { start }),
      ...(speaker !== undefined && { speaker }),
      ...(turn.line !== undefined && { line: turn.line }),
      text: words,
    })
    start = undefined
  }
  const nameless = segments.length > 0 && speaker === undefined
  return { segments: withEnds(segments), problems: nameless ? [...problems, noNames(file)] : problems }
}

const MIN_TURNS = 2

/** A part of the text, and the line that it begins in. */
type LocatedPiece = { readonly text: string; readonly line: number }

/** Splits the text into pieces, since parsing takes more than linear time. Stops at a piece with too much markup. */
function readable(file: string, body: string): { pieces: readonly LocatedPiece[]; problems: readonly Problem[] } {
  const pieces: LocatedPiece[] = []
  let read = 0
  let line = 1
  for (const piece of piecesOf(body, PIECE_LENGTH)) {
    const { text, problems } = withinBounds(file, piece)
    if (problems.length > 0 || read > MAX_LENGTH) return { pieces, problems: [tooMuch(file, body.slice(0, read))] }
    pieces.push({ text, line })
    read += piece.length
    line += piece.split('\n').length - 1
  }
  return { pieces, problems: [] }
}

const tooMuch = (file: string, read: string): Problem => {
  const message = `Only the first ${read.trim().length.toLocaleString('en')} characters of this transcript were read.`
  return warning(file, read.trimEnd().split('\n').length, message, 'Check this line, or shorten the transcript.')
}

/** Around words in bold. No transcript has these characters. */
const [BOLD, NORMAL] = ['\ue000', '\ue001']

/**
 * The lines of a paragraph, and how many are above each. Lines of one turn stay together: only a line that begins a turn is
 * one of its own.
 */
function linesOf({ children }: Paragraph): readonly { readonly text: string; readonly at: number }[] {
  const text = children
    .map(node =>
      node.type === 'strong' ? BOLD + textContent([node]) + NORMAL : withSpaces(plainLines([node]).join('\n'), node),
    )
    .join('')
  const lines: { text: string; at: number }[] = []
  text.split('\n').forEach((line, at) => {
    const last = lines.at(-1)
    const turn = turnIn(line)
    if (last && turn.speaker === undefined && turn.start === undefined && turnIn(last.text).words !== '')
      last.text += ` ${line}`
    else lines.push({ text: line, at })
  })
  return lines
}

/** A line's own spaces at its ends are between it and its neighbours. */
function withSpaces(line: string, node: Paragraph['children'][number]): string {
  if (node.type !== 'text') return line
  return (/^[^\S\n]/.test(node.value) ? ' ' : '') + line + (/[^\S\n]$/.test(node.value) ? ' ' : '')
}

const TIME = String.raw`[[(]?\s*(\d{1,2}(?::\d{2}){1,2})(?:[.,]\d+)?\s*[\])]?`
const CLOSED_TIME = String.raw`[[(]\s*(\d{1,2}(?::\d{2}){1,2})(?:[.,]\d+)?\s*[\])]`
const BOLD_NAME = String.raw`${BOLD}\s*([^${BOLD}${NORMAL}]{1,60}?)\s*:?\s*${NORMAL}`
const PLAIN_NAME = String.raw`(\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,3})`

/** How a turn may begin. Each has one group for the time and one for the name, if it has them at all. */
const BEGINNINGS: readonly {
  readonly pattern: RegExp
  readonly time: number
  readonly name: number
  readonly sure: boolean
}[] = [
  // “[00:10] **Ada:** words”
  { pattern: new RegExp(`^${TIME}\\s*[-–—:]?\\s*${BOLD_NAME}\\s*:?\\s*`, 'u'), time: 1, name: 2, sure: true },
  // “**Ada** (00:10): words”
  { pattern: new RegExp(`^${BOLD_NAME}\\s*:?\\s*${TIME}\\s*:?\\s*`, 'u'), time: 2, name: 1, sure: true },
  // “**[00:10] Ada:** words”, “**Ada [00:10]:** words”
  {
    pattern: new RegExp(`^${BOLD}${TIME}\\s*${PLAIN_NAME}\\s*:?\\s*${NORMAL}\\s*:?\\s*`, 'u'),
    time: 1,
    name: 2,
    sure: true,
  },
  {
    pattern: new RegExp(`^${BOLD}${PLAIN_NAME}\\s*${TIME}\\s*:?\\s*${NORMAL}\\s*:?\\s*`, 'u'),
    time: 2,
    name: 1,
    sure: true,
  },
  // “[Ada] [00:10] words”, “[00:10] [Ada] words”
  { pattern: new RegExp(`^\\[${PLAIN_NAME}\\]\\s*${TIME}\\s*:?\\s*`, 'u'), time: 2, name: 1, sure: true },
  { pattern: new RegExp(`^${TIME}\\s*\\[${PLAIN_NAME}\\]\\s*:?\\s*`, 'u'), time: 1, name: 2, sure: true },
  // “Ada Stone (00:00:10): words”, “Ada Stone 00:10” on a line of its own, “[00:10] Ada: words”
  { pattern: new RegExp(`^${PLAIN_NAME}\\s*[,–—-]?\\s*${CLOSED_TIME}\\s*:?\\s*`, 'u'), time: 2, name: 1, sure: true },
  { pattern: new RegExp(`^${PLAIN_NAME}\\s*[,–—-]?\\s*${TIME}\\s*:?\\s*$`, 'u'), time: 2, name: 1, sure: true },
  { pattern: new RegExp(`^${TIME}\\s*[-–—]?\\s*${PLAIN_NAME}:\\s*`, 'u'), time: 1, name: 2, sure: true },
  // “**Ada:** words”
  {
    pattern: new RegExp(`^${BOLD}\\s*([^${BOLD}${NORMAL}]{1,60}?)\\s*(?::\\s*${NORMAL}\\s*:?|${NORMAL}\\s*:)\\s*`, 'u'),
    time: 0,
    name: 1,
    sure: true,
  },
  // “Ada: words”, “[Ada] words”
  { pattern: new RegExp(`^${PLAIN_NAME}:(?:\\s+|$)`, 'u'), time: 0, name: 1, sure: false },
  { pattern: new RegExp(`^\\[${PLAIN_NAME}\\]:?\\s+`, 'u'), time: 0, name: 1, sure: false },
  // “[00:10] words”
  {
    pattern: /^\[?\(?(\d{1,2}(?::\d{2}){1,2})(?:[.,]\d+)?(?:[\])]|\s*[-–—]|$|\s(?=\p{Lu}))\s*/u,
    time: 1,
    name: 0,
    sure: false,
  },
]

function turnIn(line: string): Turn {
  const text = oneLine(line)
  for (const { pattern, time, name, sure } of BEGINNINGS) {
    const found = pattern.exec(text)
    if (!found) continue
    const clock = time > 0 ? found[time] : undefined
    const start = clock === undefined ? undefined : secondsOf(clock.split(':').map(Number))
    if (clock !== undefined && start === undefined) continue
    const speaker = name > 0 ? found[name]?.trim() : undefined
    return {
      words: plain(text.slice(found[0].length)),
      ...(speaker !== undefined && { speaker, sure }),
      ...(start !== undefined && { start }),
    }
  }
  return { words: plain(text) }
}

const plain = (text: string): string => oneLine(text.replaceAll(BOLD, '').replaceAll(NORMAL, ''))

const noNames = (file: string): Problem =>
  warning(file, 0, 'This transcript does not say who speaks.', 'Begin each paragraph with its speaker: “**Ada:** …”.')

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
