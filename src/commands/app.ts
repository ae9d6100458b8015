import QuickLRU from 'quick-lru'
import { limits } from '../limits.ts'
import type { ButtonAction, Form, View } from '../reply/actions.ts'
import { withShowLanguage } from '../reply/ask.ts'
import { episodeName } from '../reply/format.ts'
import { helpReply } from '../reply/help.ts'
import { optionTexts, phrasesFor } from '../reply/languages/phrases.ts'
import { addShareOrDismiss, errorReply, isFailure, renderFullReply, renderReply } from '../reply/render.ts'
import type { Reply, ReplyDraft } from '../reply/types.ts'
import { findEpisode } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { languageOfShow } from '../search/question-language.ts'
import type { QuestionVectors, VectorOf } from '../search/vectors.ts'
import { editDistance } from '../text.ts'
import { episodesCommand } from './about.ts'
import { askCommand, findCommand, showFix, showResults, textsToEmbed } from './ask.ts'
import {
  type Choice,
  type Command,
  type CommandRequest,
  type Conversation,
  defineCommand,
  inLanguageOf,
  optionsOfView,
  parseOptions,
  type RequestContext,
} from './command.ts'
import { episodeCommand, latestCommand, relatedCommand } from './episodes.ts'
import { examplesOf } from './examples.ts'
import { actionsIn, conversationIn, resolveFollowUp } from './follow-up.ts'
import { answerMessage, type IncomingMessage, textOfMessage } from './mentions.ts'
import type { RateLimiter } from './rate-limit.ts'
import { resourcesCommand } from './resources.ts'

/** The whole bot as plain functions, the same for every surface. */
export type App = {
  readonly commands: readonly Command[]
  /** The language of the show, BCP 47, for readers whose own language is unknown. */
  readonly locale: () => string
  /** Prepares what is slow about an answer: the vectors of its question. Everything else here is immediate. */
  readonly prepare: (input: CommandRequest | ButtonPress | IncomingMessage) => Promise<void>
  /** Replies to every request, even to an unknown command. */
  readonly reply: (request: CommandRequest) => Reply
  /** Reacts to every button, even to an unknown one. */
  readonly press: (press: ButtonPress) => PressResult
  /** Replies to a message that is meant for the bot; undefined if no reply is wanted. */
  readonly replyToMessage: (message: IncomingMessage) => Reply | undefined
  /** What a question after this reply may follow on from. @param asked undefined if a button was pressed. */
  readonly conversationAfter: (reply: Reply, asked?: CommandRequest | IncomingMessage) => Conversation
  /** Choices for an option that is being typed. */
  readonly autocomplete: (input: AutocompleteInput) => readonly Choice[]
}

export type AutocompleteInput = { readonly command: string; readonly option: string; readonly typed: string }

/** A button that a user pressed, and the message it is on. */
export type ButtonPress = RequestContext & {
  /** Undefined if the button is unknown. */
  readonly action: ButtonAction | undefined
  /** Whether the message answers this user. */
  readonly isOwn: boolean
  /** Whether only this user sees the message. */
  readonly isPrivate: boolean
  /** Whether this user may delete messages of others. */
  readonly canManage: boolean
  /** Whom the message mentions. */
  readonly mention?: string
  /** The author of the message that it replies to; undefined if it answers a command or a button. */
  readonly repliesTo?: string
}

/** The message with the button changes or is deleted, a new one replies to the press, or a form opens. */
export type PressResult =
  | { readonly kind: 'update' | 'reply'; readonly reply: Reply }
  | { readonly kind: 'delete' }
  | { readonly kind: 'form'; readonly form: Form }

/**
 * @param library called for each request, so that the next answer includes new content.
 * @param allowRequest limits how often a user may ask.
 * @param allowReminder limits how often a user is reminded of that in a channel, where everyone sees it.
 * @param questions the vectors of questions; without them, answers come from words alone.
 */
