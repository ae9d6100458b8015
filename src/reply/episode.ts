import { listenAt, pictureOf } from '../content/links.ts'
import type { Episode } from '../content/types.ts'
import type { Related } from '../search/episodes.ts'
import { type EpisodeLookup, episodeKey, isNumber } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import type { ResourceRow } from '../search/resource-index.ts'
import { sentencesIn } from '../text.ts'
import { askAboutButton, episodeMenu, openButton, pageButtons, type View } from './actions.ts'
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
  playableLinks,
  resourceItems,
} from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import { textReply } from './render.ts'
import type { Block, ReplyDraft, Text } from './types.ts'

const MAX_CHOICES = 10
const MAX_CHAPTERS = 12
const MAX_RESOURCES = 5
/** Of an episode's description. */
const MAX_SENTENCES = 3
/** How many related episodes an episode's reply lists. */
export const MAX_RELATED_SHOWN = 3

/**
 * An episode: what it is about, where to hear it, its chapters and its resources.
 *
 * @param related best first. If they do not all fit, a button shows them.
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
      blocks: episodeBlocks(episode, resources, related.slice(0, MAX_RELATED_SHOWN), library, phrases),
      actions: [
        askAboutButton(episode, phrases),
        ...(resources.length > MAX_RESOURCES
          ? [openButton(phrases.buttons.showResources, { command: 'resources', ...target })]
          : []),
        ...(related.length > MAX_RELATED_SHOWN
          ? [openButton(phrases.buttons.moreLikeThis, { command: 'related', ...target })]
          : []),
      ],
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
  const says = ({ noEpisodeNumbered, noneNumbered }: Phrases) =>
    numbered.length === library.episodes.length ? noEpisodeNumbered : noneNumbered
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
      blocks: [
        episodeList([phrases.latest], episodes, library, phrases),
        { kind: 'small', text: pages > 1 ? [phrases.page(page + 1, pages)] : [] },
      ],
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
  related: readonly Related[],
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
    { kind: 'list', heading: [phrases.chapters], items: chapterItems(episode, phrases) },
    {
      kind: 'list',
      heading: [phrases.resources],
      items: limitItems(MAX_RESOURCES, resourceItems(resources), phrases),
    },
    { kind: 'list', heading: [phrases.related], items: related.map(one => relatedItem(one, phrases)) },
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
  const text = all.slice(0, MAX_SENTENCES).join(' ')
  return text === '' ? [] : [all.length > MAX_SENTENCES ? `${text} …` : text]
}

function chapterItems({ chapters, links }: Episode, phrases: Phrases): readonly Text[] {
  const items = chapters.map(
    ({ start, title }): Text => [link(formatTimestamp(start), listenAt(playableLinks(links), start)), ` ${title}`],
  )
  return limitItems(MAX_CHAPTERS, items, phrases)
}

function relatedItem({ episode, linked }: Related, phrases: Phrases): Text {
  const item = datedEpisodeLink(episode, phrases)
  return linked ? [...item, ` (${phrases.linked})`] : item
}
