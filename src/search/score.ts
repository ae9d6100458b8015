import type { IndexedEpisode, Moment, PositionalIndex } from './positional-index.ts'
import type { Term } from './query.ts'

/**
 * The decay length of the proximity kernel, in stems (about half as many as words): a word counts in full where it occurs,
 * and its weight falls by a factor of e over this distance. Any value from 25 to 40 ranks about as well.
 */
const DECAY_LENGTH = 30

/** The length of the text around a moment that is scored with it, in stems. 80 to 120 rank about as well. */
const VIEW_LENGTH = 100

/** The minimum length of an episode, in stems: in notes of two words, a match would fill half of the text. */
const MIN_LENGTH = 20

/** Below this decayed frequency, a word is too far away to count. */
const MIN_FREQUENCY = 0.1

/** How well one episode matches a query. */
export type EpisodeScore = {
  /** Of the episode as a whole, in bits. */
  readonly whole: number
  readonly moments: readonly Moment[]
  /** Of each moment with what is said around it, in bits. */
  readonly momentScores: Float64Array
  /** The share of the episode that is scored with a moment, from 0 to 1: 1 if the episode is one paragraph. */
  readonly shareSeen: (moment: number) => number
  /** How often each term occurs in the episode, its title counted twice. */
  readonly counts: readonly number[]
  /** How often each term occurs at and around a moment, decaying with distance. */
  readonly countsAround: (moment: number) => readonly number[]
}

/**
 * Scores an episode as a whole and moment by moment. The moments are scored by a positional language model (Lv and Zhai,
 * "Positional Language Models for Information Retrieval", SIGIR 2009) with DPH as its weight; it has no windows whose
 * edges could cut an answer in two.
 */
export function episodeScorer(
  index: PositionalIndex,
  terms: readonly Term[],
): (id: string) => EpisodeScore | undefined {
  const numbers = terms.map(({ stem }) => index.numberOf(stem))
  const rates = terms.map(({ stem }) => index.rate(stem))
  /** For each stem of the show its place among the terms, counted from 1. */
  const slots = new Uint16Array(index.stemCount)
  numbers.forEach((number, i) => {
    if (number !== undefined) slots[number] = i + 1
  })
  return id => {
    const indexed = index.episode(id)
    return indexed && scoreEpisode(indexed, terms, rates, slots)
  }
}

function scoreEpisode(
  { stems, title, moments }: IndexedEpisode,
  terms: readonly Term[],
  rates: readonly number[],
  slots: Uint16Array,
): EpisodeScore {
  const { counts, frequencies } = countTerms(stems, title, moments, terms.length, slots)
  const length = Math.max(MIN_LENGTH, stems.length + title)
  const whole = sumOf(terms, ({ share }, i) => share * dphWeight(counts[i] ?? 0, length, rates[i] ?? 0))

  const { decays, views } = surroundingsOf(moments)
  const momentScores = new Float64Array(moments.length)
  terms.forEach(({ share }, term) => {
    if ((counts[term] ?? 0) === 0) return
    const own = frequencies.subarray(term * moments.length, (term + 1) * moments.length)
    spread(own, decays)
    addWeights(own, views, rates[term] ?? 0, share, momentScores)
  })
  return {
    whole,
    moments,
    momentScores,
    shareSeen: i => Math.min(1, (views[i] ?? 0) / Math.max(1, stems.length - title)),
    counts,
    countsAround: i => terms.map((_, term) => frequencies[term * moments.length + i] ?? 0),
  }
}

/**
 * Counts each term in the episode, its title twice, and in each moment: `frequencies` has as many numbers for each term as
 * there are moments. This loop takes most of the time of a question.
 */
