import type { Segment } from '../content/types.ts'
import { sentencesIn, wholeCodePoints } from '../text.ts'
import { english, type Language } from './language.ts'
import { type Passage, textsOf } from './passages.ts'
import { placedWordsOf, stemsOf } from './tokenizer.ts'

/** The part of a passage worth quoting, verbatim, by speaker. */
export type Excerpt = {
  readonly turns: readonly QuotedTurn[]
  /** Whether the quote begins or ends in the middle of what a speaker says. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
  /** When the first word's segment begins and the last word's ends, in seconds. */
  readonly start?: number
  readonly end?: number
  /** The line of the first words in the file that they are from, counted from 1. */
  readonly line?: number
}

type QuotedTurn = { readonly speaker?: string; readonly pieces: readonly QuotePiece[] }

/** `match`: the word has the same stem as a word of the question. */
type QuotePiece = { readonly text: string; readonly match: boolean }

/**
 * Chooses the run of whole sentences that covers most of the question. A quote from a transcript may span speakers, since
 * one asks and another answers; a paragraph is quoted on its own.
 *
 * @param weights the question's stems, with the information that each carries.
 */
export function excerptOf(passage: Passage, weights: ReadonlyMap<string, number>, language = english): Excerpt {
  const sentences = sentencesOf(withWholeSentences(passage))
  const stems = sentences.map(sentence => new Set(stemsOf(sentence.text, language)))
  const { from, to } = bestRun(sentences, stems, weights)
  const chosen = sentences.slice(from, to)
  const [first, last] = [chosen[0], chosen.at(-1)]
  const turns = [...new Set(chosen.map(sentence => sentence.turn))].map(turn => {
    const said = chosen.filter(sentence => sentence.turn === turn)
    const text = turn.text.slice(said[0]?.from, said.at(-1)?.to)
    return {
      pieces: markMatches(text, weights, language),
      ...(turn.speaker !== undefined && { speaker: turn.speaker }),
    }
  })
  return {
    turns,
    cutBefore: first !== undefined && sentences[from - 1]?.turn === first.turn,
    cutAfter: last !== undefined && sentences[to]?.turn === last.turn,
    ...(first?.start !== undefined && { start: first.start }),
    ...(last?.end !== undefined && { end: last.end }),
    ...(first?.line !== undefined && { line: first.line }),
  }
}

/** How many more segments may be read to complete the first and the last sentence of a passage. */
const MAX_COMPLETION = 3

