import { listenAt } from '../content/links.ts'
import type { Episode, Links } from '../content/types.ts'
import { lengthOf, participantsOf } from '../intent/people.ts'
import { isNumbered } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import type { ResourceRow } from '../search/resource-index.ts'
import type { Phrases } from './languages/phrases.ts'
import type { Block, Piece, Text } from './types.ts'

export const link = (text: string, url: string | undefined): Piece =>
  url === undefined ? text : { kind: 'link', text, url }

export const dateText = ({ publishedOn }: Episode): Text =>
  publishedOn === undefined ? [] : [{ kind: 'date', iso: publishedOn }]

/** `Episode 64: How do you …`; the title alone if the episode has no number. */
export const episodeName = (episode: Episode, phrases: Phrases): string =>
  isNumbered(episode) ? phrases.episode(episode.id, episode.title) : episode.title

/** The same, linked to the episode. */
export const episodeLink = (episode: Episode, phrases: Phrases): Piece =>
  link(episodeName(episode, phrases), listenAt(episode.links))

export const datedEpisodeLink = (episode: Episode, phrases: Phrases): Text =>
  joinTexts([[episodeLink(episode, phrases)], dateText(episode)], ', ')

/** The same with its length and its guests, as far as they are known: one line of a list. */
export const episodeLine = (episode: Episode, library: Library, phrases: Phrases): Text =>
  joinTexts([[episodeLink(episode, phrases)], ...factTexts(episode, library, phrases)], ' · ')

/** The date, the length and the guests of an episode, without what is not known. */
export function factTexts(episode: Episode, library: Library, phrases: Phrases): readonly Text[] {
  const length = lengthOf(episode)
  const guests = participantsOf(library, episode).flatMap(({ role, name }) => (role === 'guest' ? [name] : []))
  const names = guests.length > MAX_NAMES ? [...guests.slice(0, MAX_NAMES), '…'] : guests
  return [
    dateText(episode),
    length
      ? [
          length.exact
            ? minutes(length.seconds, phrases)
            : phrases.facts.approximately(minutes(length.seconds, phrases)),
        ]
      : [],
    names.length > 0 ? [names.join(', ')] : [],
  ]
}

const MAX_NAMES = 3

/** `24 min` */
const minutes = (seconds: number, { locale }: Phrases): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(
    Math.max(1, Math.floor(seconds / 60)),
  )

/** The links that can start at a given time: a video or an audio file, but not a page. */
export const playableLinks = ({ youtube, audio }: Links): Links => ({
  ...(youtube !== undefined && { youtube }),
  ...(audio !== undefined && { audio }),
})

/** `YouTube · Spotify · Episode page`, without those that the episode lacks. */
export function linksOf(links: Links, { listen }: Phrases): Text {
  const places: readonly (readonly [name: string, url: string | undefined])[] = [
    [listen.youtube, links.youtube && listenAt({ youtube: links.youtube })],
    [listen.spotify, links.spotify],
    [listen.audio, links.audio],
    [listen.page, links.page],
  ]
  return joinTexts(
    places.flatMap(([name, url]) => (url === undefined ? [] : [[link(name, url)]])),
    ' · ',
  )
}

/**
 * Each label as a link, within the sentence that recommends it. A sentence with several links is only shown for the first.
 *
 * @param suffix what to add to each item.
 */
export function resourceItems(
  rows: readonly ResourceRow[],
  suffix: (row: ResourceRow) => Text = () => [],
): readonly Text[] {
  return rows.map((row, i) => {
    const isFirst = rows.findIndex(({ context }) => context === row.context) === i
    return [...linkWithin(isFirst ? row.context : undefined, row), ...suffix(row)]
  })
}

/** Only the label, if its sentence would repeat the address. */
function linkWithin(sentence: string | undefined, { label, url }: ResourceRow): Text {
  const text = sentence?.includes(label) && !sentence.includes(url) ? sentence : label
  const start = text.indexOf(label)
  return [text.slice(0, start), link(label, url), text.slice(start + label.length)].filter(piece => piece !== '')
}

/** Empty texts are left out, without their separator. */
export function joinTexts(texts: readonly Text[], separator: string): Text {
  return texts.filter(text => text.length > 0).flatMap((text, i) => (i === 0 ? text : [separator, ...text]))
}

/** “page 2 of 3”, unless there is only one. @param page from 0. */
export const pageNumber = (page: number, pages: number, phrases: Phrases): Block => ({
  kind: 'small',
  text: pages > 1 ? [phrases.page(page + 1, pages)] : [],
})

/** At most `max` items; if there are more, the last one says how many. */
export function limitItems(max: number, items: readonly Text[], phrases: Phrases): readonly Text[] {
  return items.length > max ? [...items.slice(0, max - 1), [phrases.andMore(items.length - max + 1)]] : items
}

/** `5:16`, `1:02:03`. */
export function formatTimestamp(seconds: number): string {
  const whole = Math.floor(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (n: number) => n.toString().padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}
