import type { Episode, Resource } from '../content/types.ts'
import { type EmbeddedPassage, embeddedPassages } from './passages.ts'

/** An episode's passages and their vectors, in the same order. */
type EpisodeVectors = {
  readonly passages: readonly Omit<EmbeddedPassage, 'text'>[]
  /** One quantized vector after the other. */
  readonly values: Int8Array
  /** The length of each quantized vector. */
  readonly norms: Float32Array
  /** The sign of each component, one bit each: a much faster way to tell whether vectors are near. */
  readonly signs: Uint32Array
}

/** How similar each passage of an episode is to a question: cosines, in the order of `passages`. */
export type Similarities = {
  readonly passages: readonly Omit<EmbeddedPassage, 'text'>[]
  readonly cosines: Float32Array
}

/** A vector in one byte per component. Its direction is kept, its length is not. */
export function quantize(vector: Float32Array): Int8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE)
  return Int8Array.from(vector, value => Math.round((value / largest) * 127))
}

/** Looks up the quantized vector of a text; undefined if there is none, and words alone decide. */
export type VectorOf = (text: string) => Int8Array | undefined

/** Where the vectors of questions come from. */
export type QuestionVectors = {
  /** Computes the vector of a question, if possible. Never throws. */
  readonly prepare: (question: string) => Promise<void>
  readonly vectorOf: VectorOf
}

/** How many of the nearest passages add their episode to the candidates. */
const NEAREST = 300

/**
 * The vectors of a show's passages. They belong to the episode object they were made from, so an edited episode has none
 * until its own are computed, and an episode that a new library shares with the old one keeps its vectors.
 */
export class Vectors {
  #episodes = new WeakMap<Episode, EpisodeVectors>()
  #revision = 0

  /** Grows with every change. */
  get revision(): number {
    return this.#revision
  }

  clear(): void {
    this.#episodes = new WeakMap()
    this.#revision++
  }

  /** How many passages of an episode have vectors: all or none. */
  count(episode: Episode): number {
    return this.#episodes.get(episode)?.passages.length ?? 0
  }

  /** @param vectors the quantized vectors of the episode's `embeddedPassages`, in order. */
  set(episode: Episode, vectors: readonly Int8Array[]): void {
    const passages = embeddedPassages(episode).map(({ text, ...passage }) => passage)
    const dimensions = vectors[0]?.length ?? 0
    const words = Math.ceil(dimensions / 32)
    const values = new Int8Array(vectors.length * dimensions)
    const norms = Float32Array.from(vectors, normOf)
    const signs = new Uint32Array(vectors.length * words)
    vectors.forEach((vector, i) => {
      values.set(vector, i * dimensions)
      signs.set(signsOf(vector), i * words)
    })
    this.#episodes.set(episode, { passages, values, norms, signs })
    this.#revision++
  }

  /**
   * The episodes whose passages are nearest to a question. All signs are compared, which takes 25 ns a passage.
   *
   * @param question a quantized vector.
   */
  nearest(episodes: readonly Episode[], question: Int8Array): ReadonlySet<Episode> {
    const own = signsOf(question)
    const found: { episode: Episode; difference: number }[] = []
    /** How many passages differ from the question by each number of signs. */
    const histogram = new Uint32Array(question.length + 1)
    for (const episode of episodes) {
      const signs = this.#episodes.get(episode)?.signs
      if (!signs) continue
      let least = question.length
      for (let at = 0; at < signs.length; at += own.length) {
        let difference = 0
        for (let i = 0; i < own.length; i++) difference += bitCount((signs[at + i] ?? 0) ^ (own[i] ?? 0))
        histogram[difference] = (histogram[difference] ?? 0) + 1
        if (difference < least) least = difference
      }
      found.push({ episode, difference: least })
    }
    let limit = 0
    for (let count = 0; limit < histogram.length; limit++) {
      count += histogram[limit] ?? 0
      if (count >= NEAREST) break
    }
    return new Set(found.filter(({ difference }) => difference <= limit).map(({ episode }) => episode))
  }

  /** How similar each link is to a question: cosines. */
  resourceSimilarities(episodes: readonly Episode[], question: Int8Array): ReadonlyMap<Resource, number> {
    const cosines = new Map<Resource, number>()
    for (const episode of episodes) {
      const vectors = this.#episodes.get(episode)
      vectors?.passages.forEach(({ source, from }, i) => {
        const resource = source === 'resources' ? episode.resources[from] : undefined
        if (resource) cosines.set(resource, cosineAt(vectors, i, question))
      })
    }
    return cosines
  }

  /** @param question a quantized vector. */
  similarities(episode: Episode, question: Int8Array): Similarities | undefined {
    const vectors = this.#episodes.get(episode)
    if (!vectors) return undefined
    return { passages: vectors.passages, cosines: vectors.norms.map((_, i) => cosineAt(vectors, i, question)) }
  }
}

/** The cosine of a passage's vector and a question's. */
function cosineAt({ values, norms }: EpisodeVectors, passage: number, question: Int8Array): number {
  const from = passage * question.length
  let product = 0
  let square = 0
  for (let i = 0; i < question.length; i++) {
    const component = question[i] ?? 0
    product += (values[from + i] ?? 0) * component
    square += component * component
  }
  return product / ((norms[passage] ?? 0) * Math.sqrt(square) || 1)
}

const normOf = (vector: Int8Array): number => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))

function signsOf(vector: Int8Array): Uint32Array {
  const signs = new Uint32Array(Math.ceil(vector.length / 32))
  for (let i = 0; i < vector.length; i++) {
    if ((vector[i] ?? 0) > 0) signs[i >>> 5] = (signs[i >>> 5] ?? 0) | (1 << (i & 31))
  }
  return signs
}

/** The number of bits set, counted in parallel (Warren, "Hacker's Delight", chapter 5). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
