import type { Episode } from '../content/episode.ts'
import { type Moment, SOURCES, type Source } from './moments.ts'

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

/** @param moments those of each episode, in the order of `episodes`. */
export function timelineOf(episodes: readonly Episode[], moments: readonly (readonly Moment[])[]): Timeline {
  const all = moments.flat()
  return {
    length: all.length,
    first: starts(moments.map(ofEpisode => ofEpisode.length)),
    sources: Uint8Array.from(all, ({ source }) => SOURCES.indexOf(source)),
    from: Uint32Array.from(all, ({ from }) => from),
    to: Uint32Array.from(all, ({ to }) => to),
    words: Uint32Array.from(all, ({ words }) => words),
    middles: Float64Array.from(all, ({ middle }) => middle),
    starts: Float64Array.from(
      episodes.flatMap(({ segments }, e) =>
        (moments[e] ?? []).map(
          ({ source, from }) => (source === 'transcript' ? segments[from]?.start : undefined) ?? NaN,
        ),
      ),
    ),
  }
}

export function sourceAt({ sources }: Timeline, moment: number): Source {
  return SOURCES[sources[moment] ?? 0] ?? 'summary'
}

/** Where each of some runs begins when they follow one another; at last, where the last one ends. */
function starts(lengths: readonly number[]): Uint32Array {
  const all = new Uint32Array(lengths.length + 1)
  lengths.forEach((length, i) => {
    all[i + 1] = (all[i] ?? 0) + length
  })
  return all
}
