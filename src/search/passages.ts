import type { Episode } from '../content/episode.ts'

/**
 * A stretch of an episode that can answer a question: some segments of the transcript, a paragraph of the description,
 * or a chapter's title. It keeps no text of its own, since the windows overlap; see `textOf`.
 */
export type Passage = {
  readonly episode: Episode
  readonly source: 'transcript' | 'summary' | 'chapter'
  /** Indices into the episode's segments, summary or chapters; `to` is exclusive. */
  readonly from: number
  readonly to: number
}

/**
 * Windows of about `size` words, a new one every `step` words, so that whatever is said within `size - step` words
 * stands whole in at least one of them. 160/80 was the best single size measured on 722,000 words of a real show.
 */
export type Window = { readonly size: number; readonly step: number }
export const WINDOW: Window = { size: 160, step: 80 }

/** Every passage of an episode, in the order in which it is heard; the description first. */
export function passagesOf(episode: Episode, window: Window = WINDOW): readonly Passage[] {
  return [
    ...episode.summary.map((_, i) => ({ episode, source: 'summary' as const, from: i, to: i + 1 })),
    ...episode.chapters.map((_, i) => ({ episode, source: 'chapter' as const, from: i, to: i + 1 })),
    ...windows(
      episode.segments.map(segment => countWords(segment.text)),
      window,
    ).map(([from, to]) => ({ episode, source: 'transcript' as const, from, to })),
  ]
}

/** The words of a passage, verbatim, its segments joined by a blank. */
export function textOf({ episode, source, from, to }: Passage): string {
  if (source === 'transcript') return joined(episode.segments.slice(from, to).map(segment => segment.text))
  if (source === 'summary') return joined(episode.summary.slice(from, to).map(paragraph => paragraph.text))
  return joined(episode.chapters.slice(from, to).map(chapter => chapter.title))
}

/** When a passage is heard, in seconds; undefined where nobody wrote down the time. */
export function timesOf({ episode, source, from, to }: Passage): { start?: number; end?: number } {
  if (source === 'summary') return {}
  if (source === 'chapter') return span(episode.chapters[from]?.start, episode.chapters[to]?.start)
  return span(episode.segments[from]?.start, episode.segments[to - 1]?.end)
}

const joined = (texts: readonly string[]): string => texts.join(' ')

const span = (start?: number, end?: number) => ({
  ...(start !== undefined && { start }),
  ...(end !== undefined && { end }),
})

const countWords = (text: string): number => text.split(' ').length

/** Ranges of indices whose counts add up to about `size`, each beginning at least `step` after the one before. */
function windows(counts: readonly number[], { size, step }: Window): readonly [from: number, to: number][] {
  const ranges: [number, number][] = []
  let from = 0
  while (from < counts.length) {
    let to = from
    for (let words = 0; to < counts.length && (words === 0 || words < size); to++) words += counts[to] ?? 0
    ranges.push([from, to])
    if (to >= counts.length) break
    for (let words = 0; from < to && words < step; from++) words += counts[from] ?? 0
  }
  return ranges
}
