import { type Passage, textOf, timesOf } from './passages.ts'
import { placedWordsOf, stemsOf } from './words.ts'

/** The part of a passage worth quoting, verbatim. Joined, the pieces are the quote. */
export type Excerpt = {
  readonly pieces: readonly Piece[]
  /** Whether words of the same speaker stand before or after it in the passage. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
  /** Seconds at which its first word's segment begins and its last word's ends. */
  readonly start?: number
  readonly end?: number
  readonly speaker?: string
}

/** `match`: this word has the stem of one of the question's. */
export type Piece = { readonly text: string; readonly match: boolean }

/** A quote of about three spoken sentences: read at a glance on a phone. */
const LONGEST = 360

/**
 * The run of whole sentences, by one speaker, that covers most of what the question weighs.
 *
 * @param weights the question's stems and how much each tells passages apart (its inverse document frequency).
 */
export function excerptOf(passage: Passage, weights: ReadonlyMap<string, number>): Excerpt {
  const sentences = sentencesOf(passage)
  const { from, to } = bestRun(sentences, weights)
  const text = sentences
    .slice(from, to)
    .map(sentence => sentence.text)
    .join(' ')
  const first = sentences[from]
  const last = sentences[to - 1]
  const before = sentences[from - 1]
  const after = sentences[to]
  return {
    pieces: marked(text, weights),
    cutBefore: before !== undefined && before.speaker === first?.speaker,
    cutAfter: after !== undefined && after.speaker === last?.speaker,
    ...(first?.start !== undefined && { start: first.start }),
    ...(last?.end !== undefined && { end: last.end }),
    ...(first?.speaker !== undefined && { speaker: first.speaker }),
  }
}

export const quoteOf = (excerpt: Excerpt): string => excerpt.pieces.map(piece => piece.text).join('')

type Sentence = {
  readonly text: string
  readonly start?: number
  readonly end?: number
  readonly speaker?: string
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** A passage's sentences, each within one speaker's turn, with the times of the segments it begins and ends in. */
function sentencesOf(passage: Passage): readonly Sentence[] {
  if (passage.source !== 'transcript') {
    return split(textOf(passage)).map(({ text }) => ({ text, ...timesOf(passage) }))
  }
  return turnsOf(passage).flatMap(turn => {
    const text = turn.map(segment => segment.text).join(' ')
    const ends: number[] = []
    for (const segment of turn) ends.push((ends.at(-1) ?? -1) + 1 + segment.text.length)
    const at = (offset: number) => turn[ends.findIndex(end => offset < end)] ?? turn.at(-1)
    return split(text).map(({ text, offset }) => {
      const start = at(offset)?.start
      const end = at(offset + text.length - 1)?.end
      const speaker = turn[0]?.speaker
      return {
        text,
        ...(start !== undefined && { start }),
        ...(end !== undefined && { end }),
        ...(speaker !== undefined && { speaker }),
      }
    })
  })
}

/** Neighbouring segments of the same speaker. */
function turnsOf({ episode, from, to }: Passage) {
  const turns: (typeof episode.segments)[number][][] = []
  for (const segment of episode.segments.slice(from, to)) {
    const turn = turns.at(-1)
    if (turn && turn[0]?.speaker === segment.speaker) turn.push(segment)
    else turns.push([segment])
  }
  return turns
}

/** Sentences by the Unicode rules; one that is too long to quote (speech without full stops) is cut between words. */
function split(text: string): readonly { text: string; offset: number }[] {
  const parts: { text: string; offset: number }[] = []
  for (const { segment, index } of segmenter.segment(text)) {
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

/** Never between the two halves of an emoji. */
const wholeCodePoints = (text: string, length: number): number => {
  const code = text.charCodeAt(length - 1)
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length
}

/**
 * Of all runs of sentences that fit, the one with the most weight of distinct matches, and of these the shortest; then
 * what follows it while it fits, since people answer after they have named the thing.
 */
function bestRun(sentences: readonly Sentence[], weights: ReadonlyMap<string, number>): Run {
  const stems = sentences.map(sentence => new Set(stemsOf(sentence.text)))
  let best: Run = { from: 0, to: Math.min(1, sentences.length), length: Number.POSITIVE_INFINITY, weight: 0 }
  for (let from = 0; from < sentences.length; from++) {
    const seen = new Set<string>()
    let weight = 0
    for (const { to, length } of runsFrom(sentences, from)) {
      const asks = sentences[to - 1]?.text.endsWith('?')
      for (const stem of stems[to - 1] ?? []) {
        if (!seen.has(stem)) weight += (weights.get(stem) ?? 0) * (asks ? ASKED : 1)
        seen.add(stem)
      }
      const better = weight - best.weight
      if (better > ROUNDING || (Math.abs(better) <= ROUNDING && weight > 0 && length < best.length)) {
        best = { from, to, length, weight }
      }
    }
  }
  return { ...best, to: runsFrom(sentences, best.from).at(-1)?.to ?? best.to }
}

type Run = { readonly from: number; readonly to: number; readonly length: number; readonly weight: number }

/** What a host asks says less than what is answered. */
const ASKED = 0.5

/** Sums of the same weights in another order may differ by this much. */
const ROUNDING = 1e-9

/** The runs that begin at a sentence, stay within its speaker's turn, and are not too long to quote. */
function runsFrom(sentences: readonly Sentence[], from: number): readonly { to: number; length: number }[] {
  const runs: { to: number; length: number }[] = []
  let length = -1
  for (let to = from; to < sentences.length; to++) {
    const sentence = sentences[to]
    if (!sentence || sentence.speaker !== sentences[from]?.speaker) break
    length += sentence.text.length + 1
    if (to > from && length > LONGEST) break
    runs.push({ to: to + 1, length })
  }
  return runs
}

function marked(text: string, weights: ReadonlyMap<string, number>): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const word of placedWordsOf(text)) {
    if (!weights.has(word.stem)) continue
    if (word.start > done) pieces.push({ text: text.slice(done, word.start), match: false })
    pieces.push({ text: text.slice(word.start, word.end), match: true })
    done = word.end
  }
  if (done < text.length) pieces.push({ text: text.slice(done), match: false })
  return pieces
}
