import type { Problem, Segment } from './episode.ts'
import { warning } from './problem.ts'
import type { RawTranscript } from './transcript.ts'

/** How often in a row one short text may stand before a machine, not a person, has said it. */
const MOST_REPEATS = 5
const SHORT = 60

/** A block is repeated when this many segments in a row, or more, come a second time. */
const BLOCK = 6

/**
 * Puts a transcript in the order in which it is heard, trims it, and drops what was never said: speech recognition fills
 * silence with “Bye.” thirty times, or says a block again. Words that stay are verbatim.
 */
export function repair(file: string, raw: readonly Segment[]): RawTranscript {
  const problems: Problem[] = []
  const said = raw.map(segment => ({ ...segment, text: segment.text.trim() })).filter(({ text }) => text !== '')
  const ordered = inOrder(said).map(endAfterStart)
  const once = withoutRepeats(file, ordered, problems)
  return { segments: withoutSecondBlocks(file, once, problems), problems }
}

/** Those without a start stay behind the one before them. */
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

/** A segment that ends before it starts lasts, as far as anyone can tell, until the next one. */
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
    while (end < segments.length && same(first, segments[end])) end++
    const repeats = end - at
    if (repeats > MOST_REPEATS && first.text.length <= SHORT) {
      kept.push(first)
      problems.push(dropped(file, `“${first.text}” stands ${repeats} times in a row`, first))
    } else kept.push(...segments.slice(at, end))
    at = end
  }
  return kept
}

function withoutSecondBlocks(file: string, segments: readonly Segment[], problems: Problem[]): Segment[] {
  const kept: Segment[] = []
  for (let at = 0; at < segments.length; ) {
    const length = repeatedHere(segments, at)
    if (length === 0) kept.push(segments[at++] as Segment)
    else {
      const first = segments[at] as Segment
      problems.push(
        dropped(file, `${length} segments, from “${first.text.slice(0, 40)}” on, stand twice in a row`, first),
      )
      at += length
    }
  }
  return kept
}

/** How many segments from here on say, word for word, what as many segments right before them said. */
function repeatedHere(segments: readonly Segment[], at: number): number {
  for (let length = Math.min(at, segments.length - at, 200); length >= BLOCK; length--) {
    if (!same(segments[at] as Segment, segments[at - length])) continue
    let i = 1
    while (i < length && same(segments[at + i] as Segment, segments[at - length + i])) i++
    if (i === length) return length
  }
  return 0
}

const same = (one: Segment, other: Segment | undefined): boolean => one.text === other?.text

function dropped(file: string, what: string, { start }: Segment): Problem {
  const where =
    start === undefined ? '' : ` at ${Math.floor(start / 60)}:${String(Math.floor(start % 60)).padStart(2, '0')}`
  return warning(file, 0, `${what}${where}; nobody said that.`, 'Listen there, and delete what was never said.')
}
