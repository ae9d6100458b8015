import { warning } from '../problems.ts'
import type { Problem, RawTranscript, Segment } from '../types.ts'

/** A short text standing this often in a row was said by a machine in the silence, not by a person. */
const TOO_OFTEN = 4
const SHORT = 60

/** Seconds by which a start may go back and still be a slip of the clock, not of the order. */
const SLIP = 5

/** A clock that goes back more often tells of no order at all, and each time what was said before is read again. */
const MOST_RETURNS = 50

/** Segments that say this many words again, exactly, within so many segments, are a repeat; people vary their words. */
const REPEATED_WORDS = 15
const REPEATED_WITHIN = 60

/**
 * Puts a transcript in the order in which it is heard, trims it, and drops what was never said: speech recognition fills
 * silence with “Bye.” thirty times, says a block again, or hears one stretch twice. Words that stay are verbatim.
 */
export function cleanTranscript(file: string, raw: readonly Segment[]): RawTranscript {
  const problems: Problem[] = []
  const said = raw.map(segment => ({ ...segment, text: segment.text.trim() })).filter(({ text }) => text !== '')
  const heardOnce = withoutSecondTakes(file, said.map(withoutSlip), problems)
  const ordered = inOrder(heardOnce).map(endAfterStart)
  const once = withoutRepeats(file, ordered, problems)
  return { segments: withoutSecondBlocks(file, once, problems), problems }
}

/** A start a little before the one above: the words are in order, the clock is not. */
function withoutSlip(segment: Segment, at: number, all: readonly Segment[]): Segment {
  const before = all[at - 1]?.start
  const slipped = segment.start !== undefined && before !== undefined && segment.start < before
  return slipped && before - segment.start <= SLIP ? { ...segment, start: before } : segment
}

/** The clock goes back and the same words come again: one stretch was heard twice, and the second time counts for nothing. */
function withoutSecondTakes(file: string, segments: readonly Segment[], problems: Problem[]): Segment[] {
  const kept: Segment[] = []
  let reached = 0
  let returns = 0
  for (let at = 0; at < segments.length; ) {
    const segment = segments[at] as Segment
    const start = segment.start ?? reached
    let end = at + 1
    if (start < reached - SLIP && returns++ < MOST_RETURNS) {
      while (end < segments.length && (segments[end]?.start ?? 0) < reached) end++
      const again = segments.slice(at, end)
      const before = kept.filter(other => (other.start ?? 0) >= start)
      if (saysTheSame(before, again)) {
        problems.push(
          dropped(
            file,
            again.length === 1
              ? 'A segment goes back in time and says the same again'
              : `${again.length} segments go back in time and say the same again`,
            segment,
          ),
        )
        at = end
        continue
      }
    }
    kept.push(...segments.slice(at, end))
    reached = Math.max(reached, start)
    at = end
  }
  return kept
}

/** A quarter of the runs of five words are the same; two different talks share next to none. */
function saysTheSame(before: readonly Segment[], again: readonly Segment[]): boolean {
  const known = new Set(runsOfFive(before))
  const runs = runsOfFive(again)
  return runs.length > 0 && runs.filter(run => known.has(run)).length * 4 >= runs.length
}

function runsOfFive(segments: readonly Segment[]): string[] {
  const words = segments.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [])
  return words.slice(4).map((_, i) => words.slice(i, i + 5).join(' '))
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
    while (end < segments.length && segments[end]?.text === first.text) end++
    const repeats = end - at
    if (repeats >= TOO_OFTEN && first.text.length <= SHORT) {
      kept.push(first)
      problems.push(dropped(file, `“${first.text}” stands ${repeats} times in a row`, first, 'only the first was kept'))
    } else kept.push(...segments.slice(at, end))
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
          `${length === 1 ? 'A segment says' : `${length} segments say`} again what was said before`,
          first,
        ),
      )
    for (let i = at; i < at + Math.max(1, length); i++) lastSeen.set(segments[i]?.text ?? '', i)
    at += Math.max(1, length)
  }
  return kept
}

/** How many segments from here on say, word for word, what stands from `before` on; 0 when that is too little to tell. */
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
