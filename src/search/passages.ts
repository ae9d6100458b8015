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

/** A stretch of an episode that has a vector of its own. `to` is exclusive. */
export type EmbeddedPassage = {
  readonly source: Source | 'title'
  readonly from: number
  readonly to: number
  /** What is embedded. */
  readonly text: string
}

/**
 * The length of a window of text, in words. A model for sentences averages over all it reads: longer windows blur what
 * is said in them, and shorter ones find no more but take longer to compute.
 */
const MIN_WORDS = 120
const MAX_WORDS = 160

/**
 * What an episode is found by when only the meaning of a question matches: its title; its description and its chapters
 * in windows, below the title, since they speak of it without naming it; each link; and the transcript in windows that
 * begin and end with a segment.
 */
export function embeddedPassages(episode: Episode): readonly EmbeddedPassage[] {
  const below = (text: string): string => `${episode.title}\n${text}`
  const resources = episode.resources.map(({ label, context }, from) => ({
    source: 'resources' as const,
    from,
    to: from + 1,
    text: context === undefined || context.includes(label) ? (context ?? label) : `${label}: ${context}`,
  }))
  return [
    { source: 'title', from: 0, to: 0, text: episode.title },
    ...windowsOf(episode, 'summary').map(window => ({ ...window, text: below(window.text) })),
    ...resources,
    ...windowsOf(episode, 'chapters').map(window => ({ ...window, text: below(window.text) })),
    ...windowsOf(episode, 'transcript'),
  ]
}

/** The parts of a source in windows of whole parts; a part that is too long for one is cut between words. */
function windowsOf(episode: Episode, source: Source): readonly EmbeddedPassage[] {
  const windows: EmbeddedPassage[] = []
  let words: string[] = []
  let from = 0
  const close = (to: number): void => {
    if (words.length > 0) windows.push({ source, from, to, text: words.join(' ') })
    words = []
    from = to
  }
  textsOf(episode, source).forEach((text, i) => {
    const own = text.split(/\s+/u).filter(word => word !== '')
    if (words.length > 0 && words.length + own.length > MAX_WORDS) close(i)
    for (let at = 0; at < own.length; at += MAX_WORDS) {
      if (words.length >= MIN_WORDS) {
        close(i + 1)
        from = i
      }
      for (const word of own.slice(at, at + MAX_WORDS)) words.push(word)
    }
    if (words.length >= MIN_WORDS) close(i + 1)
  })
  close(textsOf(episode, source).length)
  return windows
}
