import { listenAt, pictureOf } from '../content/links.ts'
import type { Episode } from '../content/types.ts'
import type { Related } from '../search/episodes.ts'
import { type EpisodeLookup, episodeKey, isNumber } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import type { ResourceRow } from '../search/resource-index.ts'
import { sentencesIn } from '../text.ts'
import { type Action, askAboutButton, episodeMenu, openButton, pageButtons, type View } from './actions.ts'
import {
  datedEpisodeLink,
  episodeLine,
  episodeLink,
  episodeName,
  factTexts,
  formatTimestamp,
  joinTexts,
  limitItems,
  link,
  linksOf,
  pageNumber,
  playableLinks,
} from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import { textReply } from './render.ts'
import type { Block, ReplyDraft, Text } from './types.ts'

const MAX_CHOICES = 10
/** So that an episode fits on the screen of a phone. */
const MAX_CHAPTERS = 5
const MAX_RESOURCES = 4
/** An episode's description is cut off after this many sentences, or earlier once it has enough characters. */
const MAX_SENTENCES = 3
const ENOUGH_CHARACTERS = 160
/** How many related episodes the menu of an episode's reply offers. */
export const MAX_RELATED = 8
/** For episodes with more chapters than their card lists. */
const CHAPTERS_PER_PAGE = 25

/**
 * An episode: what it is about, where to hear it, the first of its chapters and resources, and where the others are.
 *
 * @param related best first.
 */
export function episodeReply(
  episode: Episode,
  resources: readonly ResourceRow[],
  related: readonly Related[],
  library: Library,
): ReplyDraft {
  const target = { words: episodeKey(episode), page: 0 }
  return {
    outcome: 'found',
    audience: 'everyone',
    view: { command: 'episode', ...target },
    render: phrases => ({
      blocks: episodeBlocks(episode, resources, library, phrases),
      actions: [
        ...episodeMenu(
          related.map(one => one.episode),
          phrases,
          phrases.related,
        ),
        ...listenButton(episode, phrases),
        askAboutButton(episode, phrases),
        ...(episode.chapters.length > MAX_CHAPTERS
          ? [openButton(phrases.chapters, { command: 'episode', words: target.words, page: 1 })]
          : []),
        ...(resources.length > MAX_RESOURCES
          ? [openButton(phrases.buttons.showResources, { command: 'resources', ...target })]
          : []),
      ],
    }),
  }
}

const listenButton = ({ links }: Episode, { listenNow }: Phrases): readonly Action[] => {
  const url = listenAt(playableLinks(links))
  return url === undefined ? [] : [{ kind: 'link', label: listenNow, url }]
}

/** All chapters of an episode. @param page from 0. */
export function chaptersReply(episode: Episode, page: number): ReplyDraft {
  const pages = Math.max(1, Math.ceil(episode.chapters.length / CHAPTERS_PER_PAGE))
  const at = Math.min(page, pages - 1)
  // Page 0 of an episode is its card.
  const view: View = { command: 'episode', words: episodeKey(episode), page: at + 1 }
  return {
    outcome: 'found',
    audience: 'everyone',
    view,
    render: phrases => ({
      blocks: [
        { kind: 'title', text: [episodeLink(episode, phrases)] },
        {
          kind: 'list',
          heading: [phrases.chapters],
          items: chapterItems(episode).slice(at * CHAPTERS_PER_PAGE, (at + 1) * CHAPTERS_PER_PAGE),
        },
        pageNumber(at, pages, phrases),
      ],
      actions: pageButtons(view, pages + 1, phrases),
    }),
  }
}

/** Suggests episodes for a name that matches several or none. */
export function whichEpisodeReply(
  found: Exclude<EpisodeLookup, { kind: 'found' }>,
  which: string,
  library: Library,
): ReplyDraft {
  if (found.kind === 'several') {
    const shown = found.episodes.slice(0, MAX_CHOICES)
    return {
      outcome: 'found',
      audience: 'asker',
      render: phrases => ({
        blocks: [episodeList(phrases.severalEpisodes(which), shown, library, phrases)],
        actions: episodeMenu(shown, phrases),
      }),
    }
  }
  const { nearest } = found
  const numbered = library.episodes.filter(({ id }) => isNumber(id))
  const [first, last] = [numbered[0], numbered.at(-1)]
  const says = ({ noEpisodeNumbered, noSuchNumber }: Phrases) =>
    numbered.length === library.episodes.length ? noEpisodeNumbered : noSuchNumber
  return {
    outcome: 'nothing',
    audience: 'asker',
    render: phrases => ({
      blocks:
        first && last && isNumber(which)
          ? [{ kind: 'paragraph', text: says(phrases)(which, first.id, last.id) }]
          : [
              { kind: 'paragraph', text: phrases.noSuchEpisode(which) },
              episodeList([phrases.didYouMean], nearest, library, phrases),
              { kind: 'paragraph', text: phrases.tryEpisode() },
            ],
      actions: episodeMenu(nearest, phrases),
    }),
  }
}

