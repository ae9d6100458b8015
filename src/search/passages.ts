import type { Episode } from '../content/types.ts'

/** The parts of an episode that can be quoted, in the order in which they are indexed. */
export const SOURCES = ['summary', 'resources', 'chapters', 'transcript'] as const

export type Source = (typeof SOURCES)[number]

/** A part of an episode that may answer a question. It contains no text itself: see `textOf`. */
export type Passage = {
  readonly episode: Episode
  readonly source: Source
  /** Which of the episode's paragraphs, links, chapters or segments it covers; `to` is exclusive. */
  readonly from: number
  readonly to: number
}

/** The words of a passage, verbatim, its parts joined by a space. */
export function textOf({ episode, source, from, to }: Passage): string {
  return textsOf(episode, source, from, to).join(' ')
}

/** The paragraphs, links, chapter titles or segments of a source, verbatim: all of them, or a range of them. */
export function textsOf(episode: Episode, source: Source, from?: number, to?: number): readonly string[] {
  if (source === 'summary') return episode.summary.slice(from, to).map(paragraph => paragraph.text)
  if (source === 'resources') return episode.resources.slice(from, to).map(({ label, context }) => context ?? label)
  if (source === 'chapters') return episode.chapters.slice(from, to).map(chapter => chapter.title)
  return episode.segments.slice(from, to).map(segment => segment.text)
}

/** All text of an episode: its title first, then its sources in order. */
export function allTextsOf(episode: Episode): readonly string[] {
  return [episode.title, ...SOURCES.flatMap(source => textsOf(episode, source))]
}
