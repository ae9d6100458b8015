import type { Episode } from '../content/types.ts'
import type { ResourceRow } from '../search/resource-index.ts'
import { pageButtons, type View } from './actions.ts'
import { episodeLink, episodeName, resourceItems } from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import { nothingReply, textReply } from './render.ts'
import type { ReplyDraft, Text } from './types.ts'

/** Links about a subject, best first; each with the episodes it comes from, unless only one episode was searched. */
export function resourcesReply(rows: readonly ResourceRow[], about: string, view: View, episode?: Episode): ReplyDraft {
  if (rows.length === 0) return noResourcesReply(about, episode)
  if (episode === undefined) return listReply(rows, view, phrases => phrases.resourcesAbout(about), episodesOf)
  return listReply(rows, view, phrases => phrases.resourcesAboutIn(about, episodeName(episode, phrases)))
}

/** All links of one episode, in its own order. */
export function episodeResourcesReply(rows: readonly ResourceRow[], view: View, episode: Episode): ReplyDraft {
  if (rows.length === 0) return textReply('nothing', phrases => phrases.noResourcesIn(episodeLink(episode, phrases)))
  return listReply(rows, view, phrases => phrases.resourcesOf(episodeName(episode, phrases)))
}

const noResourcesReply = (about: string, episode: Episode | undefined): ReplyDraft =>
  nothingReply(
    phrases =>
      episode ? phrases.noResourcesAboutIn(about, episodeLink(episode, phrases)) : phrases.noResourcesAbout(about),
    [],
    phrases => [phrases.tryAsk(about), [phrases.tryOtherWords], phrases.tryEpisode()],
  )

/** As many as can be read at a glance. */
const PAGE_SIZE = 10

/** @param suffix what to add to each row. */
function listReply(
  rows: readonly ResourceRow[],
  view: View,
  heading: (phrases: Phrases) => Text,
  suffix: (row: ResourceRow, phrases: Phrases) => Text = () => [],
): ReplyDraft {
  const pages = Math.ceil(rows.length / PAGE_SIZE)
  const page = Math.min(view.page, pages - 1)
  const shown = rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
  return {
    outcome: 'found',
    audience: 'everyone',
    view: { ...view, page },
    render: phrases => ({
      blocks: [
        {
          kind: 'list',
          heading: heading(phrases),
          items: resourceItems(shown, row => [...hostOf(row), ...suffix(row, phrases)]),
        },
        { kind: 'small', text: pages > 1 ? [phrases.page(page + 1, pages)] : [] },
      ],
      actions: pageButtons({ ...view, page }, pages, phrases),
    }),
  }
}

const episodesOf = ({ mentions }: ResourceRow, phrases: Phrases): Text => [
  ` (${phrases.inEpisodes(mentions.map(({ episode }) => episode.id))})`,
]

/** ` · example.com`: where a link leads, unless its label says so. */
function hostOf({ url, label }: ResourceRow): Text {
  if (!URL.canParse(url)) return []
  const host = new URL(url).hostname.replace(/^www\./, '')
  return label.toLowerCase().includes(host) ? [] : [` · ${host}`]
}