export function createApp(
  library: () => Library,
  allowRequest: RateLimiter = () => true,
  allowReminder: RateLimiter = () => true,
  questions: QuestionVectors = { prepare: async () => {}, vectorOf: () => undefined },
): App {
  const { vectorOf } = questions
  const slash = [askCommand, episodeCommand, episodesCommand, resourcesCommand, relatedCommand, latestCommand]
  const names = [...slash.map(({ name }) => name), 'help' as const]
  const helpCommand = defineCommand({ name: 'help', kind: 'slash', options: [] }, (_, current) =>
    helpReply(names, current, examplesOf(current).questions),
  )
  const commands = [...slash, helpCommand, findCommand]
  const find = (name: string) => commands.find(command => command.name.toLowerCase() === name.toLowerCase())

  /** The last question of each direct message, in memory only. */
  const conversations = new QuickLRU<string, Conversation & { readonly at: number }>({ maxSize: MAX_CONVERSATIONS })
  const conversationOf = ({ place, userId, conversation, sentAt = 0 }: IncomingMessage): Conversation | undefined => {
    if (conversation || place !== 'dm') return conversation
    const last = conversations.get(userId)
    return last && sentAt - last.at <= CONVERSATION_MS ? last : undefined
  }

  /** The same request, so that it can be answered without what came before. */
  const standalone = (request: CommandRequest): CommandRequest => {
    const { command, options, conversation } = request
    if (!conversation || command !== askCommand.name || options.episode !== undefined) return request
    const { question, episode, page = 0 } = resolveFollowUp(String(options.question ?? ''), conversation, library())
    const more = { ...(episode !== undefined && { episode }), ...(page > 0 && { page: page + 1 }) }
    return { ...request, options: { ...options, question, ...more } }
  }

  const runCommand = (typed: CommandRequest): Reply => {
    const alone = standalone(typed)
    const request =
      alone.command === askCommand.name ? inLanguageOf(String(alone.options.question ?? ''), alone, library()) : alone
    const command = find(request.command)
    if (!command) return renderReply(unknownCommand(request.command, slash), request)
    const { options, missing, hide, mention } = parseOptions(command, request.options)
    if (missing !== undefined && command.kind === 'slash') return renderReply(missingOption(command, missing), request)
    const audience = hide ? 'asker' : mention === undefined ? undefined : 'everyone'
    const { locale, placeLocale, place } = request
    const now = library()
    const hasVectors = command.embeds(options, now).map(text => vectorOf(text) !== undefined)
    const isFirst = command === askCommand && options.page === 0 && typed.conversation === undefined
    const key = [command.name, options, locale, placeLocale, place, audience, now.vectors.revision, hasVectors, isFirst]
    const inTerminal = command === helpCommand && place === 'terminal'
    const draft = () =>
      inTerminal ? helpReply(names, now, examplesOf(now).questions, true) : command.run(options, now, vectorOf)
    const noted = () => (isFirst ? withShowLanguage(draft(), String(request.options.question ?? ''), now) : draft())
    const reply = remember(now, key, () => renderFullReply(noted(), request, audience))
    return mention !== undefined && reply.audience === 'everyone' ? { ...reply, mention } : reply
  }

  const textsIn = (input: CommandRequest | ButtonPress | IncomingMessage): readonly string[] => {
    if ('before' in input) {
      const { question } = resolveFollowUp(textOfMessage(input), conversationOf(input), library())
      return textsToEmbed(question, library())
    }
    if ('command' in input) {
      const { command: name, options } = standalone(input)
      const command = find(name)
      return command?.embeds(parseOptions(command, options).options, library()) ?? []
    }
    if (!input.action || input.action.kind === 'dismiss') return []
    const { view } = input.action
    if (view.command === 'results' || view.command === 'fix') return textsToEmbed(view.words, library())
    const command = find(view.command)
    return command?.embeds(optionsOfView(command, view), library()) ?? []
  }

  const conversationAfter = (reply: Reply, asked?: CommandRequest | IncomingMessage): Conversation => {
    if (asked && 'before' in asked) {
      const { question } = resolveFollowUp(textOfMessage(asked), asked.conversation, library())
      return conversationIn(actionsIn(reply), question)
    }
    const question = asked?.command === askCommand.name ? standalone(asked).options.question : undefined
    return conversationIn(actionsIn(reply), typeof question === 'string' ? question : undefined)
  }

  return {
    commands,
    locale: () => languageOfShow(library()) ?? 'en',
    conversationAfter,
    prepare: async input => {
      if (allowRequest(input.userId, 0)) await Promise.all(textsIn(input).map(questions.prepare))
    },
    reply: request => (allowRequest(request.userId) ? runCommand(request) : renderReply(rateLimited, request)),
    press: press => {
      const { action, isOwn, canManage } = press
      const refuse = (error: ReplyDraft): PressResult => ({ kind: 'reply', reply: renderReply(error, press) })
      if (!action) return refuse(unknownButton)
      if (action.kind === 'dismiss') return isOwn || canManage ? { kind: 'delete' } : refuse(notAllowed)
      if (action.kind === 'form') {
        const form = formOf(action.view, library(), press)
        return form ? { kind: 'form', form } : refuse(unknownButton)
      }
      if (!allowRequest(press.userId)) return refuse(rateLimited)
      const { view } = action
      const draft = runView(view, commands, library(), vectorOf)
      return draft
        ? pressResult(
            action.kind,
            draft,
            QUESTION_VIEWS.has(view.command) ? inLanguageOf(view.words, press, library()) : press,
          )
        : refuse(unknownButton)
    },
    replyToMessage: message => {
      const conversation = conversationOf(message)
      const answer = answerMessage({ ...message, ...(conversation && { conversation }) }, library(), vectorOf)
      if (!answer) return undefined
      const { userId, place } = message
      const { question } = resolveFollowUp(textOfMessage(message), conversation, library())
      const readers = inLanguageOf(question, message, library())
      const draft = conversation ? answer : withShowLanguage(answer, question, library())
      // Discord has no private reply to a message.
      if (allowRequest(userId)) {
        if (place === 'dm') {
          const shown = conversationAfter(renderReply(draft, readers), {
            ...message,
            ...(conversation && { conversation }),
          })
          conversations.set(userId, { ...shown, at: message.sentAt ?? 0 })
        }
        return addShareOrDismiss({ ...renderReply(draft, readers), audience: 'everyone' }, place, userId)
      }
      return allowReminder(userId) ? { ...renderReply(rateLimited, message), audience: 'everyone' } : undefined
    },
    autocomplete: ({ command, option, typed }) =>
      find(command)
        ?.options.find(({ name }) => name === option)
        ?.autocomplete?.(typed, library()) ?? [],
  }
}

