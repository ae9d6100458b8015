import type { Episode } from '../content/types.ts'
import { factIn, intentOf } from '../intent/grammar.ts'
import { hostsOf, isCalled, lengthOf, participantsOf } from '../intent/people.ts'
import { knowledgeOf, resolveReference, selectEpisodes } from '../intent/select.ts'
import { findSpoken, saidBy } from '../intent/spoken.ts'
import type { Fact, Filter, Intent, Reference } from '../intent/types.ts'
import { limits } from '../limits.ts'
import { MAX_WORDS, type View } from '../reply/actions.ts'
import { whichEpisodeReply } from '../reply/episode.ts'
import {
  dateReply,
  episodesReply,
  hostsReply,
  lengthReply,
  noEpisodesReply,
  notSaidReply,
  participantsReply,
  saidReply,
} from '../reply/facts.ts'
import { episodeResourcesReply } from '../reply/resources.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { episodeKey } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { shortenQuestion } from '../search/query.ts'
import { resourcesOf } from '../search/resources.ts'
import type { VectorOf } from '../search/vectors.ts'
import { autocompleteTopic } from './autocomplete.ts'
import { defineCommand, parseOptionText } from './command.ts'
import { showEpisode, showLatest } from './episodes.ts'
import { inAllEpisodes } from './resources.ts'

/** The intents that are answered from facts; a scoped question is answered by searching its episode. */
type FactIntent = Exclude<Intent, { kind: 'scoped' }>

/** What a question asks about the show; undefined if it is about a topic. */
export const intentIn = (question: string, library: Library): Intent | undefined =>
  intentOf(question, knowledgeOf(library))

/** The fact that a question asks about an episode that it does not name. */
export const factAskedIn = (question: string, library: Library): Fact | undefined =>
  factIn(question, knowledgeOf(library))

/**
 * Answers a question about the show, its people or its episodes.
 *
 * @param page which page of a list, or which quote, from 0.
 */
export function answerAbout(
  intent: FactIntent,
  question: string,
  page: number,
  library: Library,
  vectorOf: VectorOf,
): ReplyDraft {
  const words = question.length <= MAX_WORDS ? question : shortenQuestion(library, question, MAX_WORDS)
  const view: View = { command: 'ask', words, page }
  switch (intent.kind) {
    case 'hosts':
      return showHosts(library, view)
    case 'list':
    case 'count':
      return listEpisodes(library, intent, view)
    case 'fact':
      return showFact(intent, library, view)
    case 'links':
      return inAllEpisodes(intent.topic, page, library, vectorOf)
    case 'speaker':
      return (
        saidReply(saidBy(library, intent.person, intent.question), view) ??
        notSaidReply(intent.person, plainWords(intent.question))
      )
    case 'quote': {
      const spoken = findSpoken(library, intent.words)
      const reply = spoken && saidReply([spoken.citation], { ...view, page: 0 })
      return reply
        ? { ...reply, outcome: spoken?.isVerbatim ? 'sure' : 'close' }
        : notSaidReply(undefined, intent.words.length <= MAX_WORDS ? intent.words : '')
    }
  }
}

const plainWords = (words: string): string => (words.length <= MAX_WORDS ? words : '')

function showHosts(library: Library, view: View): ReplyDraft {
  const hosts = hostsOf(library)
  const source = library.episodes.findLast(episode =>
    participantsOf(library, episode).some(({ role }) => role === 'host'),
  )
  return hostsReply(hosts, source, library, view)
}

function listEpisodes(library: Library, intent: Extract<Intent, { kind: 'list' | 'count' }>, view: View): ReplyDraft {
  const { filter } = intent
  if (
    intent.kind === 'list' &&
    intent.order === 'newest' &&
    intent.most === undefined &&
    Object.keys(filter).length === 0
  )
    return showLatest(view.page, library)
  const order = intent.kind === 'list' ? intent.order : undefined
  const all = selectEpisodes(library, filter, order)
  const most = intent.kind === 'list' ? (intent.most ?? all.length) : all.length
  const episodes = all.slice(0, most)
  return episodes.length === 0
    ? noEpisodesReply(filter.people?.[0])
    : episodesReply(episodes, describedBy(filter), library, view)
}

