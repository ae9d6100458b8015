import type { Segment } from '../content/episode.ts'
import { textsOf } from './moments.ts'
import type { Passage } from './passages.ts'

export type Sentence = {
  readonly text: string
  readonly turn: Turn
  /** Where it stands in the turn's text; `to` is exclusive. */
  readonly from: number
  readonly to: number
  readonly start?: number
  readonly end?: number
}

/** What one speaker says before another does; or a paragraph or a chapter's title, which stands `alone` in a quote. */
export type Turn = {
  /** Its segments joined by blanks. */
  readonly text: string
  readonly segments: readonly Segment[]
  readonly speaker?: string
  readonly alone?: number
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The longest quote, in UTF-16 units: about three spoken sentences, read at a glance on a phone. */
export const LONGEST = 360

/** A passage's sentences, with the times of the segments in which they begin and end. */
export function sentencesOf(passage: Passage): readonly Sentence[] {
  return turnsOf(passage).flatMap(turn => {
    const ends: number[] = []
    for (const { text } of turn.segments) ends.push((ends.at(-1) ?? -1) + 1 + text.length)
    const at = (offset: number) => turn.segments[ends.findIndex(end => offset < end)]
    return split(turn.text).map(({ text, offset: from }) => {
      const to = from + text.length
      const start = at(from)?.start
      const end = at(to - 1)?.end
      return { text, turn, from, to, ...(start !== undefined && { start }), ...(end !== undefined && { end }) }
    })
  })
}

function turnsOf({ episode, source, from, to }: Passage): readonly Turn[] {
  if (source !== 'transcript') {
    const starts = source === 'chapters' ? episode.chapters.slice(from, to).map(({ start }) => ({ start })) : []
    return textsOf(episode, source, from, to).map((text, alone) => ({
      text,
      alone,
      segments: [{ text, ...starts[alone] }],
    }))
  }
  const turns: { segments: Segment[]; speaker?: string }[] = []
  for (const segment of episode.segments.slice(from, to)) {
    const turn = turns.at(-1)
    const before = turn?.segments[0]
    if (turn && before?.speaker === segment.speaker && before?.voice === segment.voice) turn.segments.push(segment)
    else turns.push({ segments: [segment], ...(segment.speaker !== undefined && { speaker: segment.speaker }) })
  }
  return turns.map(turn => ({ ...turn, text: turn.segments.map(({ text }) => text).join(' ') }))
}

/** Sentences by the Unicode rules; one that is too long to quote (speech without full stops) is cut between words. */
function split(text: string): readonly { text: string; offset: number }[] {
  const parts: { text: string; offset: number }[] = []
  for (const { segment, index } of sentencesIn(text)) {
    let offset = index
    let rest = segment.trimEnd()
    while (rest.length > LONGEST) {
      const cut = rest.lastIndexOf(' ', LONGEST)
      const end = cut > 0 ? cut : wholeCodePoints(rest, LONGEST)
      parts.push({ text: rest.slice(0, end), offset })
      const next = rest.slice(end).trimStart()
      offset += rest.length - next.length
      rest = next
    }
    if (rest !== '') parts.push({ text: rest, offset })
  }
  return parts
}

/** Characters; a text of many sentences costs V8's segmenter the square of its length. */
const STRETCH = 2000

/** A stretch at a time, whose last sentence may be cut and is read again with the next. */
function sentencesIn(text: string): readonly { segment: string; index: number }[] {
  const found: { segment: string; index: number }[] = []
  for (let from = 0; from < text.length; ) {
    const rest = text.slice(from)
    const near = [...segmenter.segment(rest.slice(0, wholeCodePoints(rest, STRETCH)))]
    if (near.length > 1 && rest.length > STRETCH) near.pop()
    for (const { segment } of near) {
      found.push({ segment, index: from })
      from += segment.length
    }
  }
  return found
}

/** Never between the two halves of an emoji. */
const wholeCodePoints = (text: string, length: number): number => {
  const code = text.charCodeAt(length - 1)
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length
}