/** The views whose words are a question. */
const QUESTION_VIEWS: ReadonlySet<string> = new Set<View['command']>(['ask', 'results', 'fix'])

/** After this time, a direct message begins a new conversation. */
const CONVERSATION_MS = 10 * 60 * 1000
const MAX_CONVERSATIONS = 1000

/** What a button shows; undefined if it is from a version that had another command. */
function runView(
  view: View,
  commands: readonly Command[],
  library: Library,
  vectorOf: VectorOf,
): ReplyDraft | undefined {
  if (view.command === 'results') return showResults(view, library, vectorOf)
  if (view.command === 'fix') return showFix(view, library, vectorOf)
  const command = commands.find(({ name }) => name === view.command)
  return command?.run(optionsOfView(command, view), library, vectorOf)
}

/** The form for a question about one episode; undefined if there is no such episode any more. */
function formOf(view: View, library: Library, { locale }: RequestContext): Form | undefined {
  if (view.command !== askCommand.name || view.episode === undefined) return undefined
  const found = findEpisode(library, view.episode)
  if (found.kind !== 'found') return undefined
  const phrases = phrasesFor(locale)
  return {
    title: phrases.buttons.askAbout,
    label: episodeName(found.episode, phrases),
    placeholder: optionTexts(phrases, 'ask', 'question').description,
    maxLength: Math.min(limits.command.maxLength, limits.form.maxLength),
    view: { ...view, words: '' },
  }
}

function pressResult(kind: 'turn' | 'open' | 'share', draft: ReplyDraft, press: ButtonPress): PressResult {
  const { isOwn, isPrivate, mention, repliesTo, place } = press
  const isPublic = { turn: isOwn && !isPrivate, open: place === 'dm', share: true }[kind]
  const message = kind === 'turn' ? repliesTo : undefined
  const reply = renderFullReply(draft, press, isPublic ? 'everyone' : 'asker', message)
  // Other users get a private copy, so that nobody's answer changes before their eyes.
  if (kind !== 'turn' || !isOwn || isFailure(reply)) return { kind: 'reply', reply }
  return { kind: 'update', reply: mention === undefined ? reply : { ...reply, mention } }
}

function unknownCommand(name: string, commands: readonly Command[]): ReplyDraft {
  const nearest = commands.find(command => editDistance(name.toLowerCase(), command.name, 2) <= 2)
  return errorReply(({ errors }) => errors.unknownCommand(name, nearest?.name))
}

function missingOption(command: Command, option: string): ReplyDraft {
  return errorReply(phrases => {
    const { name, description } = optionTexts(phrases, command.name, option)
    return phrases.errors.missingOption(command.name, name, description)
  })
}

const rateLimited = errorReply(({ errors }) => [errors.rateLimited])
const unknownButton = errorReply(({ errors }) => [errors.unknownButton])
const notAllowed = errorReply(({ errors }) => [errors.notAllowed])

/** Cached replies by request. They are dropped with their library, which new content replaces. */
const replies = new WeakMap<Library, QuickLRU<string, Reply>>()

/** Replies of some ten kilobytes each; up to twice as many are kept. */
const MAX_REPLIES = 250

/** Longer requests are not worth caching, in UTF-16 units. */
const MAX_KEY_LENGTH = 400

function remember(library: Library, request: readonly unknown[], reply: () => Reply): Reply {
  const key = JSON.stringify(request)
  if (key.length > MAX_KEY_LENGTH) return reply()
  const known = replies.get(library) ?? new QuickLRU<string, Reply>({ maxSize: MAX_REPLIES })
  replies.set(library, known)
  const found = known.get(key) ?? reply()
  known.set(key, found)
  return found
}
