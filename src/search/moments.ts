import type { Episode } from '../content/types.ts'
import type { Reader, Word } from './tokenizer.ts'

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

/** The description first, then the links, the chapters, and the transcript as it is heard; each with its words. */
export function momentsOf(episode: Episode, read: Reader): readonly (Moment & { readonly spoken: readonly Word[] })[] {
  return SOURCES.flatMap(source => {
    const parts = textsOf(episode, source).map(read)
    return source === 'transcript' ? runs(parts) : singles(source, parts)
  })
}

/** The paragraphs, bullets, titles or segments of a source, verbatim: all of them, or from one up to another. */
export function textsOf(episode: Episode, source: Source, from?: number, to?: number): readonly string[] {
  if (source === 'summary') return episode.summary.slice(from, to).map(paragraph => paragraph.text)
  if (source === 'resources') return episode.resources.slice(from, to).map(({ label, context }) => context ?? label)
  if (source === 'chapters') return episode.chapters.slice(from, to).map(chapter => chapter.title)
  return episode.segments.slice(from, to).map(segment => segment.text)
}

function singles(source: Source, parts: readonly (readonly Word[])[]) {
  let heard = 0
  return parts.map((spoken, from) => {
    const middle = heard + spoken.length / 2
    heard += spoken.length + (source === 'summary' ? 0 : FAR)
    return { source, from, to: from + 1, words: spoken.length, middle, spoken }
  })
}

/** As many segments as it takes to reach `WORDS`, one run after the other. */
function runs(parts: readonly (readonly Word[])[]) {
  const moments: (Moment & { readonly spoken: readonly Word[] })[] = []
  let heard = 0
  for (let from = 0; from < parts.length; ) {
    const spoken: Word[] = []
    let to = from
    while (to < parts.length && (to === from || spoken.length < WORDS)) spoken.push(...(parts[to++] ?? []))
    const middle = heard + spoken.length / 2
    moments.push({ source: 'transcript', from, to, words: spoken.length, middle, spoken })
    heard += spoken.length
    from = to
  }
  return moments
}
