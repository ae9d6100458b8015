import type { Episode } from '../content/episode.ts'
import { wordsOf } from './words.ts'

/** What of an episode can be quoted: its description, what it says about its links, its chapters' titles, what was said. */
export type Source = (typeof SOURCES)[number]

export const SOURCES = ['summary', 'resources', 'chapters', 'transcript'] as const

/**
 * The grain in which a show is indexed: a paragraph, a link's bullet, a chapter's title, or about forty words of
 * transcript (some fifteen seconds) that begin and end with a segment.
 */
export type Moment = {
  readonly source: Source
  /** Which paragraphs, links, chapters or segments it is made of; `to` is exclusive. */
  readonly from: number
  readonly to: number
  readonly words: number
  /** Words from the beginning of its source to its middle. */
  readonly middle: number
}

/** Words in a moment of a transcript. Anything from 20 to 80 finds as well; more is less to keep in memory. */
const WORDS = 40

/** Chapters and links stand for themselves: one says nothing about the next. */
const FAR = 1000

/** The description first, then the links, the chapters, and the transcript as it is heard. */
export function momentsOf(episode: Episode): readonly Moment[] {
  return [
    ...cut(episode, 'summary', { size: 1, between: 0 }),
    ...cut(episode, 'resources', { size: 1, between: FAR }),
    ...cut(episode, 'chapters', { size: 1, between: FAR }),
    ...cut(episode, 'transcript', { size: WORDS, between: 0 }),
  ]
}

/** The paragraphs, bullets, titles or segments of a source, verbatim. */
export function textsOf(episode: Episode, source: Source): readonly string[] {
  if (source === 'summary') return episode.summary.map(paragraph => paragraph.text)
  if (source === 'resources') return episode.resources.map(({ label, context }) => context ?? label)
  if (source === 'chapters') return episode.chapters.map(chapter => chapter.title)
  return episode.segments.map(segment => segment.text)
}

/** Runs of parts that hold at least `size` words, with so many words thought `between` one run and the next. */
function cut(episode: Episode, source: Source, { size, between }: { size: number; between: number }) {
  const counts = textsOf(episode, source).map(text => wordsOf(text).length)
  const moments: Moment[] = []
  let heard = 0
  for (let from = 0; from < counts.length; ) {
    let [to, words] = [from, 0]
    while (to < counts.length && (to === from || words < size)) words += counts[to++] ?? 0
    moments.push({ source, from, to, words, middle: heard + words / 2 })
    heard += words + between
    from = to
  }
  return moments
}
