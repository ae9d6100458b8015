import type { Episode } from '../content/types.ts'
import type { Participant } from '../intent/people.ts'
import type { Citation } from '../search/ask.ts'
import { episodeKey } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { type Action, episodeMenu, openButton, pageButtons, turnButton, type View } from './actions.ts'
import { datedEpisodeLink, dateText, episodeLine, episodeLink, joinTexts, link, pageNumber } from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import { quoteBlock } from './quote.ts'
import type { ReplyDraft, Text } from './types.ts'

/** As many episodes as fit on a screen. */
const EPISODES_PER_PAGE = 10

/**
 * Episodes that fit a description, with how many there are.
 *
 * @param described what they have in common: a topic, names, a year.
 */
export function episodesReply(
  episodes: readonly Episode[],
  described: readonly string[],
  library: Library,
  view: View,
): ReplyDraft {
  const pages = Math.max(1, Math.ceil(episodes.length / EPISODES_PER_PAGE))
  const page = Math.min(view.page, pages - 1)
  const shown = episodes.slice(page * EPISODES_PER_PAGE, (page + 1) * EPISODES_PER_PAGE)
  const here = { ...view, page }
  return {
    outcome: 'found',
    audience: 'everyone',
    view: here,
    render: phrases => ({
      blocks: [
        {
          kind: 'list',
          heading: [[phrases.facts.count(episodes.length), ...described].join(' · ')],
          items: shown.map(episode => episodeLine(episode, library, phrases)),
        },
        pageNumber(page, pages, phrases),
      ],
      actions: [...episodeMenu(shown, phrases), ...pageButtons(here, pages, phrases)],
    }),
  }
}

/** There is no such episode; if a name was given, nobody of that name is in one. */
export const noEpisodesReply = (name: string | undefined): ReplyDraft =>
  plainReply(({ facts }) => [name === undefined ? facts.noneFits : facts.neverIn(name)])

/** Who hosts the show. The link leads to the newest episode with one of them, or to the show's own page. */
export function hostsReply(
  hosts: readonly string[],
  source: Episode | undefined,
  { show }: Library,
  view: View,
): ReplyDraft {
  if (hosts.length === 0) return plainReply(({ facts }) => [facts.hostsUnknown(show.name)])
  return factReply(view, phrases => ({
    fact: labelled(phrases, 'hosts', listedNames(hosts, phrases)),
    source: source ? datedEpisodeLink(source, phrases) : [link(show.name, show.site)],
  }))
}

/** Who is in an episode, as guests or as hosts; or whether one person is. */
export function participantsReply(
  episode: Episode,
  participants: readonly Participant[],
  asked: 'guests' | 'hosts',
  person: { readonly name: string; readonly isIn: boolean } | undefined,
  hosts: readonly string[],
  view: View,
): ReplyDraft {
  const guests = participants.filter(({ role }) => role === 'guest').map(({ name }) => name)
  const present = participants.filter(({ role }) => role === 'host').map(({ name }) => name)
  return factReply(
    view,
    phrases => {
      const { facts } = phrases
      const lines: Text[] = []
      if (participants.length === 0) {
        lines.push([facts.peopleUnknown])
        if (hosts.length > 0) lines.push(labelled(phrases, 'hostsOfShow', listedNames(hosts, phrases)))
      } else {
        if (person) lines.push([person.isIn ? facts.isIn(person.name) : facts.isNotIn(person.name)])
        if (asked === 'guests' && guests.length === 0 && !person) lines.push([facts.noGuest])
        const [first, second]: readonly (readonly [Label, readonly string[]])[] = [
          ['guests', guests],
          ['hosts', present],
        ]
        const ordered = asked === 'guests' ? [first, second] : [second, first]
        for (const each of ordered)
          if (each && each[1].length > 0) lines.push(labelled(phrases, each[0], listedNames(each[1], phrases)))
      }
      const isSpoken = participants.some(({ source }) => source === 'transcript')
      const from = participants.length === 0 ? [] : [isSpoken ? facts.fromTranscript : facts.fromNotes]
      return { fact: joinTexts(lines, '\n'), source: joinTexts([[episodeLink(episode, phrases)], from], ' · ') }
    },
    episode,
  )
}

/** @param length in seconds; `exact` unless it is only where the transcript ends. */
export function lengthReply(
  episode: Episode,
  length: { readonly seconds: number; readonly exact: boolean } | undefined,
  view: View,
): ReplyDraft {
  return factReply(
    view,
    phrases => {
      const { facts } = phrases
      if (!length) return { fact: [facts.lengthUnknown], source: datedEpisodeLink(episode, phrases) }
      const time = timeInWords(length.seconds, phrases)
      const from = length.exact ? facts.fromNotes : facts.fromTranscript
      return {
        fact: labelled(phrases, 'length', [length.exact ? time : facts.approximately(time)]),
        source: joinTexts([datedEpisodeLink(episode, phrases), [from]], ' · '),
      }
    },
    episode,
  )
}

