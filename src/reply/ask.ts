import { type Answer, type Citation, findsTheSame, type ResultPage, type Why } from '../search/ask.ts'
import { episodeKey } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { shortenQuestion } from '../search/query.ts'
import { type Action, chooseEpisode, goesOn, MOST_WORDS, opens, turns, type View } from './actions.ts'
import { nothingBlocks } from './errors.ts'
import type { Phrases } from './languages/phrases.ts'
import { dateOf, episodeLink, filled, joined, linksOf, resourceItems } from './pieces.ts'
import { momentOf, quoteBlock, quoteItem } from './quote.ts'
import type { Say, Text } from './types.ts'

type Found = Extract<Answer, { kind: 'found' }>

/** What a person reads who asked a question: the quote first, then where it is from, then what else there is. */
export function askReply(answer: Answer, question: string, library: Library): Say {
  if (answer.kind === 'nothing') return nothingReply(answer, library)
  const view = viewOf(answer, question, library)
  const { best, why, later, others, resources } = answer
  return phrases => ({
    outcome: answer.confidence,
    audience: 'everyone',
    ...(view && { view }),
    blocks: filled([
      quoteBlock(best, leadOf(answer, phrases), phrases),
      { kind: 'small', text: linksOf(best.episode.links, phrases) },
      { kind: 'small', text: why ? whyText(why, phrases) : [] },
      { kind: 'paragraph', text: later ? cameBack(best, later, phrases) : [] },
      { kind: 'list', heading: [phrases.alsoIn], items: others.map(other => otherItem(other, phrases)) },
      { kind: 'list', heading: [phrases.resources], items: resourceItems(resources) },
      { kind: 'small', text: smallPrint(answer, phrases) },
    ]),
    actions: actionsOf(answer, view, library, phrases),
  })
}

/**
 * What finds this very answer again; nothing when a long question, in as many words as a button carries, would be
 * answered otherwise: then it is not offered to be shared, or to be gone on from.
 */
function viewOf(answer: Found, question: string, library: Library): View | undefined {
  const words = shortenQuestion(library, question, MOST_WORDS)
  const view: View = { command: 'ask', words, page: answer.place }
  return question.length <= MOST_WORDS || findsTheSame(library, words, answer) ? view : undefined
}

/** Further passages, a line each. */
export function resultsReply({ citations, page, pages }: ResultPage, question: string, library: Library): Say {
  const words = shortenQuestion(library, question, MOST_WORDS)
  return phrases => ({
    outcome: citations.length > 0 ? 'found' : 'nothing',
    audience: citations.length > 0 ? 'everyone' : 'asker',
    view: { command: 'results', words, page },
    blocks: filled([
      { kind: 'list', heading: phrases.results(words), items: citations.map(found => quoteItem(found, phrases)) },
      { kind: 'paragraph', text: citations.length > 0 ? [] : phrases.nothingFound(library.show.name) },
      { kind: 'small', text: pages > 1 ? [phrases.page(page + 1, pages)] : [] },
    ]),
    actions: [
      ...chooseEpisode(
        citations.map(({ episode }) => episode),
        phrases,
      ),
      turns(phrases.buttons.back, page > 0 ? { command: 'results', words, page: page - 1 } : asked(words)),
      ...(page + 1 < pages ? [goesOn(phrases.buttons.more, { command: 'results', words, page: page + 1 })] : []),
    ],
  })
}

const asked = (words: string): View => ({ command: 'ask', words, page: 0 })

function nothingReply({ nearest, unsaid: never }: Extract<Answer, { kind: 'nothing' }>, library: Library): Say {
  return phrases => ({
    outcome: 'nothing',
    audience: 'asker',
    blocks: nothingBlocks(
      {
        says: joined([phrases.nothingFound(library.show.name), unsaid(never, phrases)], ' '),
        nearest,
        tries: [[phrases.tryOtherWords], phrases.tryEpisode(), phrases.tryResources()],
      },
      phrases,
    ),
    actions: chooseEpisode(nearest, phrases),
  })
}

/** A sure answer begins with the quote itself: a phone's notification shows little more than the first words. */
function leadOf({ place, confidence }: Found, phrases: Phrases): string | undefined {
  if (place > 0) return phrases.another
  return confidence === 'close' ? phrases.closest : undefined
}

function smallPrint({ best, place, places, confidence }: Found, phrases: Phrases): Text {
  const date = dateOf(best.episode)
  const how = place > 0 ? phrases.passage(place + 1, places) : phrases[confidence]
  return joined([date ? [date] : [], [how]], ' · ')
}

function actionsOf(
  { best, place, places, further }: Found,
  view: View | undefined,
  { episodes }: Library,
  phrases: Phrases,
): readonly Action[] {
  const { buttons } = phrases
  const { resources } = best.episode
  const id = episodeKey(best.episode)
  return [
    ...(view && place + 1 < places ? [turns(buttons.notIt, { ...view, page: place + 1 })] : []),
    ...(view && further ? [goesOn(buttons.moreResults, { ...view, command: 'results', page: 0 })] : []),
    opens(buttons.theEpisode, { command: 'episode', words: id, page: 0 }),
    ...(resources.length > 0 ? [opens(buttons.itsResources, { command: 'resources', words: id, page: 0 })] : []),
    ...(episodes.length > 1 ? [opens(buttons.moreLikeThis, { command: 'related', words: id, page: 0 })] : []),
  ]
}

function otherItem(citation: Citation, phrases: Phrases): Text {
  const moment = momentOf(citation, phrases)
  return joined([[episodeLink(citation.episode, phrases)], moment ? [moment] : []], ', ')
}

/** `The passage mentions “fog”. It does not mention “horn”. The show never mentions “kraken”.` */
function whyText({ covers, misses, unsaid: never }: Why, phrases: Phrases): Text {
  if (misses.length + never.length === 0) return []
  const says = covers.length > 0 ? [phrases.covers(covers)] : []
  return joined([says, misses.length > 0 ? [phrases.misses(misses)] : [], unsaid(never, phrases)], ' ')
}

const unsaid = (words: readonly string[], phrases: Phrases): Text => (words.length > 0 ? [phrases.unsaid(words)] : [])

function cameBack(best: Citation, later: Citation, phrases: Phrases): Text {
  const since = dateOf(best.episode)
  const moment = momentOf(later, phrases)
  return since ? phrases.cameBack(since, episodeLink(later.episode, phrases), dateOf(later.episode), moment) : []
}
