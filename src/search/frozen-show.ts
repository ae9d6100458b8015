import type { Episode, Segment, Show } from '../content/episode.ts'
import type { Numbers, Sections } from './sections.ts'

/**
 * A show as sections. What was said is most of it: it stays bytes until somebody asks for it, which takes an eighth of
 * the memory that its segments take as objects.
 */
export function freezeShow({ episodes, ...about }: Show): Sections {
  const segments = episodes.flatMap(episode => episode.segments)
  const names = [...new Set(segments.flatMap(({ speaker, voice }) => [speaker, voice]))].filter(
    name => name !== undefined,
  )
  const numbers = new Map(names.map((name, i) => [name, i + 1]))
  const numberOf = (name: string | undefined) => (name === undefined ? 0 : (numbers.get(name) ?? 0))
  const texts = episodes.map(episode => encoder.encode(episode.segments.map(({ text }) => text).join('')))
  return {
    show: JSON.stringify({ ...about, episodes: episodes.map(({ segments, ...rest }) => rest), names }),
    segments: Uint32Array.from(episodes, episode => episode.segments.length),
    bytes: Uint32Array.from(texts, text => text.length),
    lengths: Uint32Array.from(segments, ({ text }) => text.length),
    starts: Float64Array.from(segments, ({ start }) => start ?? Number.NaN),
    ends: Float64Array.from(segments, ({ end }) => end ?? Number.NaN),
    speakers: Uint32Array.from(segments, ({ speaker }) => numberOf(speaker)),
    voices: Uint32Array.from(segments, ({ voice }) => numberOf(voice)),
    said: concatenated(texts),
  }
}

/** The same show. */
export function thawShow(sections: Sections): Show {
  const { episodes, names, ...about } = JSON.parse(sections.show as string) as Written
  const spoken: Spoken = {
    names,
    lengths: sections.lengths as Uint32Array,
    starts: sections.starts as Float64Array,
    ends: sections.ends as Float64Array,
    speakers: sections.speakers as Uint32Array,
    voices: sections.voices as Uint32Array,
  }
  const [segments, bytes, said] = [sections.segments, sections.bytes, sections.said] as [Numbers, Numbers, Uint8Array]
  let [segment, byte] = [0, 0]
  return {
    ...about,
    episodes: episodes.map((rest, i) => {
      const [from, start] = [segment, byte]
      segment += segments[i] ?? 0
      byte += bytes[i] ?? 0
      const [to, text] = [segment, said.subarray(start, byte)]
      return reading(rest, () => segmentsOf(spoken, from, to, text))
    }),
  }
}

type Silent = Omit<Episode, 'segments'>

type Written = Omit<Show, 'episodes'> & { readonly episodes: readonly Silent[]; readonly names: readonly string[] }

/** Of each segment of the show. Speakers and voices are positions in `names`, counted from 1. */
type Spoken = {
  readonly names: readonly string[]
  /** UTF-16 units. */
  readonly lengths: Uint32Array
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly speakers: Uint32Array
  readonly voices: Uint32Array
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** An episode whose segments are read when they are asked for, and again when memory was short in between. */
function reading(silent: Silent, read: () => readonly Segment[]): Episode {
  let kept: WeakRef<readonly Segment[]> | undefined
  return {
    ...silent,
    get segments() {
      const before = kept?.deref()
      if (before) return before
      const segments = read()
      kept = new WeakRef(segments)
      return segments
    },
  }
}

function segmentsOf(spoken: Spoken, from: number, to: number, bytes: Uint8Array): readonly Segment[] {
  const text = decoder.decode(bytes)
  const segments: Segment[] = []
  let at = 0
  for (let i = from; i < to; i++) {
    const length = spoken.lengths[i] ?? 0
    const [start = Number.NaN, end = Number.NaN] = [spoken.starts[i], spoken.ends[i]]
    const speaker = spoken.names[(spoken.speakers[i] ?? 0) - 1]
    const voice = spoken.names[(spoken.voices[i] ?? 0) - 1]
    segments.push({
      ...(!Number.isNaN(start) && { start }),
      ...(!Number.isNaN(end) && { end }),
      ...(speaker !== undefined && { speaker }),
      ...(voice !== undefined && { voice }),
      text: text.slice(at, at + length),
    })
    at += length
  }
  return segments
}

function concatenated(texts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(texts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const text of texts) {
    all.set(text, at)
    at += text.length
  }
  return all
}
