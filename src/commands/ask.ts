import { limits } from '../limits.ts'
import { MAX_WORDS, type View } from '../reply/actions.ts'
import { answerReply, noAnswerReply, resultsReply } from '../reply/ask.ts'
import { errorReply } from '../reply/render.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { type Answer, ask, findsSamePassage, moreResults } from '../search/ask.ts'
import { episodeNumbered } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { shortenQuestion } from '../search/query.ts'
import { stemsOf } from '../search/tokenizer.ts'
import type { VectorOf } from '../search/vectors.ts'
import { autocompleteQuestion } from './autocomplete.ts'
import { defineCommand } from './command.ts'
import { showEpisode, showLatest } from './episodes.ts'
import { asksForNewest } from './recognize.ts'

const MAX_QUESTION = limits.command.maxLength

export const askCommand = defineCommand(
  {
    name: 'ask',
    kind: 'slash',
    options: [{ name: 'question', required: true, maxLength: MAX_QUESTION, autocomplete: autocompleteQuestion }],
  },
  ({ question, page }, library, vectorOf) => answerQuestion(question, page, library, vectorOf),
  ({ question }, library) => textsToEmbed(question, library),
)

/** An entry in the menu of any message: finds what the episodes say about it. */
export const findCommand = defineCommand(
  {
    name: 'Find in episodes',
    kind: 'message',
    options: [{ name: 'message', required: true, maxLength: MAX_QUESTION }],
  },
  ({ message, page }, library, vectorOf) => ({
    ...answerQuestion(message, page, library, vectorOf),
    audience: 'asker',
  }),
  ({ message }, library) => textsToEmbed(message, library),
)

/** The question, and what a button will ask again if it is too long for one. Nothing if it is refused. */
export function textsToEmbed(question: string, library: Library): readonly string[] {
  if (refusal(question)) return []
  return [...new Set([question, shortenQuestion(library, question, MAX_WORDS)])]
}

/** @param page which of the passages that may answer the question to quote, from 0. */
export function answerQuestion(question: string, page: number, library: Library, vectorOf: VectorOf): ReplyDraft {
  const episode = episodeNumbered(library, question)
  if (episode) return showEpisode(episode, library)
  if (asksForNewest(question)) return showLatest(0, library)
  const refused = refusal(question)
  if (refused) return refused
  const answer = ask(library, question, page, vectorOf)
  if (answer.kind === 'nothing') return noAnswerReply(answer, library)
  return answerReply(answer, question, viewOf(answer, question, library, vectorOf))
}

/**
 * What finds this very answer again. Undefined if a long question, cut to the words that fit in a button, would find
 * another one.
 */
function viewOf(
  answer: Extract<Answer, { kind: 'found' }>,
  question: string,
  library: Library,
  vectorOf: VectorOf,
): View | undefined {
  const words = shortenQuestion(library, question, MAX_WORDS)
  const isSame = question.length <= MAX_WORDS || findsSamePassage(library, words, answer, vectorOf)
  return isSame ? { command: 'ask', words, page: answer.passageIndex } : undefined
}

/** Further passages for a question; reached only by a button. */
export function showResults({ words, page }: View, library: Library, vectorOf: VectorOf): ReplyDraft {
  return (
    refusal(words) ??
    resultsReply(moreResults(library, words, page, vectorOf), shortenQuestion(library, words, MAX_WORDS), library)
  )
}

function refusal(question: string): ReplyDraft | undefined {
  if (question.length > MAX_QUESTION) return errorReply(phrases => [phrases.tooLong(MAX_QUESTION)])
  if (stemsOf(question).length === 0) return errorReply(phrases => phrases.noWords())
  return undefined
}
