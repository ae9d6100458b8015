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
  const first = momentsBy(timeAtStart, blocks, ({ rest, apart }, { kind, links, markedTimes }, written) => {
    const linked = links.some(({ label }) => isTime(label) && label.includes(written))
    return linked || apart || markedTimes.includes(written) || (kind !== 'paragraph' && !/^\p{Ll}/u.test(rest))
  })
  // “10:30 is when the bakers arrive” is prose, unless there are several such lines.
  const isTitled = first.length > 1 && first.every(({ title }) => !/^\p{Ll}/u.test(title))
  const found = first.length >= 3 || isTitled ? first : first.filter(({ sure }) => sure)
  if (found.length > 0) return found
  // In “Prisms (01:26)” the time may be how long something is, unless the next one is later.
  const last = momentsBy(timeAtEnd, blocks, ({ apart }, { kind }) => apart && kind !== 'paragraph')
  const starts = last.map(({ time }) => secondsOf(time.parts) ?? 0)
  const isRising = starts.every((start, i) => i === 0 || start > (starts[i - 1] ?? 0))
  return isRising && (last.length > 1 || last.every(({ sure }) => sure)) ? last : []
}

type FoundMoment = Moment & { readonly sure: boolean }

function momentsBy(
  read: (line: string, block: MarkdownBlock) => Timed | undefined,
  blocks: readonly MarkdownBlock[],
  isSure: (time: Timed, block: MarkdownBlock, written: string) => boolean,
): FoundMoment[] {
  return blocks.flatMap((block, index) =>
    block.lines.flatMap((text, at): FoundMoment[] => {
      const time = read(text, block)
      if (!time) return []
      const title = time.rest || nextWords(blocks, index, at)
      return [{ time, title, line: block.line + at, block, at, sure: isSure(time, block, time.written) }]
    }),
  )
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

/** A time in a text: `12:34`, `[1:02:03]`, `(0:05)`. `rest` is the text beside it and its separator. */
type Timed = {
  readonly parts: readonly number[]
  readonly written: string
  readonly rest: string
  /** Whether a dash, a bracket, a colon or nothing is between it and the rest, so that it is not part of a sentence. */
  readonly apart: boolean
}

const CLOCK = String.raw`\d{1,3}(?::\d{2}){1,2}`

/** After a symbol such as “⏱” or “▶”, in brackets or not, perhaps as the beginning of a range. */
const atStart = new RegExp(
  String.raw`^\s*((?:[\p{Extended_Pictographic}\ufe0f\u200d▶►•→]\s*)*)([[(]?)\s*(@?)(${CLOCK})(?:[.,]\d{1,3})?` +
    String.raw`(?:\s*[-–—]\s*${CLOCK}(?:[.,]\d{1,3})?(?!\w|:\S))?\s*([\])]?)(?![\w.]|:\S)`,
  'u',
)

export function timeAtStart(text: string): Timed | undefined {
  const [whole, symbol = '', open = '', at = '', written = '', close = ''] = atStart.exec(inDigits(text)) ?? []
  if (whole === undefined || (open !== '') !== (close !== '')) return undefined
  const after = inDigits(text).slice(whole.length)
  const [separator = ''] = /^\s*(?:[-–—|:·•>=]+\s*)?/.exec(after) ?? []
  const rest = after.slice(separator.length).trim()
  return {
    parts: written.split(':').map(Number),
    written,
    rest,
    apart: open !== '' || at !== '' || symbol.trim() !== '' || separator.trim() !== '' || rest === '',
  }
}

/** `1m26s` and `1h02m03s` as `1:26` and `1:02:03`, at the beginning of a text. */
const inDigits = (text: string): string =>
  text.replace(
    /^(\s*[[(]?)(?:(\d{1,2})h)?(\d{1,3})m(\d{1,2})s(?!\w)/,
    (_, before: string, hours: string | undefined, minutes: string, seconds: string) =>
      `${before}${hours === undefined ? '' : `${hours}:`}${minutes.padStart(2, '0')}:${seconds.padStart(2, '0')}`,
  )

/** Longer lines are sentences. */
const MAX_TITLE = 120

/** “Prisms (01:26)”, “Prisms – 01:26”. Beside a link, it is how long a video is. */
function timeAtEnd(text: string, { links, markedTimes }: MarkdownBlock): Timed | undefined {
  if (text.length > MAX_TITLE || links.length > 0) return undefined
  const [whole, separator = '', open = '', written = '', close = ''] =
    new RegExp(String.raw`\s*([-–—|:]?)\s*([[(]?)(${CLOCK})(?:[.,]\d{1,3})?([\])]?)\s*$`).exec(text) ?? []
  if (whole === undefined || (open !== '') !== (close !== '')) return undefined
  const apart = open !== '' || separator !== '' || markedTimes.includes(written)
  const rest = text.slice(0, -whole.length).trim()
  return apart && rest !== '' ? { parts: written.split(':').map(Number), written, rest, apart } : undefined
}

/** Whether a text is a time and nothing else. */
export const isTime = (text: string): boolean => timeAtStart(text)?.rest === ''

/** In seconds; undefined if minutes or seconds are above 59. Without hours, minutes may be: `75:10`. */
export function secondsOf(parts: readonly number[]): number | undefined {
  const [seconds = 0, minutes = 0, hours] = parts.toReversed()
  if (seconds > 59 || (hours !== undefined && minutes > 59)) return undefined
  return (hours ?? 0) * 3600 + minutes * 60 + seconds
}

const [STARTS, TITLES] = [
  ['start', 'time', 'start_time', 'startTime', 'timestamp', 'at', 'begin', 'from', 'ts'],
  ['title', 'name', 'text', 'label', 'chapter', 'description'],
]

/**
 * The chapters in a field of front matter: lines such as `01:26 Prisms`, a list of them or of `{ start: 86, title: Prisms }`,
 * or a map from times to titles.
 */
export function chaptersIn(value: unknown): readonly Chapter[] {
  const items = typeof value === 'string' ? value.split('\n') : Array.isArray(value) ? value : entriesOf(value)
  const chapters = items.flatMap((item: unknown): Chapter[] => {
    const [time, title] = typeof item === 'string' ? [item, undefined] : partsOf(item)
    const timed = timeAtStart(time)
    const start = timed ? secondsOf(timed.parts) : /^\d+(\.\d+)?$/.test(time.trim()) ? Number(time) : undefined
    const words = (title ?? timed?.rest ?? '').trim()
    return start === undefined || words === '' ? [] : [{ start, title: words }]
  })
  return chapters.sort((a, b) => a.start - b.start)
}

const entriesOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([time, title]) => ({ time, title: String(title) }))
    : []

function partsOf(item: unknown): readonly [time: string, title: string | undefined] {
  if (typeof item !== 'object' || item === null) return ['', undefined]
  const fields = item as Readonly<Record<string, unknown>>
  const first = (names: readonly string[]): string | undefined => {
    const name = names.find(each => typeof fields[each] === 'string')
    return name === undefined ? undefined : String(fields[name])
  }
  const [only, ...others] = Object.entries(fields)
  // “- 01:26: Prisms” is a map in YAML.
  if (only && others.length === 0) return [only[0], String(only[1])]
  return [first(STARTS) ?? '', first(TITLES)]
}
