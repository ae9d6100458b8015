import type { Episode } from '../content/types.ts'
import { type Moment, SOURCES, type Source } from './moments.ts'
import { concatenated } from './sections.ts'

/** All moments of a show, one episode after the other, in typed arrays: `sources[i]`, `from[i]` and so on are one moment. */
export type Timeline = {
  readonly length: number
  /** Episode `e` has the moments from `first[e]` up to `first[e + 1]`. */
  readonly first: Uint32Array
  /** Positions in `SOURCES`. */
  readonly sources: Uint8Array
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly words: Uint32Array
  readonly middles: Float64Array
  /** Seconds at which its first segment begins; not a number for one that is not of a transcript, or has no time. */
  readonly starts: Float64Array
}

/** The timeline of one episode. */
export function timelineOf({ segments }: Episode, moments: readonly Moment[]): Timeline {
  const startOf = ({ source, from }: Moment) => (source === 'transcript' ? segments[from]?.start : undefined) ?? NaN
  return {
    length: moments.length,
    first: Uint32Array.of(0, moments.length),
    sources: Uint8Array.from(moments, ({ source }) => SOURCES.indexOf(source)),
    from: Uint32Array.from(moments, ({ from }) => from),
    to: Uint32Array.from(moments, ({ to }) => to),
    words: Uint32Array.from(moments, ({ words }) => words),
    middles: Float64Array.from(moments, ({ middle }) => middle),
    starts: Float64Array.from(moments, startOf),
  }
}

/** The timelines of some episodes, one after the other. */
export function joinedTimelines(timelines: readonly Timeline[]): Timeline {
  const first = new Uint32Array(timelines.length + 1)
  timelines.forEach(({ length }, i) => {
    first[i + 1] = (first[i] ?? 0) + length
  })
  return {
    length: first.at(-1) ?? 0,
    first,
    sources: concatenated(Uint8Array, timelines, ({ sources }) => sources),
    from: concatenated(Uint32Array, timelines, ({ from }) => from),
    to: concatenated(Uint32Array, timelines, ({ to }) => to),
    words: concatenated(Uint32Array, timelines, ({ words }) => words),
    middles: concatenated(Float64Array, timelines, ({ middles }) => middles),
    starts: concatenated(Float64Array, timelines, ({ starts }) => starts),
  }
}

/** Episode `e` of a timeline alone. */
export function timelineAt({ first, sources, from, to, words, middles, starts }: Timeline, e: number): Timeline {
  const [begin = 0, end = begin] = [first[e], first[e + 1]]
  return {
    length: end - begin,
    first: Uint32Array.of(0, end - begin),
    sources: sources.subarray(begin, end),
    from: from.subarray(begin, end),
    to: to.subarray(begin, end),
    words: words.subarray(begin, end),
    middles: middles.subarray(begin, end),
    starts: starts.subarray(begin, end),
  }
}

export function sourceAt({ sources }: Timeline, moment: number): Source {
  return SOURCES[sources[moment] ?? 0] ?? 'summary'
}
