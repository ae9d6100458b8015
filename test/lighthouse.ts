import type { Episode, Segment, Show } from '../src/content/types.ts'

/** An episode of an invented show about lighthouses, with only what a test cares about. */
export function episode(id: string, title: string, rest: Partial<Episode> = {}): Episode {
  return {
    id,
    title,
    slug: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    publishedOn: `2024-01-${id.padStart(2, '0').slice(-2)}`,
    people: [],
    tags: [],
    links: { youtube: `video-${id}` },
    summary: [],
    chapters: [],
    resources: [],
    references: [],
    segments: [],
    file: `${id}.md`,
    ...rest,
  }
}

export const showOf = (...episodes: readonly Episode[]): Show => ({
  name: 'Blink',
  about: [],
  synonyms: {},
  hosts: [],
  episodes,
})

/** A transcript, a line a segment, each ten seconds long: `Ada: We climbed the tower.` */
export function said(lines: string): readonly Segment[] {
  return lines
    .trim()
    .split('\n')
    .map((line, i) => {
      const [, speaker, text = ''] = /^\s*(?:(\w+): )?(.*)$/.exec(line) ?? []
      return { start: i * 10, end: i * 10 + 10, text, ...(speaker !== undefined && { speaker }) }
    })
}
