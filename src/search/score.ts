import { REACH } from './fading.ts'
import type { Library } from './library.ts'
import { lowerBound, type Posting, type Postings } from './postings.ts'
import type { Query } from './query.ts'

/** Every episode as one document, by position: its title twice, its description, its links, and all that was said. */
export function scoreEpisodes({ whole }: Library, question: Query): Float64Array {
  const { lengths } = whole
  const scores = new Float64Array(lengths.length)
  for (const { posting, rate, share } of sought(whole, question)) {
    const { documents, counts } = posting
    for (let i = 0; i < documents.length; i++) {
      const episode = documents[i] ?? 0
      const worth = dphWeight(counts[i] ?? 0, lengths[episode] ?? 0, rate)
      scores[episode] = (scores[episode] ?? 0) + share * worth
    }
  }
  return scores
}

/**
 * Scores the moments of one episode after another, by position within it, each seen with what is said around it. This is
 * a positional language model (Lv and Zhai, "Positional Language Models for Information Retrieval", SIGIR 2009), with
 * DPH for its weight and a fading that two passes work out exactly; it has no windows whose edges could cut an answer in
 * two.
 */
export function momentScorer({ timeline, fading, said }: Library, question: Query): (episode: number) => Float64Array {
  const terms = sought(said, question)
  return episode => {
    const [first = 0, end = 0] = [timeline.first[episode], timeline.first[episode + 1]]
    const fades = fading.fades.subarray(first, end)
    const views = fading.views.subarray(first, end)
    const scores = new Float64Array(end - first)
    for (const term of terms) {
      const frequencies = spread(countsBetween(term.posting, first, end), fades)
      if (frequencies) weigh(frequencies, views, term, scores)
    }
    return scores
  }
}

/** How often a stem is said at and around one moment of an episode, faded by distance as in `momentScorer`. */
export function saidAround({ timeline, said }: Library, episode: number, moment: number, stem: string): number {
  const { first, sources, middles } = timeline
  const [start = 0, end = 0] = [first[episode], first[episode + 1]]
  const { documents, counts } = said.of(stem)
  const here = start + moment
  let sum = 0
  for (let i = lowerBound(documents, start); (documents[i] ?? end) < end; i++) {
    const there = documents[i] ?? 0
    if (sources[there] !== sources[here]) continue
    sum += (counts[i] ?? 0) * Math.exp(-Math.abs((middles[there] ?? 0) - (middles[here] ?? 0)) / REACH)
  }
  return sum
}

/** A word so far away that it no longer counts. */
const FAINT = 0.02

type Sought = { readonly posting: Posting; readonly rate: number; readonly share: number }

function sought(postings: Postings, { words }: Query): readonly Sought[] {
  return words.flatMap(({ terms }) =>
    terms.flatMap(({ stem, share }) => {
      const posting = postings.of(stem)
      return posting.total === 0 ? [] : [{ posting, rate: posting.total / postings.words, share }]
    }),
  )
}

/** How often a stem stands in each document from `first` up to `end`; nothing when in none. */
function countsBetween({ documents, counts }: Posting, first: number, end: number): Float64Array | undefined {
  let i = lowerBound(documents, first)
  if ((documents[i] ?? end) >= end) return undefined
  const between = new Float64Array(end - first)
  for (; (documents[i] ?? end) < end; i++) between[(documents[i] ?? 0) - first] = counts[i] ?? 0
  return between
}

/** Adds to each count those before and after it, faded by what lies between. `fades[i]` is from `i - 1` to `i`. */
function spread(counts: Float64Array | undefined, fades: Float64Array): Float64Array | undefined {
  if (!counts) return undefined
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

/** Adds what a term tells at each moment to the moments' scores. */
function weigh(frequencies: Float64Array, views: Uint8Array, { rate, share }: Sought, scores: Float64Array): void {
  for (let i = 0; i < frequencies.length; i++) {
    const frequency = frequencies[i] ?? 0
    if (frequency > FAINT) scores[i] = (scores[i] ?? 0) + share * dphWeight(frequency, views[i] ?? 0, rate)
  }
}

/**
 * How much it tells that a word stands `frequency` times in a text of `length` words, when it stands `rate` times in
 * every word of the show: the DPH weight of the divergence-from-randomness family (Amati, Ambrosi, Bianchi, Gaibisso
 * and Gambosi, "FUB, IASI-CNR and University of Tor Vergata at TREC 2007 Blog Track"). In bits, from 0: a
 * word that stands there no more often than everywhere tells nothing.
 *
 * It has no constants to tune, which is why it is here instead of BM25: on one show's questions it ranks as well with
 * the whole episode and its best moment as BM25 did with three sizes of windows and five weighted fields.
 */
export function dphWeight(frequency: number, length: number, rate: number): number {
  const share = frequency / Math.max(length, frequency + 1)
  const expected = rate * length
  const bits = frequency * Math.log2(frequency / expected) + 0.5 * Math.log2(2 * Math.PI * frequency * (1 - share))
  return Math.max(0, ((1 - share) ** 2 / (frequency + 1)) * bits)
}
