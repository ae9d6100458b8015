import type { Passage } from './passages.ts'
import { LONGEST, type Sentence, sentencesOf } from './sentences.ts'
import { placedWordsOf, stemsOf } from './words.ts'

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