/** A fact about an episode that is known already. */
export function showFactOf(episode: Episode, fact: Fact, library: Library, view: View): ReplyDraft {
  return factReplyOf(episode, fact, undefined, library, view)
}

/** What the episodes of a list have in common, as it was asked for. */
function describedBy({ topic, people = [], year, month, day, season }: Filter): readonly string[] {
  const date = [year, month, day].filter(part => part !== undefined).map(part => String(part).padStart(2, '0'))
  return [
    ...(topic === undefined ? [] : [topic]),
    ...people,
    ...(date.length === 0 ? [] : [date.join('-')]),
    ...(season === undefined ? [] : [`S${season}`]),
  ]
}

function showFact(
  { fact, reference, person }: Extract<Intent, { kind: 'fact' }>,
  library: Library,
  view: View,
): ReplyDraft {
  const episodes = resolveReference(library, reference)
  const [episode] = episodes
  if (!episode) return unknownEpisode(reference, library)
  if (episodes.length > 1) return whichEpisodeReply({ kind: 'several', episodes }, nameOf(reference), library)
  return factReplyOf(episode, fact, person, library, view)
}

function factReplyOf(
  episode: Episode,
  fact: Fact,
  person: string | undefined,
  library: Library,
  view: View,
): ReplyDraft {
  switch (fact) {
    case 'about':
      return showEpisode(episode, library)
    case 'links':
      return showResources(episode, library)
    case 'length':
      return lengthReply(episode, lengthOf(episode), view)
    case 'date':
      return dateReply(episode, view)
    case 'guests':
    case 'hosts':
      return showParticipants(episode, fact, person, library, view)
  }
}

/** All of an episode’s links; its own page of facts if it has none. */
function showResources(episode: Episode, library: Library): ReplyDraft {
  const rows = resourcesOf(episode)
  if (rows.length === 0) return showEpisode(episode, library)
  return episodeResourcesReply(rows, { command: 'resources', words: episodeKey(episode), page: 0 }, episode)
}

function showParticipants(
  episode: Episode,
  asked: 'guests' | 'hosts',
  person: string | undefined,
  library: Library,
  view: View,
): ReplyDraft {
  const participants = participantsOf(library, episode)
  const isIn = person !== undefined && participants.some(({ name }) => isCalled(name, person))
  const one = person === undefined ? undefined : { name: person, isIn }
  return participantsReply(episode, participants, asked, one, hostsOf(library), view)
}

/** Says so if no episode has that number, and which numbers there are. */
export function unknownEpisode(reference: Reference, library: Library): ReplyDraft {
  if (reference.kind === 'pick') return noEpisodesReply(reference.filter.people?.[0])
  return whichEpisodeReply({ kind: 'nothing', nearest: [] }, nameOf(reference), library)
}

/** As it would be written: `200`, `S2E4`. */
export function nameOf(reference: Reference): string {
  if (reference.kind === 'pick') return reference.filter.topic ?? ''
  return reference.season === undefined ? reference.number : `S${reference.season}E${reference.number}`
}

/** The same as a question for a list, by options. A button carries them all in one text, as they would be typed. */
export const episodesCommand = defineCommand(
  {
    name: 'episodes',
    kind: 'slash',
    options: [
      { name: 'about', required: false, maxLength: 200, autocomplete: autocompleteTopic },
      { name: 'guest', required: false, maxLength: 100 },
      { name: 'year', required: false, maxLength: 10 },
      { name: 'season', required: false, maxLength: 10 },
    ],
  },
  ({ page, ...given }, library) => {
    const names = ['about', 'guest', 'year', 'season'] as const
    const { about, guest, year, season } = { ...given, ...parseOptionText(given.about ?? '', names) }
    const filter: Filter = {
      ...(about && { topic: about }),
      ...(guest && { people: [guest] }),
      ...(year && { year: Number(year) }),
      ...(season && { season: season.replace(/^0+(?=\d)/, '') }),
    }
    const typed = [about, guest && `guest:${guest}`, year && `year:${year}`, season && `season:${season}`]
    const words = typed.filter(Boolean).join(' ')
    const view: View = { command: 'episodes', words: words.length <= limits.choice.value - 24 ? words : '', page }
    return listEpisodes(library, { kind: 'list', filter }, view)
  },
)