export const dateReply = (episode: Episode, view: View): ReplyDraft =>
  factReply(
    view,
    phrases => {
      const date = dateText(episode)
      return {
        fact: date.length === 0 ? [phrases.facts.dateUnknown] : labelled(phrases, 'published', date),
        source: [episodeLink(episode, phrases)],
      }
    },
    episode,
  )

/** What one person says about something, in their own words. */
export function saidReply(citations: readonly Citation[], view: View): ReplyDraft | undefined {
  const at = Math.min(view.page, citations.length - 1)
  const found = citations[at]
  if (!found) return undefined
  const here = { ...view, page: at }
  return {
    outcome: 'close',
    audience: 'everyone',
    question: view.words,
    view: here,
    render: phrases => ({
      blocks: [
        quoteBlock(found, undefined, phrases),
        { kind: 'small', text: citations.length > 1 ? [phrases.passage(at + 1, citations.length)] : [] },
      ],
      actions: [
        ...(citations.length > 1 ? [nextOf(here, citations.length, phrases)] : []),
        showEpisode(found.episode, phrases),
      ],
    }),
  }
}

function nextOf(view: View, count: number, { buttons }: Phrases): Action {
  const isLast = view.page + 1 >= count
  return {
    ...turnButton(buttons.nextPassage, { ...view, page: isLast ? view.page : view.page + 1 }),
    ...(isLast && { disabled: true }),
  }
}

/** Nobody says it; `name` if one person was asked about. The button asks the whole show instead. */
export function notSaidReply(name: string | undefined, words: string): ReplyDraft {
  return {
    outcome: 'nothing',
    audience: 'asker',
    render: phrases => ({
      blocks: [
        { kind: 'paragraph', text: [name === undefined ? phrases.facts.nobodySaid : phrases.facts.notSaidBy(name)] },
      ],
      actions: askEverywhere(words, phrases),
    }),
  }
}

/** An episode does not say what was asked about it. */
export function notInEpisodeReply(episode: Episode, words: string): ReplyDraft {
  return {
    outcome: 'nothing',
    audience: 'asker',
    render: phrases => ({
      blocks: [
        { kind: 'paragraph', text: [phrases.facts.notInEpisode] },
        { kind: 'small', text: datedEpisodeLink(episode, phrases) },
      ],
      actions: [...askEverywhere(words, phrases), showEpisode(episode, phrases)],
    }),
  }
}

/** A button that asks the whole show; none if the words do not fit in one. */
export const askEverywhere = (words: string, { buttons }: Phrases): readonly Action[] =>
  words === '' ? [] : [openButton(buttons.askEverywhere, { command: 'ask', words, page: 0 })]

const showEpisode = (episode: Episode, { buttons }: Phrases): Action =>
  openButton(buttons.showEpisode, { command: 'episode', words: episodeKey(episode), page: 0 })

type FactText = { readonly fact: Text; readonly source: Text }

/** A short answer, and the link that says where it is from. */
function factReply(view: View, text: (phrases: Phrases) => FactText, episode?: Episode): ReplyDraft {
  return {
    outcome: 'found',
    audience: 'everyone',
    view,
    question: view.words,
    render: phrases => {
      const { fact, source } = text(phrases)
      return {
        blocks: [
          { kind: 'paragraph', text: fact },
          { kind: 'small', text: source },
        ],
        actions: episode ? [showEpisode(episode, phrases)] : [],
      }
    },
  }
}

const plainReply = (text: (phrases: Phrases) => Text): ReplyDraft => ({
  outcome: 'nothing',
  audience: 'asker',
  render: phrases => ({ blocks: [{ kind: 'paragraph', text: text(phrases) }] }),
})

/** `Length: 46 minutes` */
const labelled = ({ facts }: Phrases, label: Label, value: Text): Text => [
  { kind: 'strong', text: facts[label] },
  facts.colon,
  ...value,
]

type Label = 'hosts' | 'hostsOfShow' | 'guests' | 'length' | 'published'

const listedNames = (names: readonly string[], { locale }: Phrases): Text => [new Intl.ListFormat(locale).format(names)]

/** `46 minutes`, `1 hour 49 minutes`, rounded down. */
function timeInWords(seconds: number, { locale }: Phrases): string {
  const unit = (value: number, name: 'hour' | 'minute'): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return [
    ...(hours > 0 ? [unit(hours, 'hour')] : []),
    ...(minutes > 0 || hours === 0 ? [unit(minutes, 'minute')] : []),
  ].join(' ')
}
