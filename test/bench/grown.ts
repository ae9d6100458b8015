import type { Episode, Show } from '../../src/content/types.ts'

/**
 * A show so many times as large, for its cost alone: further episodes are as long as the show's own, segment by segment,
 * and say words drawn from all that the show says, as often as it says them. No new words come with them.
 *
 * @param random from 0 up to 1.
 */
export function grown(show: Show, times: number, random: () => number): Show {
  const words = show.episodes.flatMap(({ segments }) =>
    segments.flatMap(({ text }) => text.split(/\s+/).filter(Boolean)),
  )
  const drawn = (text: string): string =>
    text.replace(/\S+/g, word => words[Math.floor(random() * words.length)] ?? word)
  const like = (episode: Episode, copy: number): Episode => ({
    ...episode,
    id: `${episode.id}-${copy}`,
    title: drawn(episode.title),
    slug: `${episode.slug}-${copy}`,
    summary: episode.summary.map(({ text }) => ({ text: drawn(text) })),
    resources: episode.resources.map(({ url, label }) => ({ url: `${url}#${copy}`, label: drawn(label) })),
    segments: episode.segments.map(segment => ({ ...segment, text: drawn(segment.text) })),
    file: `${copy}/${episode.file}`,
  })
  const copies = Array.from({ length: times - 1 }, (_, i) => show.episodes.map(episode => like(episode, i + 1)))
  return { ...show, episodes: [...show.episodes, ...copies.flat()] }
}
