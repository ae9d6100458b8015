import type { Episode } from '../../content/episode.ts'
import type { Library } from '../../search/library.ts'

/** `label` is what a number counts, in the form that goes with it. */
export type Figure = { readonly number: string; readonly label: string }

/** What the library holds, in a few numbers; what there is none of is left out. */
export function knows({ episodes, resources }: Library): readonly Figure[] {
  const transcripts = episodes.filter(({ segments }) => segments.length > 0)
  return [
    figure(episodes.length, 'episode', 'episodes'),
    transcriptFigure(transcripts),
    figure(resources.length, 'link', 'links'),
  ].filter(({ number }) => number !== '0')
}

/** How long a transcript runs, in seconds; nothing when it has no times. */
export function lengthOf({ segments }: Episode): number {
  return segments.reduce((latest, { start = 0, end = start }) => Math.max(latest, end), 0)
}

/** In hours; in transcripts where they have no times, or are too short for an hour. */
function transcriptFigure(episodes: readonly Episode[]): Figure {
  const hours = Math.round(episodes.reduce((sum, episode) => sum + lengthOf(episode), 0) / 3600)
  return hours > 0
    ? figure(hours, 'hour of transcript', 'hours of transcript')
    : figure(episodes.length, 'transcript', 'transcripts')
}

function figure(count: number, one: string, other: string): Figure {
  return { number: count.toLocaleString('en'), label: count === 1 ? one : other }
}
