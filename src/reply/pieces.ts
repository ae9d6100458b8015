import { listenAt } from '../content/links.ts'
import type { Episode, Links } from '../content/types.ts'
import type { ResourceRow } from '../search/resource-index.ts'
import type { Phrases } from './languages/phrases.ts'
import type { Block, Piece, Text } from './types.ts'

export const link = (text: string, url: string | undefined): Piece =>
  url === undefined ? text : { kind: 'link', text, url }

export const dateOf = (episode: Episode): Piece | undefined =>
  episode.publishedOn === undefined ? undefined : { kind: 'date', iso: episode.publishedOn }

/** `Episode 64: How do you …`, leading to the episode. */
export const episodeLink = (episode: Episode, phrases: Phrases): Piece =>
  link(phrases.episode(episode.id, episode.title), listenAt(episode.links))

/** The episode and its date. */
export function datedLink(episode: Episode, phrases: Phrases): Text {
  const date = dateOf(episode)
  return joined([[episodeLink(episode, phrases)], date ? [date] : []], ', ')
}

/** The links that can start at a moment: a video or a sound file, but no page. */
export const playing = ({ youtube, audio }: Links): Links => ({
  ...(youtube !== undefined && { youtube }),
  ...(audio !== undefined && { audio }),
})

/** `YouTube · Spotify · Episode page`, whichever there are. */
export function linksOf(links: Links, { listen }: Phrases): Text {
  const places: readonly (readonly [name: string, url: string | undefined])[] = [
    [listen.youtube, links.youtube && listenAt({ youtube: links.youtube })],
    [listen.spotify, links.spotify],
    [listen.audio, links.audio],
    [listen.page, links.page],
  ]
  return joined(
    places.flatMap(([name, url]) => (url === undefined ? [] : [[link(name, url)]])),
    ' · ',
  )
}

/**
 * Each label as a link, with the rest of its bullet where that says more than the address over again. A bullet of
 * several links is repeated for none but the first.
 *
 * @param behind what else to say of each.
 */
export function resourceItems(
  rows: readonly ResourceRow[],
  behind: (row: ResourceRow) => Text = () => [],
): readonly Text[] {
  return rows.map((row, i) => {
    const isFirst = rows.findIndex(({ context }) => context === row.context) === i
    return [...resourceItem(row, isFirst ? row.context : undefined), ...behind(row)]
  })
}

function resourceItem(row: ResourceRow, around: string | undefined): Text {
  const says = around?.includes(row.label) && !around.includes(row.url)
  const context = (says && around) || row.label
  const at = context.indexOf(row.label)
  return [context.slice(0, at), link(row.label, row.url), context.slice(at + row.label.length)].filter(
    piece => piece !== '',
  )
}

/** Texts one after the other with something between them. Empty ones are left out. */
export function joined(texts: readonly Text[], by: string): Text {
  return texts.filter(text => text.length > 0).flatMap((text, i) => (i === 0 ? text : [by, ...text]))
}

/** The first items, and at last how many were left out. */
export function atMost(most: number, items: readonly Text[], phrases: Phrases): readonly Text[] {
  return items.length > most ? [...items.slice(0, most), [phrases.andMore(items.length - most)]] : items
}

type Nothing = { readonly message: Text; readonly nearest: readonly Episode[]; readonly tips: readonly Text[] }

/** Nothing found is never a dead end: says what was not found, then names the nearest episodes and what to try. */
export function nothingBlocks({ message, nearest, tips }: Nothing, phrases: Phrases): readonly Block[] {
  return [
    { kind: 'paragraph', text: message },
    { kind: 'list', heading: [phrases.nearest], items: nearest.map(episode => [episodeLink(episode, phrases)]) },
    { kind: 'list', heading: [phrases.whatToTry], items: tips },
  ]
}
