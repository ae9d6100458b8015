import type { Episode } from '../content/types.ts'
import { SOURCES, type Source, textsOf } from './passages.ts'
import { indexedStemsOf, type Vocabulary } from './vocabulary.ts'

/** An episode's stems in order, as numbers: its title first, then its sources. Lengths and positions count stems. */
export type IndexedEpisode = {
  readonly stems: Uint32Array
  /** How many of them belong to the title. */
  readonly title: number
  readonly moments: readonly Moment[]
}

/**
 * The smallest unit that is scored: a paragraph, a link, a chapter title, or about forty words of a transcript (some
 * fifteen seconds) that begin and end with a segment.
 */
export type Moment = {
  readonly source: Source
  /** Which paragraphs, links, chapters or segments it covers; `to` is exclusive. */
  readonly from: number
  readonly to: number
  /** The range of its stems among the episode's; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** The minimum number of stems in a moment of a transcript; about half of all words have one. */
const MIN_MOMENT_LENGTH = 20

/** A show of a few minutes says too little for its own counts to tell a rare word from a common one. */
const MIN_STEMS = 10_000

/**
 * A positional index of a show: the stems of each episode in their original order. MiniSearch finds the episodes; this
 * index locates the words in them, and how close they are to each other.
 */
export class PositionalIndex {
  readonly #numbers = new Map<string, number>()
  readonly #counts: number[] = []
  readonly #episodes = new Map<string, IndexedEpisode>()
  #length = 0

  /** How many distinct stems are numbered, including those that no longer occur. */
  get stemCount(): number {
    return this.#counts.length
  }

  get momentCount(): number {
    let count = 0
    for (const { moments } of this.#episodes.values()) count += moments.length
    return count
  }

  /** How often a stem occurs in the show. */
  count(stem: string): number {
    return this.#counts[this.#numbers.get(stem) ?? -1] ?? 0
  }

  /** A stem's share of all stems in the show. */
  rate(stem: string): number {
    return this.count(stem) / Math.max(this.#length, MIN_STEMS)
  }

  numberOf(stem: string): number | undefined {
    return this.#numbers.get(stem)
  }

  /** The stems by number. */
  stems(): readonly string[] {
    return [...this.#numbers.keys()]
  }

  episode(id: string): IndexedEpisode | undefined {
    return this.#episodes.get(id)
  }

  add(episode: Episode, vocabulary: Vocabulary): void {
    const stems: number[] = []
    const read = (text: string): void => {
      for (const stem of indexedStemsOf(text, vocabulary)) stems.push(this.#number(stem))
    }
    read(episode.title)
    const title = stems.length
    const moments: Moment[] = []
    for (const source of SOURCES) {
      const texts = textsOf(episode, source)
      for (let from = 0; from < texts.length; ) {
        const start = stems.length
        let to = from
        do read(texts[to++] ?? '')
        while (source === 'transcript' && to < texts.length && stems.length - start < MIN_MOMENT_LENGTH)
        moments.push({ source, from, to, start, end: stems.length })
        from = to
      }
    }
    this.restore(episode.id, { stems: Uint32Array.from(stems), title, moments })
  }

  /** Adds an episode whose stems have been numbered before, as in a snapshot. */
  restore(id: string, indexed: IndexedEpisode): void {
    this.#episodes.set(id, indexed)
    this.#count(indexed, 1)
  }

  remove(id: string): void {
    const indexed = this.#episodes.get(id)
    if (!indexed) return
    this.#episodes.delete(id)
    this.#count(indexed, -1)
  }

  /** Numbers stems in this order, as in a snapshot; only for an index without episodes. */
  numberAll(stems: Iterable<string>): void {
    for (const stem of stems) this.#number(stem)
  }

  #number(stem: string): number {
    const known = this.#numbers.get(stem)
    if (known !== undefined) return known
    const number = this.#counts.push(0) - 1
    this.#numbers.set(stem, number)
    return number
  }

  #count({ stems }: IndexedEpisode, change: number): void {
    for (const stem of stems) this.#counts[stem] = (this.#counts[stem] ?? 0) + change
    this.#length += change * stems.length
  }
}
