import { informative } from './informative.ts'
import type { Library } from './library.ts'
import type { Moment, Source } from './moments.ts'
import { lowerBound, type Posting, type Postings } from './postings.ts'
import type { Question } from './question.ts'

/**
 * How far the words around a moment count towards it, in words: a word counts in full where it is said and fades by e
 * every so many words. Anything from 65 to 160 ranks as well.
 */
const REACH = 80

/** The length of the text that such a fading view amounts to, where there is that much. */
const VIEW = 2 * REACH

/** Every episode as one document, by position: its title twice, its description, its links, and all that was said. */
export function scoreEpisodes({ whole }: Library, question: Question): Float64Array {
  const scores = new Float64Array(whole.lengths.length)
  for (const { posting, rate, share } of sought(whole, question)) {
    posting.documents.forEach((episode, i) => {
      const worth = informative(posting.counts[i] ?? 0, whole.lengths[episode] ?? 0, rate)
      scores[episode] = (scores[episode] ?? 0) + share * worth
    })
  }
  return scores
}

/**
 * The moments of one episode, by position within it, each seen with what is said around it. This is a positional
 * language model (Lv and Zhai, "Positional Language Models for Information Retrieval", SIGIR 2009), with DPH for its
 * weight and a fading that two passes work out exactly; it has no windows whose edges could cut an answer in two.
 */
export function scoreMoments(library: Library, episode: number, question: Question): Float64Array {
  const { moments, said, firstMoment } = library
  const [first = 0, end = 0] = firstMoment.subarray(episode, episode + 2)
  const scores = new Float64Array(end - first)
  const fades = fadesBetween(moments, first, end)
  const views = viewsOf(moments.slice(first, end))
  for (const { posting, rate, share } of sought(said, question)) {
    const counts = countsBetween(posting, first, end)
    if (!counts) continue
    spread(counts, fades).forEach((frequency, i) => {
      if (frequency > FAINT) scores[i] = (scores[i] ?? 0) + share * informative(frequency, views[i] ?? VIEW, rate)
    })
  }
  return scores
}

/** How often a stem is said at and around one moment of an episode, faded by distance as in `scoreMoments`. */
export function saidAround(library: Library, episode: number, moment: number, stem: string): number {
  const { moments, said, firstMoment } = library
  const [first = 0, end = 0] = firstMoment.subarray(episode, episode + 2)
  const { documents, counts } = said.of(stem)
  const here = moments[first + moment]
  let sum = 0
  for (let i = lowerBound(documents, first); (documents[i] ?? end) < end; i++) {
    const there = moments[documents[i] ?? 0]
    if (!here || there?.source !== here.source) continue
    sum += (counts[i] ?? 0) * Math.exp(-Math.abs(there.middle - here.middle) / REACH)
  }
  return sum
}

/** What is left of a word from one moment to the next; at `i`, from `i - 1` to `i`. */
function fadesBetween(moments: readonly Moment[], first: number, end: number): Float64Array {
  return Float64Array.from({ length: end - first }, (_, i) => {
    const [before, moment] = [moments[first + i - 1], moments[first + i]]
    const near = i > 0 && before && moment && before.source === moment.source
    return near ? Math.exp((before.middle - moment.middle) / REACH) : 0
  })
}

/** A word so far away that it no longer counts. */
const FAINT = 0.02

/** How long the text is that each moment is seen with: a description of a few words is no more than these. */
function viewsOf(moments: readonly Moment[]): readonly number[] {
  const words = new Map<Source, number>()
  for (const moment of moments) words.set(moment.source, (words.get(moment.source) ?? 0) + moment.words)
  return moments.map(({ source }) => Math.min(VIEW, words.get(source) ?? 0))
}

type Sought = { readonly posting: Posting; readonly rate: number; readonly share: number }

function sought(postings: Postings, { words }: Question): readonly Sought[] {
  return words.flatMap(({ terms }) =>
    terms.flatMap(({ stem, share }) => {
      const posting = postings.of(stem)
      return posting.total === 0 ? [] : [{ posting, rate: posting.total / postings.words, share }]
    }),
  )
}

/** How often a stem stands in each document from `first` up to `end`; nothing when in none. */
function countsBetween({ documents, counts }: Posting, first: number, end: number): Float64Array | undefined {
  const [from, to] = [lowerBound(documents, first), lowerBound(documents, end)]
  if (from === to) return undefined
  const between = new Float64Array(end - first)
  for (let i = from; i < to; i++) between[(documents[i] ?? 0) - first] = counts[i] ?? 0
  return between
}

/** Adds to each count those before and after it, faded by what lies between. `fades[i]` is from `i - 1` to `i`. */
function spread(counts: Float64Array, fades: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length)
  let heard = 0
  for (let i = 0; i < counts.length; i++) {
    heard = heard * (fades[i] ?? 0) + (counts[i] ?? 0)
    sums[i] = heard
  }
  heard = 0
  for (let i = counts.length - 1; i >= 0; i--) {
    sums[i] = (sums[i] ?? 0) + heard
    heard = (heard + (counts[i] ?? 0)) * (fades[i] ?? 0)
  }
  return sums
}
