import type { Episode } from '../content/types.ts'
import type { ResourceRow } from '../search/resource-index.ts'
import { pageButtons, type View } from './actions.ts'
import { datedEpisodeLink, episodeLink, episodeName, pageNumber, resourceItems } from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import { nothingReply, textReply } from './render.ts'
import type { Block, ReplyDraft, Text } from './types.ts'

/** Links about a subject, best first, grouped by episode unless only one episode was searched. */
export function resourcesReply(rows: readonly ResourceRow[], about: string, view: View, episode?: Episode): ReplyDraft {
  if (rows.length === 0) return noResourcesReply(about, episode)
  if (episode === undefined)
    return listReply(rows, view, (shown, phrases) => listByEpisode(phrases.resourcesAbout(about), shown, phrases))
  return listReply(rows, view, (shown, phrases) =>
    plainList(phrases.resourcesAboutIn(about, episodeName(episode, phrases)), shown),
  )
}

/** All links of one episode, in its own order. */
export function episodeResourcesReply(rows: readonly ResourceRow[], view: View, episode: Episode): ReplyDraft {
  if (rows.length === 0) return textReply('nothing', phrases => phrases.noResourcesIn(episodeLink(episode, phrases)))
  return listReply(rows, view, (shown, phrases) => plainList(phrases.resourcesOf(episodeName(episode, phrases)), shown))
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

/** @param listOf lists the rows of one page. */
function listReply(
  rows: readonly ResourceRow[],
  view: View,
  listOf: (shown: readonly ResourceRow[], phrases: Phrases) => readonly Block[],
): ReplyDraft {
  const pages = Math.ceil(rows.length / PAGE_SIZE)
  const page = Math.min(view.page, pages - 1)
  const shown = rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
  return {
    outcome: 'found',
    audience: 'everyone',
    view: { ...view, page },
    render: phrases => ({
      blocks: [...listOf(shown, phrases), pageNumber(page, pages, phrases)],
      actions: pageButtons({ ...view, page }, pages, phrases),
    }),
  }
}

const plainList = (heading: Text, rows: readonly ResourceRow[]): readonly Block[] => [
  { kind: 'list', heading, items: resourceItems(rows, hostOf) },
]

/** Rows that share an episode stand below its name, the best group first; the others follow, each with its episodes. */
function listByEpisode(heading: Text, rows: readonly ResourceRow[], phrases: Phrases): readonly Block[] {
  const itemsOf = (some: readonly ResourceRow[], isGroup: boolean) =>
    resourceItems(some, row => [
      ...hostOf(row),
      ...(isGroup && row.mentions.length === 1 ? [] : episodesOf(row, phrases)),
    ])
  const groups = groupsOf(rows)
  const grouped = new Set([...groups.values()].flat())
  const others = rows.filter(row => !grouped.has(row))
  // Otherwise the best links would sink below groups that happen to be there.
  if (grouped.size === 0 || grouped.size < rows.length / 2)
    return [{ kind: 'list', heading, items: itemsOf(rows, false) }]
  return [
    { kind: 'title', text: heading },
    ...[...groups].map(
      ([episode, some]): Block => ({
        kind: 'list',
        heading: datedEpisodeLink(episode, phrases),
        items: itemsOf(some, true),
      }),
    ),
    { kind: 'list', heading: [phrases.resourcesElsewhere], items: itemsOf(others, false) },
  ]
}

/** The rows of each episode that has two or more. A row of several episodes belongs to the one with the most rows. */
function groupsOf(rows: readonly ResourceRow[]): ReadonlyMap<Episode, readonly ResourceRow[]> {
  const counts = new Map<Episode, number>()
  for (const { mentions } of rows)
    for (const { episode } of mentions) counts.set(episode, (counts.get(episode) ?? 0) + 1)
  const groups = new Map<Episode, ResourceRow[]>()
  for (const row of rows) {
    const [most] = row.mentions.toSorted((a, b) => (counts.get(b.episode) ?? 0) - (counts.get(a.episode) ?? 0))
    if (most) groups.set(most.episode, [...(groups.get(most.episode) ?? []), row])
  }
  return new Map([...groups].filter(([, some]) => some.length > 1))
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
