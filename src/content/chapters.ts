import type { MarkdownBlock } from './blocks.ts'
import { warning } from './problems.ts'
import type { Chapter, Problem } from './types.ts'

/** `timed`: by block, the lines that are chapters and therefore not prose. */
export type Chapters = {
  readonly chapters: readonly Chapter[]
  readonly timed: ReadonlyMap<MarkdownBlock, ReadonlySet<number>>
  readonly problems: readonly Problem[]
}

const HOUR = 3600

type Moment = {
  readonly time: Timed
  readonly title: string
  readonly line: number
  readonly block: MarkdownBlock
  readonly at: number
}

/**
 * Finds the chapters in show notes, sorted by time: `**[12:34](#t=12:34)** words`, `12:34 - words` on a line, in a list or as
 * a heading, or a time alone, whose title is the next line.
 */
export function findChapters(file: string, blocks: readonly MarkdownBlock[]): Chapters {
  const moments = momentsIn(blocks)
  const problems: Problem[] = []
  const frames = moments.find(({ time: { parts } }) => parts.length === 3 && (parts[0] ?? 0) >= 10)
  if (frames) problems.push(inFrames(file, frames))

  const chapters: Chapter[] = []
  let hours = 0
  let last = 0
  let before = ''
  for (const { time, title, line } of moments) {
    const parts = frames && time.parts.length === 3 ? time.parts.slice(0, 2) : time.parts
    const seconds = secondsOf(parts)
    if (seconds === undefined) {
      problems.push(
        warning(file, line, `${time.written} is not a time.`, 'Write it as minutes:seconds or hours:minutes:seconds.'),
      )
      continue
    }
    // Many people write 02:12 after 59:49 and mean 1:02:12. A small step back is a mistake; 00:00 starts over.
    const whole = parts.length === 3 || seconds >= HOUR || seconds === 0
    if (whole) hours = Math.floor(seconds / HOUR) * HOUR
    else if (last - (seconds + hours) > HOUR / 2) hours += HOUR
    const start = whole ? seconds : seconds + hours
    if (start < last && seconds > 0) problems.push(outOfOrder(file, line, time.written, before))
    last = start
    before = time.written
    if (!chapters.some(other => other.start === last && other.title === title)) chapters.push({ start: last, title })
  }
  return { chapters: chapters.sort((a, b) => a.start - b.start), timed: linesOf(moments), problems }
}

function momentsIn(blocks: readonly MarkdownBlock[]): Moment[] {
  const found: (Moment & { readonly sure: boolean })[] = []
  blocks.forEach((block, index) => {
    block.lines.forEach((text, at) => {
      const time = timeAtStart(text)
      if (!time) return
      const linked = block.links.some(({ label }) => isTime(label) && label.includes(time.written))
      const title = time.rest || nextWords(blocks, index, at)
      found.push({ time, title, line: block.line + at, block, at, sure: linked || time.apart })
    })
  })
  // “10:30 is when the bakers arrive” is prose, unless there are several such lines.
  return found.filter(({ sure }) => sure || found.length >= 3)
}

/** The title of a time on a line of its own. */
function nextWords(blocks: readonly MarkdownBlock[], index: number, at: number): string {
  const next = blocks[index]?.lines[at + 1] ?? blocks[index + 1]?.lines[0] ?? ''
  return timeAtStart(next) ? '' : next
}

function linesOf(moments: readonly Moment[]): ReadonlyMap<MarkdownBlock, ReadonlySet<number>> {
  const timed = new Map<MarkdownBlock, Set<number>>()
  for (const { block, at } of moments) timed.set(block, (timed.get(block) ?? new Set()).add(at))
  return timed
}

const outOfOrder = (file: string, line: number, written: string, before: string): Problem =>
  warning(file, line, `${written} comes after ${before}, so the chapters were sorted.`, 'Check the two times.')

const inFrames = (file: string, { time, line }: Moment): Problem =>
  warning(
    file,
    line,
    `${time.written} would be hours into the episode, so it was read as minutes, seconds and frames.`,
    'Write the chapters as minutes:seconds.',
  )

/** A time at the beginning of a text: `12:34`, `[1:02:03]`, `(0:05)`. `rest` is what follows it and its separator. */
export type Timed = {
  readonly parts: readonly number[]
  readonly written: string
  readonly rest: string
  /** Whether a dash, a bracket, a colon or the end follows it, so that it does not begin a sentence. */
  readonly apart: boolean
}

export function timeAtStart(text: string): Timed | undefined {
  const [whole, open = '', written = '', close = ''] =
    /^\s*([[(]?)\s*(\d{1,3}(?::\d{2}){1,2})(?:\.\d+)?\s*([\])]?)(?![\w:.])/.exec(text) ?? []
  if (whole === undefined || (open !== '') !== (close !== '')) return undefined
  const after = text.slice(whole.length)
  const [separator = ''] = /^\s*(?:[-–—|:·•>=]+\s*)?/.exec(after) ?? []
  const rest = after.slice(separator.length).trim()
  return {
    parts: written.split(':').map(Number),
    written,
    rest,
    apart: open !== '' || separator.trim() !== '' || rest === '',
  }
}

/** Whether a text is a time and nothing else. */
export const isTime = (text: string): boolean => timeAtStart(text)?.rest === ''

/** In seconds; undefined if minutes or seconds are above 59. Without hours, minutes may be: `75:10`. */
export function secondsOf(parts: readonly number[]): number | undefined {
  const [seconds = 0, minutes = 0, hours] = parts.toReversed()
  if (seconds > 59 || (hours !== undefined && minutes > 59)) return undefined
  return (hours ?? 0) * 3600 + minutes * 60 + seconds
}
