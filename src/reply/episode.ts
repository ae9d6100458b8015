import type { Episode } from '../content/episode.ts'
import { listenAt } from '../content/links.ts'
import { type EpisodeFound, isNumber } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { relatedEpisodes } from '../search/related.ts'
import { resourcesOf } from '../search/resources.ts'
import { phrases } from './phrases.ts'
import {
  atMost,
  datedLink,
  dateOf,
  episodeLink,
  filled,
  joined,
  link,
  linksOf,
  playing,
  resourceItem,
} from './pieces.ts'
import { relatedItem } from './related.ts'
import type { Block, Reply, Text } from './reply.ts'
import { clock } from './time.ts'

/** An episode: what it is about, where to hear it, its chapters, its resources. */
export function episodeReply(found: EpisodeFound, which: string, library: Library): Reply {
  if (found.kind === 'nothing') {
    return { outcome: 'nothing', audience: 'asker', blocks: unknownEpisode(found.nearest, which, library), actions: [] }
  }
  if (found.kind === 'several') {
    const blocks: Block[] = [
      {
        kind: 'list',
        heading: phrases.severalEpisodes(which),
        items: found.episodes.slice(0, MOST_EPISODES).map(datedLink),
      },
    ]
    return { outcome: 'found', audience: 'asker', blocks, actions: [] }
  }
  const { episode } = found
  return { outcome: 'found', audience: 'everyone', blocks: blocksOf(episode, library), actions: [] }
}

/** The newest episodes, a line each. */
export function latestReply(episodes: readonly Episode[], library: Library): Reply {
  if (episodes.length === 0) {
    const blocks: Block[] = [{ kind: 'paragraph', text: phrases.noEpisodes(library.show.name) }]
    return { outcome: 'nothing', audience: 'asker', blocks, actions: [] }
  }
  const blocks: Block[] = [{ kind: 'list', heading: [phrases.latest], items: episodes.map(datedLink) }]
  return { outcome: 'found', audience: 'everyone', blocks, actions: [] }
}

const MOST_EPISODES = 10
const MOST_CHAPTERS = 12
const MOST_RESOURCES = 20
const MOST_RELATED = 3

function unknownEpisode(nearest: readonly Episode[], which: string, { episodes }: Library): readonly Block[] {
  const [first, last] = [episodes[0], episodes.at(-1)]
  if (first && last && isNumber(which)) {
    return [{ kind: 'paragraph', text: phrases.noEpisodeNumbered(which, first.id, last.id) }]
  }
  return filled([
    { kind: 'paragraph', text: phrases.noSuchEpisode(which) },
    { kind: 'list', heading: [phrases.didYouMean], items: nearest.map(datedLink) },
    { kind: 'paragraph', text: phrases.tryEpisode() },
  ])
}

function blocksOf(episode: Episode, library: Library): readonly Block[] {
  const date = dateOf(episode)
  return filled([
    { kind: 'title', text: [episodeLink(episode)] },
    { kind: 'small', text: joined([...(date ? [[date]] : []), linksOf(episode.links)], ' · ') },
    ...episode.summary.map(({ text }): Block => ({ kind: 'paragraph', text: [text] })),
    { kind: 'list', heading: [phrases.chapters], items: chapterItems(episode) },
    {
      kind: 'list',
      heading: [phrases.resources],
      items: atMost(
        MOST_RESOURCES,
        resourcesOf(episode).map(row => resourceItem(row, { episodes: false })),
      ),
    },
    {
      kind: 'list',
      heading: [phrases.related],
      items: relatedEpisodes(library, episode, MOST_RELATED).map(relatedItem),
    },
  ])
}

function chapterItems({ chapters, links }: Episode): readonly Text[] {
  const items = chapters.map(
    ({ start, title }): Text => [link(clock(start), listenAt(playing(links), start)), ` ${title}`],
  )
  return atMost(MOST_CHAPTERS, items)
}
