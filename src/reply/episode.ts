import { listenAt, pictureOf } from '../content/links.ts'
import type { Episode } from '../content/types.ts'
import { type EpisodeFound, episodeKey, isNumber } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { type Related, relatedEpisodes } from '../search/related.ts'
import { resourcesOf } from '../search/resources.ts'
import { chooseEpisode, opens, pageTurns, type View } from './actions.ts'
import type { Phrases } from './languages/phrases.ts'
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
  resourceItems,
} from './pieces.ts'
import { clock } from './quote.ts'
import type { Block, Say, Text } from './types.ts'

/** An episode: what it is about, where to hear it, its chapters, its resources. */
export function episodeReply(found: EpisodeFound, which: string, library: Library): Say {
  if (found.kind === 'found') return foundReply(found.episode, library)
  if (found.kind === 'several') return severalReply(found.episodes, which)
  return phrases => ({
    outcome: 'nothing',
    audience: 'asker',
    blocks: unknownEpisode(found.nearest, which, library, phrases),
    actions: chooseEpisode(found.nearest, phrases),
  })
}

/** The newest episodes, a line each. */
export function latestReply(episodes: readonly Episode[], view: View, pages: number, library: Library): Say {
  if (episodes.length === 0) {
    return phrases => ({
      outcome: 'nothing',
      audience: 'asker',
      blocks: [{ kind: 'paragraph', text: phrases.noEpisodes(library.show.name) }],
      actions: [],
    })
  }
  return phrases => ({
    outcome: 'found',
    audience: 'everyone',
    view,
    blocks: filled([
      { kind: 'list', heading: [phrases.latest], items: episodes.map(episode => datedLink(episode, phrases)) },
      { kind: 'small', text: pages > 1 ? [phrases.page(view.page + 1, pages)] : [] },
    ]),
    actions: [...chooseEpisode(episodes, phrases), ...pageTurns(view, pages, phrases)],
  })
}

const MOST_EPISODES = 10
const MOST_CHAPTERS = 12
const MOST_RESOURCES = 20
const MOST_RELATED = 3

function foundReply(episode: Episode, library: Library): Say {
  const like = relatedEpisodes(library, episode, MOST_RELATED + 1)
  const page = { words: episodeKey(episode), page: 0 }
  return phrases => ({
    outcome: 'found',
    audience: 'everyone',
    view: { command: 'episode', ...page },
    blocks: blocksOf(episode, like.slice(0, MOST_RELATED), phrases),
    actions: [
      ...(episode.resources.length > MOST_RESOURCES
        ? [opens(phrases.buttons.itsResources, { command: 'resources', ...page })]
        : []),
      ...(like.length > MOST_RELATED ? [opens(phrases.buttons.moreLikeThis, { command: 'related', ...page })] : []),
    ],
  })
}

function severalReply(episodes: readonly Episode[], which: string): Say {
  const shown = episodes.slice(0, MOST_EPISODES)
  return phrases => ({
    outcome: 'found',
    audience: 'asker',
    blocks: [
      { kind: 'list', heading: phrases.severalEpisodes(which), items: shown.map(one => datedLink(one, phrases)) },
    ],
    actions: chooseEpisode(shown, phrases),
  })
}

function unknownEpisode(
  nearest: readonly Episode[],
  which: string,
  { episodes }: Library,
  phrases: Phrases,
): readonly Block[] {
  const numbered = episodes.filter(({ id }) => isNumber(id))
  const [first, last] = [numbered[0], numbered.at(-1)]
  if (first && last && isNumber(which)) {
    return [{ kind: 'paragraph', text: phrases.noEpisodeNumbered(which, first.id, last.id) }]
  }
  return filled([
    { kind: 'paragraph', text: phrases.noSuchEpisode(which) },
    { kind: 'list', heading: [phrases.didYouMean], items: nearest.map(episode => datedLink(episode, phrases)) },
    { kind: 'paragraph', text: phrases.tryEpisode() },
  ])
}

function blocksOf(episode: Episode, related: readonly Related[], phrases: Phrases): readonly Block[] {
  const date = dateOf(episode)
  const picture = pictureOf(episode.links)
  const name = phrases.episode(episode.id, episode.title)
  return filled([
    {
      kind: 'title',
      text: [episodeLink(episode, phrases)],
      ...(picture !== undefined && { picture: { url: picture, alt: phrases.picture(name) } }),
    },
    { kind: 'small', text: joined([...(date ? [[date]] : []), linksOf(episode.links, phrases)], ' · ') },
    ...episode.summary.map(({ text }): Block => ({ kind: 'paragraph', text: [text] })),
    { kind: 'list', heading: [phrases.chapters], items: chapterItems(episode, phrases) },
    {
      kind: 'list',
      heading: [phrases.resources],
      items: atMost(MOST_RESOURCES, resourceItems(resourcesOf(episode)), phrases),
    },
    {
      kind: 'list',
      heading: [phrases.related],
      items: related.map(one => relatedItem(one, phrases)),
    },
  ])
}

function chapterItems({ chapters, links }: Episode, phrases: Phrases): readonly Text[] {
  const items = chapters.map(
    ({ start, title }): Text => [link(clock(start), listenAt(playing(links), start)), ` ${title}`],
  )
  return atMost(MOST_CHAPTERS, items, phrases)
}

/** Episodes to go on with after one that somebody knows. */
export function relatedReply(related: readonly Related[], episode: Episode): Say {
  if (related.length === 0) {
    return phrases => ({
      outcome: 'nothing',
      audience: 'asker',
      blocks: [{ kind: 'paragraph', text: phrases.nothingRelated(episodeLink(episode, phrases)) }],
      actions: [],
    })
  }
  return phrases => ({
    outcome: 'found',
    audience: 'everyone',
    view: { command: 'related', words: episodeKey(episode), page: 0 },
    blocks: [
      {
        kind: 'list',
        heading: phrases.relatedTo(phrases.episode(episode.id, episode.title)),
        items: related.map(one => relatedItem(one, phrases)),
      },
    ],
    actions: chooseEpisode(
      related.map(one => one.episode),
      phrases,
    ),
  })
}

export function relatedItem({ episode, linked }: Related, phrases: Phrases): Text {
  const item = datedLink(episode, phrases)
  return linked ? [...item, ` (${phrases.linked})`] : item
}