function countTerms(
  stems: Uint32Array,
  title: number,
  moments: readonly Moment[],
  terms: number,
  slots: Uint16Array,
): { readonly counts: readonly number[]; readonly frequencies: Float64Array } {
  const counts: number[] = new Array(terms).fill(0)
  const frequencies = new Float64Array(terms * moments.length)
  let moment = 0
  let end = moments[0]?.end ?? stems.length
  for (let i = 0; i < stems.length; i++) {
    const slot = slots[stems[i] ?? 0] ?? 0
    if (slot === 0) continue
    counts[slot - 1] = (counts[slot - 1] ?? 0) + (i < title ? 2 : 1)
    if (i < title) continue
    while (end <= i) end = moments[++moment]?.end ?? stems.length
    const at = (slot - 1) * moments.length + moment
    frequencies[at] = (frequencies[at] ?? 0) + 1
  }
  return { counts, frequencies }
}

/** Adds a term's weight at each moment that is close enough. */
function addWeights(
  frequencies: Float64Array,
  views: Float64Array,
  rate: number,
  share: number,
  scores: Float64Array,
): void {
  for (let i = 0; i < frequencies.length; i++) {
    const frequency = frequencies[i] ?? 0
    if (frequency > MIN_FREQUENCY) scores[i] = (scores[i] ?? 0) + share * dphWeight(frequency, views[i] ?? 0, rate)
  }
}

/** `decays`: the factor from one moment to the next. `views`: the length of the text that is scored with each moment. */
type Surroundings = { readonly decays: Float64Array; readonly views: Float64Array }

/** They are the same for every question, so they are cached. */
const known = new WeakMap<readonly Moment[], Surroundings>()

function surroundingsOf(moments: readonly Moment[]): Surroundings {
  const before = known.get(moments)
  if (before) return before
  const surroundings = computeSurroundings(moments)
  known.set(moments, surroundings)
  return surroundings
}

function computeSurroundings(moments: readonly Moment[]): Surroundings {
  const lengths = new Map<string, number>()
  for (const { source, start, end } of moments) lengths.set(source, (lengths.get(source) ?? 0) + end - start)
  const views = Float64Array.from(moments, ({ source }) => Math.min(VIEW_LENGTH, lengths.get(source) ?? 0))
  const decays = Float64Array.from(moments, (here, i) => {
    const before = moments[i - 1]
    return before && areConnected(before, here) ? Math.exp(-distance(before, here) / DECAY_LENGTH) : 0
  })
  return { decays, views }
}

/** One link or chapter title says nothing about the next. */
export const areConnected = (one: Moment, other: Moment): boolean =>
  one.source === other.source && (one.source === 'summary' || one.source === 'transcript')

/** Between the middles of two moments, in stems. */
export const distance = (one: Moment, other: Moment): number =>
  Math.abs(other.start + other.end - one.start - one.end) / 2

/** Adds to each frequency those before and after it, decayed by distance, in two passes. */
function spread(frequencies: Float64Array, decays: Float64Array): void {
  const own = frequencies.slice()
  let carried = 0
  for (let i = 0; i < own.length; i++) {
    carried = carried * (decays[i] ?? 0) + (own[i] ?? 0)
    frequencies[i] = carried
  }
  carried = 0
  for (let i = own.length - 1; i >= 0; i--) {
    frequencies[i] = (frequencies[i] ?? 0) + carried
    carried = (carried + (own[i] ?? 0)) * (decays[i] ?? 0)
  }
}

/**
 * How much information it carries that a term occurs `frequency` times in a text of `length` stems if its share of the
 * whole show is `rate`: the DPH weight of the divergence-from-randomness family (Amati, Ambrosi, Bianchi, Gaibisso and
 * Gambosi, "FUB, IASI-CNR and University of Tor Vergata at TREC 2007 Blog Track"). In bits, at least 0: a term that
 * occurs no more often than elsewhere carries none. It has no parameters to tune.
 */
export function dphWeight(frequency: number, length: number, rate: number): number {
  if (frequency === 0) return 0
  const share = frequency / Math.max(length, frequency + 1)
  const expected = rate * length
  const bits = frequency * Math.log2(frequency / expected) + 0.5 * Math.log2(2 * Math.PI * frequency * (1 - share))
  return Math.max(0, ((1 - share) ** 2 / (frequency + 1)) * bits)
}

const sumOf = <T>(items: readonly T[], value: (item: T, i: number) => number): number =>
  items.reduce((sum, item, i) => sum + value(item, i), 0)
