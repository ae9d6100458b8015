import type { Episode } from '../content/episode.ts'
import { wordsOf } from './words.ts'

/**
 * Words in a block, the grain in which a show is indexed. Every window in which the search looks is a run of blocks,
 * so a word is indexed once however many windows overlap on it; 40 words are about a quarter of a minute of speech.
 */
export const BLOCK = 40

/** What of an episode can be quoted: its description, its chapters' titles, what was said. */
export type Source = 'summary' | 'chapters' | 'transcript'

/** One source of one episode, cut into blocks. Its parts are paragraphs, chapters or segments. */
export type Stream = {
  readonly episode: Episode
  readonly source: Source
  /** The first of its blocks, counted over the whole show, and how many there are. */
  readonly first: number
  readonly count: number
  /** The part in which each block begins; then the number of parts. */
  readonly parts: Uint32Array
}

/** The streams of each episode, and the stems of every block. */
export type Blocks = {
  readonly streams: readonly (readonly Stream[])[]
  readonly stems: readonly (readonly string[])[]
}

export function blocksOf(episodes: readonly Episode[]): Blocks {
  const stems: string[][] = []
  const streams = episodes.map(episode =>
    SOURCES.flatMap(source => {
      const texts = textsOf(episode, source)
      if (texts.length === 0) return []
      const first = stems.length
      const parts = cut(texts, stems)
      return [{ episode, source, first, count: stems.length - first, parts }]
    }),
  )
  return { streams, stems }
}

/** The parts of a source, verbatim. */
export function textsOf(episode: Episode, source: Source): readonly string[] {
  if (source === 'summary') return episode.summary.map(paragraph => paragraph.text)
  if (source === 'chapters') return episode.chapters.map(chapter => chapter.title)
  return episode.segments.map(segment => segment.text)
}

const SOURCES: readonly Source[] = ['summary', 'chapters', 'transcript']

/** Appends the stems of each block to `stems`. */
function cut(texts: readonly string[], stems: string[][]): Uint32Array {
  const parts: number[] = []
  let block: string[] = []
  let left = 0
  texts.forEach((text, part) => {
    for (const word of wordsOf(text)) {
      if (left === 0) {
        left = BLOCK
        block = []
        stems.push(block)
        parts.push(part)
      }
      left--
      if (word.stem !== '') block.push(word.stem)
    }
  })
  return Uint32Array.from([...parts, texts.length])
}
