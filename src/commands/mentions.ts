import { textReply } from '../reply/render.ts'
import type { ReplyDraft } from '../reply/types.ts'
import type { Library } from '../search/library.ts'
import { wordsOf } from '../search/tokenizer.ts'
import type { VectorOf } from '../search/vectors.ts'
import { intentIn } from './about.ts'
import { answerIn, answerQuestion } from './ask.ts'
import type { Conversation, RequestContext } from './command.ts'
import { resolveFollowUp } from './follow-up.ts'
import { asksForHelp, hasQuestionMark, isChatter, isGreeting, isQuestion, isStatement } from './recognize.ts'

/** A message that mentions the bot, replies to it, or is a direct message to it. */
export type IncomingMessage = RequestContext & {
  /** The text before and after the mention. A direct message has only text after it. */
  readonly before: string
  readonly after: string
  /** It replies to the bot without mentioning it: maybe with another question, maybe with a remark. */
  readonly inReply?: true
  /** What the message that it replies to was about. */
  readonly conversation?: Conversation
  /** When it was sent, in milliseconds since any moment. */
  readonly sentAt?: number
}

/** The text before and after the first of the mentions at which a message was split; undefined if there is none. */
export function aroundMention(parts: readonly string[]): Pick<IncomingMessage, 'before' | 'after'> | undefined {
  const [before = '', ...after] = parts
  return after.length === 0 ? undefined : { before, after: after.join(' ').trim() }
}

/**
 * The reply to a message: an answer to a question, a hint if it says nothing or asks what the bot is for, and undefined
 * for chatter. A message about the bot, rather than to it, is answered only if it asks something that the show answers.
 */
export function answerMessage(message: IncomingMessage, library: Library, vectorOf: VectorOf): ReplyDraft | undefined {
  const { before, after, place } = message
  const text = textOfMessage(message)
  const inPassing = message.inReply === true || isAboutBot(before, after)
  // Emoji need no answer, just like thanks.
  if (wordsOf(text).length === 0) return !inPassing && ONLY_PUNCTUATION.test(text) ? hint(library) : undefined
  if (!inPassing && (asksForHelp(text) || (place === 'dm' && isGreeting(text)))) return hint(library)
  const { question, episode, page = 0 } = resolveFollowUp(text, message.conversation, library)
  const isFollowUp = question !== text || episode !== undefined
  if (!isFollowUp && isChatter(text) && !intentIn(text, library))
    return !inPassing && addressesBot(before, after) ? hint(library) : undefined
  const draft =
    episode === undefined
      ? answerQuestion(question, page, library, vectorOf)
      : answerIn(episode, question, page, library, vectorOf)
  if (!inPassing || draft.outcome === 'sure' || (isFollowUp && (isQuestion(text) || page > 0))) return draft
  return draft.outcome === 'close' && (isQuestion(before) || isQuestion(after)) ? draft : undefined
}

/** The question in a message, if it is one; a greeting before the mention is no part of it. */
export const textOfMessage = ({ before, after }: IncomingMessage): string =>
  (after !== '' && isChatter(before) ? after : `${before} ${after}`).trim()

/** `I asked <bot> …` and `meet <bot>` talk about it; `Hey <bot>, what …` and `what …, <bot>?` talk to it. */
function isAboutBot(before: string, after: string): boolean {
  if (isChatter(before) && !isStatement(before)) return false
  return wordsOf(after).length > 0 || !hasQuestionMark(before + after)
}

/** `<bot>, are you there?` and `are you there, <bot>?` address it; in `isn’t <bot> great?` it is part of the sentence. */
const addressesBot = (before: string, after: string): boolean =>
  hasQuestionMark(before + after) && (wordsOf(before).length === 0 || wordsOf(after).length === 0)

/** `<bot>`, `<bot>!` or `<bot> …?`: someone calls the bot. */
const ONLY_PUNCTUATION = /^[\s.,!?\uFF1F…]*$/

const hint = ({ show }: Library): ReplyDraft => textReply('found', phrases => phrases.hint(show.name))
