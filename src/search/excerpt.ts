import type { Passage } from './passages.ts'
import { LONGEST, type Sentence, sentencesOf } from './sentences.ts'
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

/**
 * The run of whole sentences of one turn that covers most of what the question weighs.
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
  const speaker = first?.turn.segments[0]?.speaker
  const before = sentences[from - 1]
  const after = sentences[to]
  return {
    pieces: marked(text, weights),
    cutBefore: before !== undefined && before.turn === first?.turn,
    cutAfter: after !== undefined && after.turn === last?.turn,
    ...(first?.start !== undefined && { start: first.start }),
    ...(last?.end !== undefined && { end: last.end }),
    ...(speaker !== undefined && { speaker }),
  }
}

export const quoteOf = (excerpt: Excerpt): string => excerpt.pieces.map(piece => piece.text).join('')

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
    if (!sentence || sentence.turn !== sentences[from]?.turn) break
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