/** The newest episodes, one per line. */
export function latestReply(episodes: readonly Episode[], page: number, pages: number, library: Library): ReplyDraft {
  const view: View = { command: 'latest', words: '', page }
  if (episodes.length === 0) return textReply('nothing', phrases => phrases.noEpisodes(library.show.name))
  return {
    outcome: 'found',
    audience: 'everyone',
    view,
    render: phrases => ({
      blocks: [episodeList([phrases.latest], episodes, library, phrases), pageNumber(page, pages, phrases)],
      actions: [...episodeMenu(episodes, phrases), ...pageButtons(view, pages, phrases)],
    }),
  }
}

/** The episodes related to an episode, best first. */
export function relatedReply(related: readonly Related[], episode: Episode): ReplyDraft {
  if (related.length === 0) {
    return textReply('nothing', phrases => phrases.nothingRelated(episodeLink(episode, phrases)))
  }
  return {
    outcome: 'found',
    audience: 'everyone',
    view: { command: 'related', words: episodeKey(episode), page: 0 },
    render: phrases => ({
      blocks: [
        {
          kind: 'list',
          heading: phrases.relatedTo(episodeName(episode, phrases)),
          items: related.map(one => relatedItem(one, phrases)),
        },
      ],
      actions: episodeMenu(
        related.map(one => one.episode),
        phrases,
      ),
    }),
  }
}

const episodeList = (heading: Text, episodes: readonly Episode[], library: Library, phrases: Phrases): Block => ({
  kind: 'list',
  heading,
  items: episodes.map(episode => episodeLine(episode, library, phrases)),
})

function episodeBlocks(
  episode: Episode,
  resources: readonly ResourceRow[],
  library: Library,
  phrases: Phrases,
): readonly Block[] {
  const picture = pictureOf(episode.links)
  const name = episodeName(episode, phrases)
  return [
    {
      kind: 'title',
      text: [episodeLink(episode, phrases)],
      ...(picture !== undefined && { picture: { url: picture, alt: phrases.picture(name) } }),
    },
    {
      kind: 'small',
      text: joinTexts([...factTexts(episode, library, phrases), linksOf(episode.links, phrases)], ' · '),
    },
    { kind: 'paragraph', text: firstSentences(episode, phrases.locale) },
    { kind: 'list', heading: [phrases.chapters], items: limitItems(MAX_CHAPTERS, chapterItems(episode), phrases) },
    {
      kind: 'list',
      heading: [phrases.resources],
      items: limitItems(
        MAX_RESOURCES,
        resources.map(({ label, url }) => [link(label, url)]),
        phrases,
      ),
    },
  ]
}

/** The start of the description, in whole sentences. */
function firstSentences({ summary }: Episode, locale: string): Text {
  const all: string[] = []
  for (const { text } of summary) {
    for (const { segment } of sentencesIn(text, locale)) {
      if (all.length > MAX_SENTENCES) break
      all.push(segment.trim())
    }
  }
  let shown = 0
  let length = 0
  while (shown < Math.min(all.length, MAX_SENTENCES) && length < ENOUGH_CHARACTERS) length += all[shown++]?.length ?? 0
  const text = all.slice(0, shown).join(' ')
  return text === '' ? [] : [all.length > shown ? `${text} …` : text]
}

const chapterItems = ({ chapters, links }: Episode): readonly Text[] =>
  chapters.map(({ start, title }) => [link(formatTimestamp(start), listenAt(playableLinks(links), start)), ` ${title}`])

function relatedItem({ episode, linked }: Related, phrases: Phrases): Text {
  const item = datedEpisodeLink(episode, phrases)
  return linked ? [...item, ` (${phrases.linked})`] : item
}
