import type { Episode, Show } from '../content/episode.ts'
import { type Initials, initialsOf } from './abbreviations.ts'
import { directoryOf, type Entry } from './episodes.ts'
import { type Postings, postingsOf } from './postings.ts'
import { type ResourceRow, resourceRows } from './resource-rows.ts'
import { BLOCK, blocksOf, type Stream } from './streams.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'
import { stemsOf } from './words.ts'

/** Everything the bot can look things up in. Never changes: new content makes a new library. */
export type Library = {
  readonly show: Show
  /** Published episodes, oldest first. */
  readonly episodes: readonly Episode[]
  /** What each episode may be called, in the order of `episodes`. */
  readonly directory: readonly Entry[]
  /** What each episode says, in the order of `episodes`. */
  readonly streams: readonly (readonly Stream[])[]
  /** Documents are the blocks of all streams. */
  readonly blocks: Postings
  /** For each block, the position of its episode. */
  readonly episodeOfBlock: Uint32Array
  /** Words in each episode: what it says, its title twice, and what it says about its links. */
  readonly lengths: Uint32Array
  /** Documents are the titles of the episodes, and what each says about its links. */
  readonly titles: Postings
  readonly bullets: Postings
  readonly resources: readonly ResourceRow[]
  /** Documents are the rows of `resources`: by what they are called, what is said about them, their address, and where. */
  readonly links: Readonly<Record<'label' | 'context' | 'address' | 'episode', Postings>>
  readonly vocabulary: Vocabulary
  readonly initials: Initials
}

/**
 * Indexes a show as it stands on one day.
 *
 * @param today ISO day, `2026-11-23`. Episodes dated later are left out.
 */
export function openLibrary(show: Show, today: string): Library {
  const episodes = show.episodes.filter(episode => (episode.publishedOn ?? '') <= today)
  const vocabulary = vocabularyOf(episodes)
  const { streams, stems } = blocksOf(episodes)
  const titles = postingsOf(episodes.map(episode => stemsOf(episode.title)))
  const bullets = postingsOf(
    episodes.map(({ resources }) => resources.flatMap(({ label, context }) => stemsOf(context ?? label))),
  )
  const resources = resourceRows(episodes)
  return {
    show,
    episodes,
    directory: directoryOf(episodes),
    streams,
    blocks: postingsOf(stems),
    episodeOfBlock: episodeOfBlock(streams, stems.length),
    lengths: lengthsOf(streams, titles, bullets),
    titles,
    bullets,
    resources,
    links: linksOf(resources),
    vocabulary,
    initials: initialsOf(episodes),
  }
}

/**
 * How much a stem tells passages apart: its inverse document frequency over the blocks, `ln(1 + (N - n + ½) / (n + ½))`
 * as BM25 has it (Robertson and Zaragoza, 2009). A stem that nobody says weighs most.
 */
export function weightOf({ blocks }: Library, stem: string): number {
  const n = blocks.of(stem).documents.length
  return Math.log(1 + (blocks.size - n + 0.5) / (n + 0.5))
}

/** How often a stem stands in a word of the show, on average. A stem that nobody says is taken to be said once. */
export function rateOf({ blocks }: Library, stem: string): number {
  return Math.max(1, blocks.of(stem).total) / Math.max(1, blocks.size * BLOCK)
}

/** Whether a stem stands anywhere in the show's words, titles or links. */
export function knows({ blocks, titles, bullets }: Library, stem: string): boolean {
  return [blocks, titles, bullets].some(postings => postings.of(stem).documents.length > 0)
}

function episodeOfBlock(streams: Library['streams'], size: number): Uint32Array {
  const episodes = new Uint32Array(size)
  streams.forEach((ofEpisode, position) => {
    for (const { first, count } of ofEpisode) episodes.fill(position, first, first + count)
  })
  return episodes
}

function lengthsOf(streams: Library['streams'], titles: Postings, bullets: Postings): Uint32Array {
  return Uint32Array.from(streams, (ofEpisode, position) => {
    const said = ofEpisode.reduce((words, { count }) => words + count * BLOCK, 0)
    return said + 2 * (titles.lengths[position] ?? 0) + (bullets.lengths[position] ?? 0)
  })
}

function linksOf(rows: readonly ResourceRow[]): Library['links'] {
  const field = (text: (row: ResourceRow) => readonly string[]) =>
    postingsOf(rows.map(row => [...new Set(text(row))].flatMap(stemsOf)))
  return {
    label: field(row => row.mentions.map(({ resource }) => resource.label)),
    context: field(row => row.mentions.flatMap(({ resource }) => resource.context ?? [])),
    address: field(row => [row.url]),
    episode: field(row => row.mentions.map(({ episode }) => episode.title)),
  }
}
