import type { Segment } from '../content/types.ts'
import { type Passage, textsOf } from './passages.ts'
import { placedWordsOf, stemsOf } from './tokenizer.ts'

/** The part of a passage worth quoting, verbatim: who says what, one after the other. */
export type Excerpt = {
  readonly turns: readonly QuotedTurn[]
  /** Whether the first speaker was already talking, and whether the last one goes on. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
  /** Seconds at which its first word's segment begins and its last word's ends. */
  readonly start?: number
  readonly end?: number
}

export type QuotedTurn = { readonly speaker?: string; readonly pieces: readonly Piece[] }

/** `match`: this word has the stem of one of the question's. */
export type Piece = { readonly text: string; readonly match: boolean }

/**
 * The run of whole sentences that covers most of what the question weighs. Words that were said may pass from one
 * speaker to the next, since one asks and another answers; a paragraph is quoted by itself.
 *
 * @param weights the question's stems and how much each tells passages apart (its inverse document frequency).
 */
export function excerptOf(passage: Passage, weights: ReadonlyMap<string, number>): Excerpt {
  const sentences = sentencesOf(passage)
  const stems = sentences.map(sentence => new Set(stemsOf(sentence.text)))
  const { from, to } = bestRun(sentences, stems, weights)
  const chosen = sentences.slice(from, to)
  const [first, last] = [chosen[0], chosen.at(-1)]
  const turns = [...new Set(chosen.map(sentence => sentence.turn))].map(turn => {
    const said = chosen.filter(sentence => sentence.turn === turn)
    const text = turn.text.slice(said[0]?.from, said.at(-1)?.to)
    return { pieces: marked(text, weights), ...(turn.speaker !== undefined && { speaker: turn.speaker }) }
  })
  return {
    turns,
    cutBefore: first !== undefined && sentences[from - 1]?.turn === first.turn,
    cutAfter: last !== undefined && sentences[to]?.turn === last.turn,
    ...(first?.start !== undefined && { start: first.start }),
    ...(last?.end !== undefined && { end: last.end }),
  }
}

/** Only the words, as they follow one another in the show. */
export const quoteOf = ({ turns }: Excerpt): string =>
  turns.map(({ pieces }) => pieces.map(piece => piece.text).join('')).join(' ')

/**
 * Of all runs of sentences that fit, the one with the most weight of distinct matches, and of these the shortest; then
 * what follows while it fits, since people answer after they have named the thing.
 */
function bestRun(sentences: readonly Sentence[], stems: readonly Stems[], weights: ReadonlyMap<string, number>): Run {
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
  return { ...best, to: withAnswer(sentences, stems, best, weights) }
}

/** Goes on to the end of the turn; into the next one when it ends with a question, or the next one is still about it. */
function withAnswer(
  sentences: readonly Sentence[],
  stems: readonly Stems[],
  { from, to }: Run,
  weights: ReadonlyMap<string, number>,
): number {
  let end = to
  for (const run of runsFrom(sentences, from)) {
    const [last, next] = [sentences[end - 1], sentences[end]]
    if (run.to <= end) continue
    const goesOn =
      next?.turn === last?.turn || last?.text.endsWith('?') || [...(stems[end] ?? [])].some(stem => weights.has(stem))
    if (!goesOn) break
    end = run.to
  }
  return end
}

/** Of one sentence. */
type Stems = ReadonlySet<string>

type Run = { readonly from: number; readonly to: number; readonly length: number; readonly weight: number }

/** What a host asks says less than what is answered. */
const ASKED = 0.5

/** Sums of the same weights in another order may differ by this much. */
const ROUNDING = 1e-9

/** The runs that begin at a sentence, stay within what may be quoted together, and are not too long to quote. */
function runsFrom(sentences: readonly Sentence[], from: number): readonly { to: number; length: number }[] {
  const runs: { to: number; length: number }[] = []
  let length = -1
  for (let to = from; to < sentences.length; to++) {
    const sentence = sentences[to]
    if (!sentence || sentence.turn.alone !== sentences[from]?.turn.alone) break
    if (to > from && isApart(sentences[to - 1], sentence)) break
    length += sentence.text.length + 1
    if (to > from && length > LONGEST) break
    runs.push({ to: to + 1, length })
  }
  return runs
}

/** Seconds after which what follows was not said in the same breath: a quote would hide that something lies between. */
const PAUSE = 30

function isApart(one: Sentence | undefined, next: Sentence): boolean {
  return (next.start ?? 0) - (one?.end ?? Number.POSITIVE_INFINITY) > PAUSE
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
