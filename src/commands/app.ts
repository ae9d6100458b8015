import type { View } from '../reply/actions.ts'
import { addQuestion, addShareOrDismiss, errorReply, renderReply } from '../reply/render.ts'
import type { Audience, Reply, ReplyDraft } from '../reply/types.ts'
import type { Library } from '../search/library.ts'
import { editDistance } from '../text.ts'
import { askCommand, findCommand, showResults } from './ask.ts'
import { type Pressed, type Pressing, pressing } from './buttons.ts'
import { type Asker, type Choice, type Command, type Request, registeredName, textOption, wordsFor } from './command.ts'
import { episodeCommand, latestCommand, relatedCommand } from './episodes.ts'
import { helpCommand } from './help.ts'
import { answerMessage, type IncomingMessage } from './mentions.ts'
import type { RateLimiter } from './rate-limit.ts'
import { resourcesCommand } from './resources.ts'

/** The whole bot as values in, values out; every surface talks to it in the same way. */
export type App = {
  readonly commands: readonly Command[]
  /** Answers every request: an unknown command or a missing option gets a sentence that says so. */
  readonly reply: (request: Request) => Reply
  /** Answers every press of a button, one that nobody knows too. */
  readonly press: (pressed: Pressed) => Pressing
  /** Answers a message that is meant for the bot; nothing when it is better left alone. */
  readonly hear: (heard: IncomingMessage) => Reply | undefined
  /** Choices for an option that is being typed; none for an option that has no choices to offer. */
  readonly complete: (typing: Typing) => readonly Choice[]
}

export type Typing = { readonly command: string; readonly option: string; readonly typed: string }

/**
 * @param library called once for each request, so that new content is in the very next answer.
 * @param courtesy who may ask now; without one everybody may, always.
 * @param reminding who may be told now, before others, that they ask too fast.
 */
export function createApp(
  library: () => Library,
  courtesy: RateLimiter = () => true,
  reminding: RateLimiter = () => true,
): App {
  const slash = [askCommand, episodeCommand, resourcesCommand, relatedCommand, latestCommand]
  const commands = [...slash, helpCommand(slash), findCommand]
  const find = (name: string) => commands.find(command => registeredName(command).toLowerCase() === name.toLowerCase())
  const show = (view: View): ReplyDraft | undefined =>
    view.command === 'results'
      ? showResults(view, library())
      : commands.find(({ name }) => name === view.command)?.show(view, library())

  const answer = (request: Request): Reply => {
    const command = find(request.command)
    if (!command) return renderReply(unknown(request.command, slash), request)
    const missing = command.options.find(option => option.required && textOption(request, option.name) === '')
    if (missing && command.kind === 'slash') return renderReply(missingOption(command, missing.name), request)
    const mention = textOption(request, 'mention')
    const told = request.options.hide === true ? 'asker' : mention === '' ? undefined : 'everyone'
    const view = viewOf(command, request)
    const now = library()
    const reply = remembered(now, keyOf(view, request, told), () =>
      completeReply(command.show(view, now), view, request, told),
    )
    return mention !== '' && reply.audience === 'everyone' ? { ...reply, mention } : reply
  }

  return {
    commands,
    reply: request => (courtesy(request.asker) ? answer(request) : renderReply(tooFast, request)),
    press: pressed => {
      const { press } = pressed
      const refuse = (why: ReplyDraft): Pressing => ({ kind: 'say', reply: renderReply(why, pressed) })
      if (!press) return refuse(olderButton)
      if (press.does === 'dismiss') return pressed.own || pressed.manages ? { kind: 'remove' } : refuse(notYours)
      if (!courtesy(pressed.asker)) return refuse(tooFast)
      const { does, view } = press
      const draft = show(view)
      if (!draft) return refuse(olderButton)
      return pressing[does]((audience, to) => completeReply(draft, view, pressed, audience, to), pressed)
    },
    hear: heard => {
      const draft = answerMessage(heard, library())
      if (!draft) return undefined
      if (!courtesy(heard.asker)) {
        return reminding(heard.asker) ? { ...renderReply(tooFast, heard), audience: 'everyone' } : undefined
      }
      // A reply to a message is for all to see, one that found nothing too.
      return addShareOrDismiss(
        { ...renderReply(draft, heard, 'everyone'), audience: 'everyone' },
        heard.place,
        heard.asker,
      )
    },
    complete: ({ command, option, typed }) =>
      find(command)
        ?.options.find(({ name }) => name === option)
        ?.complete?.(typed, library()) ?? [],
  }
}

function viewOf({ name, options }: Command, request: Request): View {
  const [first, ...others] = options.map(option => option.name)
  const episode = textOption(request, others[0])
  // Counted from 1 by who types it; on Discord buttons turn the pages.
  const page = Math.min(Math.max(Number(textOption(request, 'page')) - 1 || 0, 0), 9999)
  return { command: name, words: textOption(request, first), page, ...(episode !== '' && { episode }) }
}

/** All that a reply depends on besides the library; who asks is no part of it. */
function keyOf({ command, words, episode, page }: View, { locale, placeLocale, place }: Asker, told?: string): string {
  return JSON.stringify([command, words, episode, page, locale, placeLocale, place, told])
}

function unknown(name: string, commands: readonly Command[]): ReplyDraft {
  const near = commands.find(command => editDistance(name.toLowerCase(), command.name, 2) <= 2)
  return errorReply(({ trouble }) => trouble.unknownCommand(name, near?.name))
}

function missingOption({ name }: Command, option: string): ReplyDraft {
  return errorReply(phrases => {
    const missing = wordsFor(phrases.commands[name], option)
    return phrases.trouble.missingOption(name, missing.name, missing.description)
  })
}

const tooFast = errorReply(phrases => [phrases.trouble.tooFast])
const olderButton = errorReply(phrases => [phrases.trouble.olderButton])
const notYours = errorReply(phrases => [phrases.trouble.notYours])

/** Replies that were made of a library. They go with it: new content makes a new library. */
const replies = new WeakMap<Library, Map<string, Reply>>()

/** Replies kept, some ten kilobytes each, and the longest request whose reply is, in UTF-16 units. */
const MOST = 500
const LONGEST = 400

/** The reply made before to the same request, or else a new one. Of too many, the one not asked for longest goes. */
export function remembered(library: Library, request: string, make: () => Reply): Reply {
  if (request.length > LONGEST) return make()
  const known = replies.get(library) ?? new Map<string, Reply>()
  replies.set(library, known)
  const found = known.get(request) ?? make()
  known.delete(request)
  known.set(request, found)
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break
    known.delete(oldest)
  }
  return found
}

/**
 * A reply as it goes out: with its question, if its readers cannot see that elsewhere, and a button to share or dismiss it.
 *
 * @param repliesTo whose message it replies to: that message shows the question.
 */
export function completeReply(
  draft: ReplyDraft,
  { words }: View,
  asker: Asker,
  audience?: Audience,
  repliesTo?: string,
): Reply {
  const { place } = asker
  const reply = renderReply(draft, asker, audience)
  return addShareOrDismiss(repliesTo === undefined ? addQuestion(reply, words, place) : reply, place, repliesTo)
}
