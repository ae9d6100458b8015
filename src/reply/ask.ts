import type { Answer, Citation, ResultPage, Why } from '../search/ask.ts'
import { episodeKey } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { type Action, episodeMenu, nextButton, openButton, turnButton, type View } from './actions.ts'
import { dateText, episodeLink, joinTexts, linksOf, resourceItems } from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import { citationText, quoteBlock, quoteItem, timeText } from './quote.ts'
import { nothingReply } from './render.ts'
import type { ReplyDraft, Text } from './types.ts'

type Found = Extract<Answer, { kind: 'found' }>
type Nothing = Extract<Answer, { kind: 'nothing' }>

/**
 * The answer to a question: first the quote, then its source, then other episodes and links.
 *
 * @param view shows this answer again. Without one, it has no buttons to share it or to see more.
 */
export function answerReply(answer: Found, question: string, view: View | undefined, library: Library): ReplyDraft {
  const { best, laterCitation, others, resources } = answer
  return {
    outcome: answer.confidence,
    audience: 'everyone',
    question,
    ...(view && { view }),
    render: phrases => ({
      blocks: [
        quoteBlock(best, leadOf(answer, phrases), phrases),
        { kind: 'small', text: caveatOf(answer, phrases) },
        { kind: 'small', text: linksOf(best.episode.links, phrases) },
        { kind: 'paragraph', text: laterCitation ? laterText(best, laterCitation, phrases) : [] },
        { kind: 'list', heading: [phrases.alsoIn], items: others.map(other => citationText(other, phrases)) },
        { kind: 'list', heading: [phrases.resources], items: resourceItems(resources) },
        { kind: 'small', text: smallPrint(answer, phrases) },
      ],
      actions: actionsOf(answer, view, library, phrases),
    }),
  }
}

/** An honest “I don’t know”, with the nearest episodes and things to try. */
export const noAnswerReply = ({ nearest, unknownWords }: Nothing, { show }: Library): ReplyDraft =>
  nothingReply(
    phrases => joinTexts([phrases.nothingFound(show.name), unknownWordsText(unknownWords, phrases)], ' '),
    nearest,
    phrases => [[phrases.tryOtherWords], phrases.tryEpisode(), phrases.tryResources()],
  )

/**
 * A page of other passages that may answer a question, one per line.
 *
 * @param words the question, short enough for a button.
 */
export function resultsReply({ citations, page, pages }: ResultPage, words: string, { show }: Library): ReplyDraft {
  const isEmpty = citations.length === 0
  const view: View = { command: 'results', words, page }
  const previous: View = page > 0 ? { ...view, page: page - 1 } : { command: 'ask', words, page: 0 }
  return {
    outcome: isEmpty ? 'nothing' : 'found',
    audience: isEmpty ? 'asker' : 'everyone',
    view,
    render: phrases => ({
      blocks: [
        { kind: 'list', heading: phrases.results(words), items: citations.map(found => quoteItem(found, phrases)) },
        { kind: 'paragraph', text: isEmpty ? phrases.nothingFound(show.name) : [] },
        { kind: 'small', text: pages > 1 ? [phrases.page(page + 1, pages)] : [] },
      ],
      actions: [
        ...episodeMenu(
          citations.map(({ episode }) => episode),
          phrases,
        ),
        turnButton(phrases.buttons.back, previous),
        ...(page + 1 < pages ? [nextButton(phrases.buttons.more, { ...view, page: page + 1 })] : []),
      ],
    }),
  }
}

/** An answer starts with the quote itself, because a notification shows little more than its first words. */
const leadOf = ({ passageIndex }: Found, phrases: Phrases): string | undefined =>
  passageIndex > 0 ? phrases.another : undefined

/** One line: what a close answer may lack, and that its words differ from the question's. */
function caveatOf({ confidence, why, inOtherWords }: Found, phrases: Phrases): Text {
  const missing = why ? missingText(why, phrases) : []
  const closest = confidence === 'close' && missing.length === 0 ? [phrases.closest] : missing
  return joinTexts([inOtherWords ? [phrases.inOtherWords] : [], closest], ' ')
}

function smallPrint({ best, passageIndex, passageCount, confidence }: Found, phrases: Phrases): Text {
  const match =
    passageIndex > 0 ? phrases.passage(passageIndex + 1, passageCount) : confidence === 'sure' && phrases.sure
  return joinTexts([dateText(best.episode), match ? [match] : []], ' · ')
}

function actionsOf(
  { best, passageIndex, passageCount, hasMore }: Found,
  view: View | undefined,
  { episodes }: Library,
  phrases: Phrases,
): readonly Action[] {
  const { buttons } = phrases
  const { resources } = best.episode
  const id = episodeKey(best.episode)
  return [
    ...(view && passageIndex + 1 < passageCount
      ? [turnButton(buttons.nextPassage, { ...view, page: passageIndex + 1 })]
      : []),
    ...(view && hasMore ? [nextButton(buttons.moreResults, { ...view, command: 'results', page: 0 })] : []),
    openButton(buttons.showEpisode, { command: 'episode', words: id, page: 0 }),
    ...(resources.length > 0 ? [openButton(buttons.showResources, { command: 'resources', words: id, page: 0 })] : []),
    ...(episodes.length > 1 ? [openButton(buttons.moreLikeThis, { command: 'related', words: id, page: 0 })] : []),
  ]
}

/** `It doesn’t mention “horn”. The show never mentions “kraken”.` */
const missingText = ({ missingWords, unknownWords }: Why, phrases: Phrases): Text =>
  joinTexts(
    [missingWords.length > 0 ? [phrases.missingWords(missingWords)] : [], unknownWordsText(unknownWords, phrases)],
    ' ',
  )

const unknownWordsText = (words: readonly string[], phrases: Phrases): Text =>
  words.length > 0 ? [phrases.unknownWords(words)] : []

function laterText(best: Citation, later: Citation, phrases: Phrases): Text {
  const [[since], [date], [time]] = [dateText(best.episode), dateText(later.episode), timeText(later, phrases)]
  return since === undefined ? [] : phrases.laterEpisode(since, episodeLink(later.episode, phrases), date, time)
}
