import { warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'

/** At least this many times in a row, a text of at most this many characters was made up by speech recognition in silence. */
const MIN_REPEATS = 4
const MAX_REPEATED_LENGTH = 60

/** How many seconds a start may lie before the previous one without the segments counting as out of order. */
const MAX_CLOCK_ERROR = 5

/** If time goes back more often than this, there is no order to restore, and each comparison takes time. */
const MAX_RETURNS = 50

/** At least this many words, repeated exactly within this many segments, are a recognition error; people vary their words. */
const REPEATED_WORDS = 15
const REPEATED_WITHIN = 60

/**
 * Sorts and trims a transcript, and drops what was never said: speech recognition fills silence with “Bye.” thirty times,
 * repeats a block, or transcribes a stretch twice. The remaining words are verbatim.
 */
export function cleanTranscript(file: string, raw: readonly Segment[]): RawTranscript {
  const problems: Problem[] = []
  const said = raw.map(segment => ({ ...segment, text: segment.text.trim() })).filter(({ text }) => text !== '')
  const firstTakes = withoutSecondTakes(file, said.map(withMonotonicStart), problems)
  const ordered = inOrder(firstTakes).map(endAfterStart)
  const once = withoutRepeats(file, ordered, problems)
  return { segments: withoutSecondBlocks(file, once, problems), problems }
}

/** Corrects a start slightly before the previous one: the words are in order, only the clock is not. */
function withMonotonicStart(segment: Segment, at: number, all: readonly Segment[]): Segment {
  const before = all[at - 1]?.start
  const slipped = segment.start !== undefined && before !== undefined && segment.start < before
  return slipped && before - segment.start <= MAX_CLOCK_ERROR ? { ...segment, start: before } : segment
}

/** Drops a stretch that goes back in time and repeats what was said: it was transcribed twice. */
function withoutSecondTakes(file: string, segments: readonly Segment[], problems: Problem[]): Segment[] {
  const kept: Segment[] = []
  let reached = 0
  let returns = 0
  for (let at = 0; at < segments.length; ) {
    const segment = segments[at] as Segment
    const start = segment.start ?? reached
    let end = at + 1
    if (start < reached - MAX_CLOCK_ERROR && returns++ < MAX_RETURNS) {
      while (end < segments.length && (segments[end]?.start ?? 0) < reached) end++
      const again = segments.slice(at, end)
      const before = kept.filter(other => (other.start ?? 0) >= start)
      if (saysTheSame(before, again)) {
        problems.push(
          dropped(
            file,
            again.length === 1
              ? 'A segment goes back in time and repeats what was said'
              : `${again.length} segments go back in time and repeat what was said`,
            segment,
          ),
        )
        at = end
        continue
      }
    }
    for (const segment of segments.slice(at, end)) kept.push(segment)
    reached = Math.max(reached, start)
    at = end
  }
  return kept
}

/** Whether a quarter of the five-word sequences are the same; different talks share next to none. */
function saysTheSame(before: readonly Segment[], again: readonly Segment[]): boolean {
  const known = new Set(fiveWordSequences(before))
  const runs = fiveWordSequences(again)
  return runs.length > 0 && runs.filter(run => known.has(run)).length * 4 >= runs.length
}

function fiveWordSequences(segments: readonly Segment[]): string[] {
  const words = segments.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [])
  return words.slice(4).map((_, i) => words.slice(i, i + 5).join(' '))
}

/** Segments without a start stay behind the one before them. */
function inOrder(segments: readonly Segment[]): Segment[] {
  let last = 0
  return segments
    .map(segment => {
      last = segment.start ?? last
      return { segment, start: last }
    })
    .sort((a, b) => a.start - b.start)
    .map(({ segment }) => segment)
}

/** A segment that ends before it starts is taken to last until the next one. */
function endAfterStart(segment: Segment, at: number, all: readonly Segment[]): Segment {
  const { start, end } = segment
  if (start === undefined || end === undefined || end > start) return segment
  return { ...segment, end: Math.max(start, all[at + 1]?.start ?? start) }
}

function withoutRepeats(file: string, segments: readonly Segment[], problems: Problem[]): Segment[] {
  const kept: Segment[] = []
  for (let at = 0; at < segments.length; ) {
    const first = segments[at] as Segment
    let end = at + 1
    while (end < segments.length && segments[end]?.text === first.text) end++
    const repeats = end - at
    if (repeats >= MIN_REPEATS && first.text.length <= MAX_REPEATED_LENGTH) {
      kept.push(first)
      problems.push(
        dropped(file, `“${first.text}” is repeated ${repeats} times in a row`, first, 'only the first was kept'),
      )
    } else for (const same of segments.slice(at, end)) kept.push(same)
    at = end
  }
  return kept
}

function withoutSecondBlocks(file: string, segments: readonly Segment[], problems: Problem[]): Segment[] {
  const kept: Segment[] = []
  const lastSeen = new Map<string, number>()
  for (let at = 0; at < segments.length; ) {
    const first = segments[at] as Segment
    const length = repeatedFrom(segments, at, lastSeen.get(first.text))
    if (length === 0) kept.push(first)
    else
      problems.push(
        dropped(
          file,
          `${length === 1 ? 'A segment repeats' : `${length} segments repeat`} what was said before`,
          first,
        ),
      )
    for (let i = at; i < at + Math.max(1, length); i++) lastSeen.set(segments[i]?.text ?? '', i)
    at += Math.max(1, length)
  }
  return kept
}

/** How many segments from here on repeat those from `before` on word for word; 0 if they are too few to tell. */
function repeatedFrom(segments: readonly Segment[], at: number, before: number | undefined): number {
  if (before === undefined || at - before > REPEATED_WITHIN) return 0
  let length = 0
  let words = 0
  while (before + length < at && at + length < segments.length) {
    const { text } = segments[at + length] as Segment
    if (text !== segments[before + length]?.text) break
    words += text.split(/\s+/).length
    length++
  }
  return words >= REPEATED_WORDS ? length : 0
}

function dropped(file: string, what: string, { start }: Segment, kept = 'that was left out'): Problem {
  const where =
    start === undefined ? '' : ` at ${Math.floor(start / 60)}:${String(Math.floor(start % 60)).padStart(2, '0')}`
  return warning(file, 0, `${what}${where}; ${kept}.`, 'Listen there, and delete what was never said.')
}
