import type { Show } from '../content/types.ts'
import type { Answer, Citation, ResultPage, Why } from '../search/ask.ts'
import { episodeKey } from '../search/episodes.ts'
import { mainCode } from '../search/language.ts'
import type { Library } from '../search/library.ts'
import { languageOfQuestion, languageOfShow } from '../search/question-language.ts'
import { type Action, episodeMenu, nextButton, openButton, turnButton, type View } from './actions.ts'
import { askEverywhere } from './facts.ts'
import { placeOfWords } from './fix.ts'
import { datedEpisodeLink, dateText, episodeLink, joinTexts, pageNumber } from './format.ts'
import type { Phrases } from './languages/phrases.ts'
import { quoteBlock, quoteItem, timeText } from './quote.ts'
import { nothingReply } from './render.ts'
import type { ReplyDraft, Text } from './types.ts'

type Found = Extract<Answer, { kind: 'found' }>
type Nothing = Extract<Answer, { kind: 'nothing' }>

/**
 * The answer to a question, short enough for the screen of a phone: the quote, its source and one line about the match.
 * Other episodes and links are behind its buttons.
 *
 * @param view shows this answer again. Without one, it has no buttons to share it or to see more.
 */
export function answerReply(answer: Found, question: string, view: View | undefined, show: Show): ReplyDraft {
  const { best, laterCitation } = answer
  return {
    outcome: answer.confidence,
    audience: 'everyone',
    question,
    ...(view && { view }),
    render: phrases => ({
      blocks: [
        quoteBlock(best, leadOf(answer, phrases), phrases),
        { kind: 'small', text: joinTexts([caveatOf(answer, phrases), matchText(answer, phrases)], ' · ') },
        { kind: 'paragraph', text: laterCitation ? laterText(best, laterCitation, phrases) : [] },
      ],
      actions: actionsOf(answer, view, show, phrases),
    }),
  }
}

/** An answer from one episode, with a button that asks the whole show. */
export const scopedReply = (reply: ReplyDraft, words: string): ReplyDraft => ({
  ...reply,
  render: phrases => {
    const { blocks, actions = [] } = reply.render(phrases)
    return { blocks, actions: [...actions, ...askEverywhere(words, phrases)] }
  },
})

/** An honest “I don’t know”, with the nearest episodes and things to try. */
export const noAnswerReply = ({ nearest, unknownWords }: Nothing, question: string, library: Library): ReplyDraft =>
  nothingReply(
    phrases => joinTexts([phrases.nothingFound(library.show.name), unknownWordsText(unknownWords, phrases)], ' '),
    nearest,
    phrases => {
      const language = otherLanguage(question, library, phrases)
      const words = language === undefined ? phrases.tryOtherWords : phrases.tryLanguage(language)
      return [[words], phrases.tryEpisode(), phrases.tryResources()]
    },
  )

/** Adds which language the show is in to a reply with a quote, unless the reply or the question is in it. */
export const withShowLanguage = (reply: ReplyDraft, question: string, library: Library): ReplyDraft => ({
  ...reply,
  render: phrases => {
    const content = reply.render(phrases)
    const language = otherLanguage(question, library, phrases)
    if (language === undefined || !content.blocks.some(({ kind }) => kind === 'quote')) return content
    return { ...content, blocks: [...content.blocks, { kind: 'small', text: [phrases.quotesIn(language)] }] }
  },
})

/** The name of the show's language, if a question is not in it, nor the reply. */
function otherLanguage(question: string, library: Library, { locale }: Phrases): string | undefined {
  const language = languageOfShow(library)
  if (language === undefined || language === mainCode(locale)) return undefined
  if (language === languageOfQuestion(question, library.vocabulary.language)) return undefined
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language)
}

/**
 * A page of other passages that may answer a question, by episode.
 *
 * @param words the question, short enough for a button.
 */
export function resultsReply({ groups, page, pages }: ResultPage, words: string, { show }: Library): ReplyDraft {
  const isEmpty = groups.length === 0
  const episodes = groups.flatMap(([first]) => first?.episode ?? [])
  const view: View = { command: 'results', words, page }
  const previous: View = page > 0 ? { ...view, page: page - 1 } : { command: 'ask', words, page: 0 }
  return {
    outcome: isEmpty ? 'nothing' : 'found',
    audience: isEmpty ? 'asker' : 'everyone',
    view,
    render: phrases => ({
      blocks: [
        { kind: 'title', text: isEmpty ? [] : phrases.results(words) },
        ...groups.map((group, i) => ({
          kind: 'list' as const,
          heading: episodes[i] ? datedEpisodeLink(episodes[i], phrases) : [],
          items: group.map(found => quoteItem(found, phrases)),
        })),
        { kind: 'paragraph', text: isEmpty ? phrases.nothingFound(show.name) : [] },
        pageNumber(page, pages, phrases),
      ],
      actions: [
        ...episodeMenu(episodes, phrases),
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

function matchText({ passageIndex, passageCount, confidence }: Found, phrases: Phrases): Text {
  if (passageIndex > 0) return [phrases.passage(passageIndex + 1, passageCount)]
  return confidence === 'sure' ? [phrases.sure] : []
}

function actionsOf(
  { best, others, passageIndex, passageCount, hasMore }: Found,
  view: View | undefined,
  show: Show,
  phrases: Phrases,
): readonly Action[] {
  const { buttons } = phrases
  const { resources } = best.episode
  const id = episodeKey(best.episode)
  return [
    ...(view && passageCount > 1 ? [nextPassageButton(view, passageIndex, passageCount, phrases)] : []),
    ...(view && hasMore ? [turnButton(buttons.moreResults, { ...view, command: 'results', page: 0 })] : []),
    openButton(buttons.showEpisode, { command: 'episode', words: id, page: 0 }),
    ...(resources.length > 0 ? [openButton(buttons.showResources, { command: 'resources', words: id, page: 0 })] : []),
    ...(view && placeOfWords(best, show) ? [openButton(buttons.fix, { ...view, command: 'fix' })] : []),
    ...episodeMenu(
      others.map(({ episode }) => episode),
      phrases,
      phrases.alsoIn,
    ),
  ]
}

/** Disabled on the last passage: a user who presses it again and again must not hit what would take its place. */
function nextPassageButton(view: View, passageIndex: number, passageCount: number, { buttons }: Phrases): Action {
  const isLast = passageIndex + 1 >= passageCount
  const page = isLast ? passageIndex : passageIndex + 1
  return { ...turnButton(buttons.nextPassage, { ...view, page }), ...(isLast && { disabled: true }) }
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
