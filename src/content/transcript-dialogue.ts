import type { Paragraph } from 'mdast'
import { secondsOf } from './clock.ts'
import type { Problem, Segment } from './episode.ts'
import { readFrontmatter } from './frontmatter.ts'
import { oneLine, parseMarkdown, plainText } from './markdown.ts'
import { warning } from './problem.ts'
import type { RawTranscript } from './transcript.ts'

/**
 * `**Speaker:** words` paragraphs, with a time, `\[12:34\]`, before the words when it is known. A paragraph without a
 * speaker goes on with the last one.
 */
export function readDialogue(file: string, text: string): RawTranscript {
  const { body } = readFrontmatter(file, text)
  const segments: Segment[] = []
  let speaker: string | undefined
  for (const node of parseMarkdown(body).children) {
    if (node.type !== 'paragraph' && node.type !== 'blockquote') continue
    const name = node.type === 'paragraph' ? nameOf(node) : undefined
    speaker = name ?? speaker
    const rest = node.type === 'paragraph' && name !== undefined ? { ...node, children: node.children.slice(1) } : node
    const { start, words } = splitTime(plainText([rest]).replace(/^:\s*/, ''))
    if (words !== '')
      segments.push({ ...(start !== undefined && { start }), ...(speaker !== undefined && { speaker }), text: words })
  }
  const nameless = segments.length > 0 && speaker === undefined
  return { segments: withEnds(segments), problems: nameless ? [noNames(file)] : [] }
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
  return segments.map((segment, at) => {
    const end = segments.slice(at + 1).find(({ start }) => start !== undefined)?.start
    return segment.start === undefined || end === undefined || end <= segment.start ? segment : { ...segment, end }
  })
}