/** A passage that begins and ends where its speaker begins and ends a sentence, if that is near. */
function withWholeSentences(passage: Passage): Passage {
  if (passage.source !== 'transcript') return passage
  const { segments } = passage.episode
  const goesOn = (at: number): boolean => {
    const [one, next] = [segments[at], segments[at + 1]]
    if (!one || !next || next.afterCut || /[.!?…]['"”’)\]]*\s*$/.test(one.text)) return false
    return one.speaker === next.speaker && (next.start ?? 0) - (one.end ?? Number.POSITIVE_INFINITY) <= MAX_PAUSE
  }
  let { from, to } = passage
  while (passage.from - from < MAX_COMPLETION && goesOn(from - 1)) from--
  while (to - passage.to < MAX_COMPLETION && goesOn(to - 1)) to++
  return { ...passage, from, to }
}

/** Only the words, in order. */
export const quoteOf = ({ turns }: Excerpt): string =>
  turns.map(({ pieces }) => pieces.map(piece => piece.text).join('')).join(' ')

/**
 * The run of sentences within the length limit whose distinct matches weigh most; ties go to the shortest. It is extended
 * by the sentences that follow while they fit, since people name a subject first and then explain it.
 */
function bestRun(sentences: readonly Sentence[], stems: readonly Stems[], weights: ReadonlyMap<string, number>): Run {
  let best: Run = { from: 0, to: Math.min(1, sentences.length), length: Number.POSITIVE_INFINITY, weight: 0 }
  for (let from = 0; from < sentences.length; from++) {
    const seen = new Set<string>()
    let weight = 0
    for (const { to, length } of runsFrom(sentences, from)) {
      const asks = sentences[to - 1]?.text.endsWith('?')
      for (const stem of stems[to - 1] ?? []) {
        if (!seen.has(stem)) weight += (weights.get(stem) ?? 0) * (asks ? QUESTION_WEIGHT : 1)
        seen.add(stem)
      }
      const better = weight - best.weight
      if (better > ROUNDING || (Math.abs(better) <= ROUNDING && weight > 0 && length < best.length)) {
        best = { from, to, length, weight }
      }
    }
  }
  const from = withQuestion(sentences, best)
  return { ...best, from, to: withAnswer(sentences, stems, { ...best, from }, weights) }
}

/** A run that answers a question begins with it, if both fit. */
function withQuestion(sentences: readonly Sentence[], { from, to }: Run): number {
  const asks = sentences[from - 1]?.text.endsWith('?') === true
  return asks && runsFrom(sentences, from - 1).some(run => run.to === to) ? from - 1 : from
}

/** Extends a run to the end of the turn, and into the next one if it ends with a question or the next one has a match. */
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

/** A question is less informative than its answer. */
const QUESTION_WEIGHT = 0.5

/** Sums of the same weights in another order may differ by this much. */
const ROUNDING = 1e-9

/** The runs that begin with a given sentence, can be quoted as one, and are short enough. */
function runsFrom(sentences: readonly Sentence[], from: number): readonly { to: number; length: number }[] {
  const runs: { to: number; length: number }[] = []
  let length = -1
  for (let to = from; to < sentences.length; to++) {
    const sentence = sentences[to]
    if (!sentence || sentence.turn.alone !== sentences[from]?.turn.alone) break
    if (to > from && (isFarApart(sentences[to - 1], sentence) || isAfterCut(sentences[to - 1], sentence))) break
    length += sentence.text.length + 1
    if (to > from && length > MAX_QUOTE_LENGTH) break
    runs.push({ to: to + 1, length })
  }
  return runs
}

/** In seconds. A quote never spans a longer pause, since that would hide whatever was cut. */
const MAX_PAUSE = 30

/** Whether words between two sentences were left out. */
const isAfterCut = (one: Sentence | undefined, next: Sentence): boolean =>
  one?.turn !== next.turn && next.turn.segments[0]?.afterCut === true

function isFarApart(one: Sentence | undefined, next: Sentence): boolean {
  return (next.start ?? 0) - (one?.end ?? Number.POSITIVE_INFINITY) > MAX_PAUSE
}

function markMatches(text: string, weights: ReadonlyMap<string, number>, language: Language): readonly QuotePiece[] {
  const pieces: QuotePiece[] = []
  let done = 0
  for (const word of placedWordsOf(text, language)) {
    if (!weights.has(word.stem)) continue
    if (word.start > done) pieces.push({ text: text.slice(done, word.start), match: false })
    pieces.push({ text: text.slice(word.start, word.end), match: true })
    done = word.end
  }
  if (done < text.length) pieces.push({ text: text.slice(done), match: false })
  return pieces
}

type Sentence = {
  readonly text: string
  readonly turn: Turn
  /** Its position in the turn's text; `to` is exclusive. */
  readonly from: number
  readonly to: number
  readonly start?: number
  readonly end?: number
  readonly line?: number
}

/** One speaker's uninterrupted words; or a paragraph or chapter title, which is quoted `alone`. */
type Turn = {
  /** Its segments joined by spaces. */
  readonly text: string
  readonly segments: readonly Segment[]
  readonly speaker?: string
  readonly alone?: number
}

/** In UTF-16 units: about three spoken sentences, which can be read on a phone without scrolling. */
const MAX_QUOTE_LENGTH = 360

/** A passage's sentences, with the times of the segments in which they begin and end. */
function sentencesOf(passage: Passage): readonly Sentence[] {
  return turnsOf(passage).flatMap(turn => {
    const ends: number[] = []
    for (const { text } of turn.segments) ends.push((ends.at(-1) ?? -1) + 1 + text.length)
    const at = (offset: number) => turn.segments[ends.findIndex(end => offset < end)]
    return splitSentences(turn.text).map(({ text, offset: from }) => {
      const to = from + text.length
      const { start, line } = at(from) ?? {}
      const end = at(to - 1)?.end
      return {
        text,
        turn,
        from,
        to,
        ...(start !== undefined && { start }),
        ...(end !== undefined && { end }),
        ...(line !== undefined && { line }),
      }
    })
  })
}

function turnsOf({ episode, source, from, to }: Passage): readonly Turn[] {
  if (source !== 'transcript') {
    const places = episode[source].slice(from, to).map(placeOf)
    return textsOf(episode, source, from, to).map((text, alone) => ({
      text,
      alone,
      segments: [{ text, ...places[alone] }],
    }))
  }
  const turns: { segments: Segment[]; speaker?: string }[] = []
  for (const segment of episode.segments.slice(from, to)) {
    const turn = turns.at(-1)
    const before = turn?.segments[0]
    const goesOn = before?.speaker === segment.speaker && before?.voice === segment.voice && !segment.afterCut
    if (turn && goesOn) turn.segments.push(segment)
    else turns.push({ segments: [segment], ...(segment.speaker !== undefined && { speaker: segment.speaker }) })
  }
  return turns.map(turn => ({ ...turn, text: turn.segments.map(({ text }) => text).join(' ') }))
}

/** When a chapter starts, and on which line something else is. */
const placeOf = (part: { readonly start?: number; readonly line?: number }): Pick<Segment, 'start' | 'line'> => ({
  ...(part.start !== undefined && { start: part.start }),
  ...(part.line !== undefined && { line: part.line }),
})

/** Sentences by the Unicode rules. One that is too long to quote (speech without full stops) is cut after a clause, or between words. */
function splitSentences(text: string): readonly { text: string; offset: number }[] {
  const parts: { text: string; offset: number }[] = []
  for (const { segment, index } of sentencesIn(text)) {
    let offset = index
    let rest = segment.trimEnd()
    while (rest.length > MAX_QUOTE_LENGTH) {
      const clause = rest.slice(0, MAX_QUOTE_LENGTH).search(/[,;:–—][^,;:–—]*$/)
      const cut = rest.lastIndexOf(' ', clause > MAX_QUOTE_LENGTH / 2 ? clause + 2 : MAX_QUOTE_LENGTH)
      const end = cut > 0 ? cut : wholeCodePoints(rest, MAX_QUOTE_LENGTH)
      parts.push({ text: rest.slice(0, end), offset })
      const next = rest.slice(end).trimStart()
      offset += rest.length - next.length
      rest = next
    }
    if (rest !== '') parts.push({ text: rest, offset })
  }
  return parts
}
