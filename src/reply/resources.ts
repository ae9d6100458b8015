import type { Episode } from '../content/types.ts'
import type { ResourceRow } from '../search/resources.ts'
import { pageTurns, type View } from './actions.ts'
import { nothingBlocks } from './errors.ts'
import type { Phrases } from './languages/phrases.ts'
import { episodeLink, filled, resourceItems } from './pieces.ts'
import type { Say, Text } from './types.ts'

/** Links about something, best first, each with the episodes that it comes from. */
export function resourcesReply(rows: readonly ResourceRow[], about: string, view: View, episode?: Episode): Say {
  if (rows.length > 0) {
    return listed(rows, view, {
      episodes: episode === undefined,
      heading: phrases =>
        episode
          ? phrases.resourcesAboutIn(about, phrases.episode(episode.id, episode.title))
          : phrases.resourcesAbout(about),
    })
  }
  return phrases => ({
    outcome: 'nothing',
    audience: 'asker',
    blocks: nothingBlocks(
      {
        says: episode
          ? phrases.noResourcesAboutIn(about, episodeLink(episode, phrases))
          : phrases.noResourcesAbout(about),
        nearest: [],
        tries: [phrases.tryAsk(about), [phrases.tryOtherWords], phrases.tryEpisode()],
      },
      phrases,
    ),
    actions: [],
  })
}

/** All links of one episode, in its own order. */
export function episodeResourcesReply(rows: readonly ResourceRow[], view: View, episode: Episode): Say {
  if (rows.length > 0) {
    return listed(rows, view, {
      episodes: false,
      heading: phrases => phrases.resourcesOf(phrases.episode(episode.id, episode.title)),
    })
  }
  return phrases => ({
    outcome: 'nothing',
    audience: 'asker',
    blocks: [{ kind: 'paragraph', text: phrases.noResourcesIn(episodeLink(episode, phrases)) }],
    actions: [],
  })
}

/** As many as are read at a glance; the best come first. */
const PAGE = 10

type Look = { readonly episodes: boolean; readonly heading: (phrases: Phrases) => Text }

function listed(rows: readonly ResourceRow[], view: View, { episodes, heading }: Look): Say {
  const pages = Math.ceil(rows.length / PAGE)
  const page = Math.min(view.page, pages - 1)
  const shown = rows.slice(page * PAGE, (page + 1) * PAGE)
  return phrases => ({
    outcome: 'found',
    audience: 'everyone',
    view: { ...view, page },
    blocks: filled([
      {
        kind: 'list',
        heading: heading(phrases),
        items: resourceItems(shown, row => (episodes ? [whereFrom(row, phrases)] : [])),
      },
      { kind: 'small', text: pages > 1 ? [phrases.page(page + 1, pages)] : [] },
    ]),
    actions: pageTurns({ ...view, page }, pages, phrases),
  })
}

function whereFrom({ mentions }: ResourceRow, phrases: Phrases): string {
  return ` (${phrases.inEpisodes(mentions.map(({ episode }) => episode.id))})`
}
