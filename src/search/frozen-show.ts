import type { Episode, Segment, Show } from '../content/types.ts'
import { concatenated, type Sections } from './sections.ts'

/**
 * A show as sections. What was said is most of it: it stays bytes until somebody asks for it, which takes an eighth of
 * the memory that its segments take as objects.
 */
export function freezeShow({ episodes, ...about }: Show): Sections {
  const parts = episodes.map(episode => frozen.get(episode) ?? partsOf(episode))
  const speeches = parts.map(({ speech }) => speech)
  const names = [...new Set(speeches.flatMap(namesIn))].sort()
  return {
    show: JSON.stringify({ ...about, episodes: parts.map(({ silent }) => silent), names } satisfies Written),
    segments: Uint32Array.from(speeches, ({ lengths }) => lengths.length),
    bytes: Uint32Array.from(speeches, ({ said }) => said.length),
    lengths: concatenated(Uint32Array, speeches, ({ lengths }) => lengths),
    starts: concatenated(Float64Array, speeches, ({ starts }) => starts),
    ends: concatenated(Float64Array, speeches, ({ ends }) => ends),
    speakers: concatenated(Uint32Array, speeches, speech => renumbered(speech.speakers, speech.names, names)),
    voices: concatenated(Uint32Array, speeches, speech => renumbered(speech.voices, speech.names, names)),
    said: concatenated(Uint8Array, speeches, ({ said }) => said),
  }
}

/** The same show. */
export function thawShow(sections: Sections): Show {
  const { episodes, names, ...about } = JSON.parse(sections.show as string) as Written
  const [segments, bytes] = [sections.segments as Uint32Array, sections.bytes as Uint32Array]
  const spoken = sections as Omit<Speech, 'names'>
  let [segment, byte] = [0, 0]
  return {
    ...about,
    episodes: episodes.map((silent, i) => {
      const [from, start] = [segment, byte]
      segment += segments[i] ?? 0
      byte += bytes[i] ?? 0
      return reading(silent, {
        names,
        lengths: spoken.lengths.subarray(from, segment),
        starts: spoken.starts.subarray(from, segment),
        ends: spoken.ends.subarray(from, segment),
        speakers: spoken.speakers.subarray(from, segment),
        voices: spoken.voices.subarray(from, segment),
        said: spoken.said.subarray(start, byte),
      })
    }),
  }
}

type Silent = Omit<Episode, 'segments'>

type Written = Omit<Show, 'episodes'> & { readonly episodes: readonly Silent[]; readonly names: readonly string[] }

/** The segments of an episode. Times that are not known are not numbers. */
type Speech = {
  readonly names: readonly string[]
  /** UTF-16 units. */
  readonly lengths: Uint32Array
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Positions in `names`, counted from 1; 0 for nobody. */
  readonly speakers: Uint32Array
  readonly voices: Uint32Array
  /** All texts, as UTF-8. */
  readonly said: Uint8Array
}

/** An episode is written in two parts. */
type Parts = { readonly silent: Silent; readonly speech: Speech }

/** Those of the episodes that were thawed: they need not be made again. */
const frozen = new WeakMap<Episode, Parts>()

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const partsOf = ({ segments, ...silent }: Episode): Parts => ({ silent, speech: speechOf(segments) })

function speechOf(segments: readonly Segment[]): Speech {
  const names = [...new Set(segments.flatMap(({ speaker = [], voice = [] }) => [speaker, voice].flat()))]
  const numbers = new Map(names.map((name, i) => [name, i + 1]))
  const numberOf = (name: string | undefined) => (name === undefined ? 0 : (numbers.get(name) ?? 0))
  return {
    names,
    lengths: Uint32Array.from(segments, ({ text }) => text.length),
    starts: Float64Array.from(segments, ({ start }) => start ?? Number.NaN),
    ends: Float64Array.from(segments, ({ end }) => end ?? Number.NaN),
    speakers: Uint32Array.from(segments, ({ speaker }) => numberOf(speaker)),
    voices: Uint32Array.from(segments, ({ voice }) => numberOf(voice)),
    said: encoder.encode(segments.map(({ text }) => text).join('')),
  }
}

/** An episode whose segments are read when they are asked for, and again when memory was short in between. */
function reading(silent: Silent, speech: Speech): Episode {
  let kept: WeakRef<readonly Segment[]> | undefined
  const episode = {
    ...silent,
    get segments() {
      const before = kept?.deref()
      if (before) return before
      const segments = segmentsOf(speech)
      kept = new WeakRef(segments)
      return segments
    },
  }
  frozen.set(episode, { silent, speech })
  return episode
}

function segmentsOf({ names, lengths, starts, ends, speakers, voices, said }: Speech): readonly Segment[] {
  const text = decoder.decode(said)
  let at = 0
  return Array.from(lengths, (length, i) => {
    const [start = Number.NaN, end = Number.NaN] = [starts[i], ends[i]]
    const speaker = names[(speakers[i] ?? 0) - 1]
    const voice = names[(voices[i] ?? 0) - 1]
    at += length
    return {
      ...(!Number.isNaN(start) && { start }),
      ...(!Number.isNaN(end) && { end }),
      ...(speaker !== undefined && { speaker }),
      ...(voice !== undefined && { voice }),
      text: text.slice(at - length, at),
    }
  })
}

const namesIn = ({ names, speakers, voices }: Speech): readonly string[] =>
  [...new Set([...speakers, ...voices])].flatMap(number => names[number - 1] ?? [])

function renumbered(numbers: Uint32Array, before: readonly string[], names: readonly string[]): Uint32Array {
  const now = Uint32Array.from(before, name => names.indexOf(name) + 1)
  return numbers.map(number => now[number - 1] ?? 0)
}
