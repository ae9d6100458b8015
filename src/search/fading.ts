import type { Timeline } from './timeline.ts'

/**
 * How far the words around a moment count towards it, in words: a word counts in full where it is said and fades by e
 * every so many words. Anything from 65 to 160 ranks as well.
 */
export const REACH = 80

/** The length of the text that such a fading view amounts to, where there is that much. */
const VIEW = 2 * REACH

/** How each moment of a show sees the words around it. It never changes, so it is worked out once. */
export type Fading = {
  /** What is left of a word from the moment before to this one; nothing between two sources or two episodes. */
  readonly fades: Float64Array
  /** How long the text is that each moment is seen with: a description of a few words is no more than these. */
  readonly views: Uint8Array
}

export function fadingOf({ length, first, sources, words, middles }: Timeline): Fading {
  const fades = new Float64Array(length)
  const views = new Uint8Array(length)
  for (let episode = 0; episode + 1 < first.length; episode++) {
    const [start = 0, end = 0] = [first[episode], first[episode + 1]]
    const inSource = new Float64Array(256)
    for (let i = start; i < end; i++) inSource[sources[i] ?? 0] = (inSource[sources[i] ?? 0] ?? 0) + (words[i] ?? 0)
    for (let i = start; i < end; i++) {
      views[i] = Math.min(VIEW, inSource[sources[i] ?? 0] ?? 0)
      const isNear = i > start && sources[i - 1] === sources[i]
      if (isNear) fades[i] = Math.exp(((middles[i - 1] ?? 0) - (middles[i] ?? 0)) / REACH)
    }
  }
  return { fades, views }
}
