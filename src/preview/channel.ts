import type { App, ButtonPress, PressResult } from '../commands/app.ts'
import { type CommandRequest, type Conversation, parseCommandLine } from '../commands/command.ts'
import { aroundMention, type IncomingMessage } from '../commands/mentions.ts'
import { type ButtonAction, decodeButtonAction } from '../reply/actions.ts'
import { errorReply, renderReply } from '../reply/render.ts'
import type { Reply } from '../reply/types.ts'
import { pageText } from './text.ts'

/**
 * The conversation in the channel. It is in the URL of the page, and the server keeps nothing: so a reply can be linked to,
 * the back button works, and so does a page that was left open overnight.
 */
export type Channel = {
  /** How many messages have been removed from the beginning; the others keep their numbers. */
  readonly gone: number
  readonly entries: readonly Entry[]
}

/** A line or a button press, and the reply to it. */
export type Entry = {
  /** The line that was typed, or the code of the button that was pressed. */
  readonly began: { readonly typed: string } | { readonly pressed: string }
  /** The code of the button that has changed or dismissed the reply since. */
  readonly turned?: string
}

/** The longest line that is answered: percent-encoded, several must fit into a URL. */
export const MAX_LINE_LENGTH = 500

/** The oldest messages are removed beyond these limits. */
const MAX_ENTRIES = 12
const MAX_URL_LENGTH = 6000

/** Reads `?from=3&q=/latest&p=1|t|latest|1||`, in order. Anything else is ignored. */
export function readChannel(parameters: URLSearchParams): Channel {
  const entries: Entry[] = []
  for (const [name, value] of parameters) {
    if (name === 'q' && value.trim() !== '') entries.push({ began: { typed: cut(value.trim()) } })
    if (name === 'p') add(entries, value)
  }
  return trimmed({ gone: wholeNumber(parameters.get('from') ?? ''), entries })
}

/** The channel after a line was typed. */
export function afterLine({ gone, entries }: Channel, line: string): Channel {
  return trimmed({ gone, entries: [...entries, { began: { typed: cut(line.trim()) } }] })
}

/** The channel after a button of its `number`th message was pressed; unchanged if there is no such message. */
export function afterPress({ gone, entries }: Channel, number: number, code: string): Channel {
  const at = number - gone - 1
  const entry = entries[at]
  if (!entry) return { gone, entries }
  if (!changesMessage(decodeButtonAction(code)))
    return trimmed({ gone, entries: [...entries, { began: { pressed: code } }] })
  return trimmed({ gone, entries: entries.with(at, { began: entry.began, turned: code }) })
}

/** The URL of the page that shows this channel. */
export function channelUrl({ gone, entries }: Channel): string {
  const parameters = new URLSearchParams(gone > 0 ? [['from', String(gone)]] : [])
  for (const { began, turned } of entries) {
    if ('typed' in began) parameters.append('q', began.typed)
    else parameters.append('p', began.pressed)
    if (turned !== undefined) parameters.append('p', turned)
  }
  const query = parameters.toString()
  return query === '' ? '/' : `/?${query}`
}

export const isDismissed = ({ turned }: Entry): boolean =>
  turned !== undefined && decodeButtonAction(turned)?.kind === 'dismiss'

/** Whether a button changes the message that it belongs to, instead of adding one. */
const changesMessage = (action: ButtonAction | undefined): boolean =>
  action?.kind === 'turn' || action?.kind === 'dismiss'

function add(entries: Entry[], code: string): void {
  const last = entries.at(-1)
  const short = cut(code)
  if (last && changesMessage(decodeButtonAction(short)))
    entries[entries.length - 1] = { began: last.began, turned: short }
  else entries.push({ began: { pressed: short } })
}

function trimmed({ gone, entries }: Channel): Channel {
  const [first, ...rest] = entries
  const tooMuch = entries.length > MAX_ENTRIES || channelUrl({ gone, entries }).length > MAX_URL_LENGTH
  if (!first || !(tooMuch || isDismissed(first))) return { gone, entries }
  return trimmed({ gone: gone + 1, entries: rest })
}

/** One character more than allowed is enough to see that a line is too long. */
const cut = (text: string): string => text.slice(0, MAX_LINE_LENGTH + 1)

const wholeNumber = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : 0)

/** The bot's reply; undefined if it ignores the message. `command` is for the log: what was used, not what was asked. */
export type Answered = { readonly reply: Reply | undefined; readonly command: string }

/**
 * Answers the entries of a channel, one after the other, with the same app that answers on Discord. The reader of the page
 * is the user. Undefined in place of a reply that was dismissed.
 *
 * @param locale the reader's language, BCP 47.
 */
export async function answerChannel(
  { entries }: Channel,
  app: App,
  locale: string,
): Promise<readonly (Answered | undefined)[]> {
  const answers: (Answered | undefined)[] = []
  let conversation: Conversation | undefined
  for (const entry of entries) {
    const asked = requestOf(entry, app, locale, conversation)
    await app.prepare(asked)
    const answer = isDismissed(entry) ? undefined : answerEntry(entry, asked, app)
    answers.push(answer)
    if (answer?.reply) conversation = app.conversationAfter(answer.reply, 'action' in asked ? undefined : asked)
  }
  return answers
}

type Asked = CommandRequest | ButtonPress | IncomingMessage

function requestOf({ began, turned }: Entry, app: App, locale: string, conversation: Conversation | undefined): Asked {
  const isPrivate =
    'pressed' in began
      ? decodeButtonAction(began.pressed)?.kind === 'open'
      : parseCommandLine(began.typed, app.commands).options.hide === true
  if (turned !== undefined) return buttonPress(turned, isPrivate, locale)
  if ('pressed' in began) return buttonPress(began.pressed, false, locale)
  const typed = aroundName(began.typed) ?? parseCommandLine(began.typed, app.commands)
  // A command stands alone, as on Discord.
  const follows = conversation !== undefined && !began.typed.startsWith('/')
  return { ...typed, userId: USER_ID, place: 'web', locale, ...(follows && { conversation }) }
}

function answerEntry({ began }: Entry, asked: Asked, app: App): Answered {
  if ('action' in asked) return pressButton(asked, app)
  if ('typed' in began && began.typed.length > MAX_LINE_LENGTH)
    return { reply: tooLong(asked.locale), command: 'too long' }
  if ('before' in asked) return { reply: app.replyToMessage(asked), command: 'mention' }
  const isKnown = app.commands.some(({ name }) => name === asked.command)
  return { reply: app.reply(asked), command: isKnown ? asked.command : 'unknown' }
}

const buttonPress = (code: string, isPrivate: boolean, locale: string): ButtonPress => ({
  action: decodeButtonAction(code),
  isOwn: true,
  isPrivate,
  canManage: true,
  userId: USER_ID,
  place: 'web',
  locale,
})

function pressButton(press: ButtonPress, app: App): Answered {
  const { action } = press
  const result: PressResult = app.press(press)
  const command = action === undefined ? 'unknown' : action.kind === 'dismiss' ? action.kind : action.view.command
  return {
    reply: 'reply' in result ? result.reply : undefined,
    command: `${action?.kind ?? 'press'} ${command}`,
  }
}

/** The page does not distinguish users. */
const USER_ID = 'web'

/** The words before and after the bot's name: `@Shownotes how do …`. */
const aroundName = (line: string) => aroundMention(line.split(new RegExp(`@${pageText.bot}(?![\\p{L}\\p{N}])`, 'iu')))

function tooLong(locale: string): Reply {
  return renderReply(
    errorReply(phrases => [phrases.tooLong(MAX_LINE_LENGTH)]),
    { locale },
  )
}
