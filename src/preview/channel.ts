import type { App, ButtonPress, PressResult } from '../commands/app.ts'
import { parseCommandLine } from '../commands/command.ts'
import { aroundMention } from '../commands/mentions.ts'
import { type ButtonAction, decodeButtonAction } from '../reply/actions.ts'
import { errorReply, renderReply } from '../reply/render.ts'
import type { Reply } from '../reply/types.ts'
import { pageText } from './text.ts'

/**
 * What stands in the channel, read from the address of the page alone: nothing is kept on our side, so a reply can be
 * linked, the back button works, and a page that was open over night still does.
 */
export type Channel = {
  /** Messages that are no longer there. With it, a message keeps its number while others come and go. */
  readonly gone: number
  readonly entries: readonly Entry[]
}

/** Something that happened in the channel, and the reply to it. */
export type Entry = {
  /** What somebody typed, or the code of the button that they pressed: one that opens or shares. */
  readonly began: { readonly typed: string } | { readonly pressed: string }
  /** The code of the button that turned the reply since, or dismissed it. */
  readonly turned?: string
}

/** A line longer than this is not answered. Percent-encoded, it must fit into an address several times over. */
export const LONGEST_LINE = 500

/** So many messages stay, and so long an address: what came first goes first. */
const MOST_ENTRIES = 12
const LONGEST_ADDRESS = 6000

/** `?from=3&q=/latest&p=1|t|latest|1||`, in the order in which it happened. What is not ours is passed over. */
export function readChannel(parameters: URLSearchParams): Channel {
  const entries: Entry[] = []
  for (const [name, value] of parameters) {
    if (name === 'q' && value.trim() !== '') entries.push({ began: { typed: cut(value.trim()) } })
    if (name === 'p') add(entries, value)
  }
  return trimmed({ gone: wholeNumber(parameters.get('from') ?? ''), entries })
}

/** The channel after somebody said something. */
export function said({ gone, entries }: Channel, line: string): Channel {
  return trimmed({ gone, entries: [...entries, { began: { typed: cut(line.trim()) } }] })
}

/** The channel after somebody pressed a button of its `number`th message; as it was when there is no such message. */
export function pressed({ gone, entries }: Channel, number: number, code: string): Channel {
  const at = number - gone - 1
  const entry = entries[at]
  if (!entry) return { gone, entries }
  if (!stays(decodeButtonAction(code))) return trimmed({ gone, entries: [...entries, { began: { pressed: code } }] })
  return trimmed({ gone, entries: entries.with(at, { began: entry.began, turned: code }) })
}

/** The address of the page that shows this channel. */
export function addressOf({ gone, entries }: Channel): string {
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

/** Whether the button changes the message that it stands on, instead of saying something new. */
const stays = (action: ButtonAction | undefined): boolean => action?.kind === 'turn' || action?.kind === 'dismiss'

function add(entries: Entry[], code: string): void {
  const last = entries.at(-1)
  const short = cut(code)
  if (last && stays(decodeButtonAction(short))) entries[entries.length - 1] = { began: last.began, turned: short }
  else entries.push({ began: { pressed: short } })
}

function trimmed({ gone, entries }: Channel): Channel {
  const [first, ...rest] = entries
  const tooMuch = entries.length > MOST_ENTRIES || addressOf({ gone, entries }).length > LONGEST_ADDRESS
  if (!first || !(tooMuch || isDismissed(first))) return { gone, entries }
  return trimmed({ gone: gone + 1, entries: rest })
}

/** One character too many is enough to see that it is too long. */
const cut = (text: string): string => text.slice(0, LONGEST_LINE + 1)

const wholeNumber = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : 0)

/** What the bot answers in the channel; nothing where it keeps still. `command` is for the log: what was used, not what was asked. */
export type Answered = { readonly reply: Reply | undefined; readonly command: string }

/**
 * Answers what happened in the channel, by the same bot as everywhere. Whoever looks at the page is the one who asked.
 *
 * @param locale BCP 47, of the one who reads.
 */
export function answerEntry({ began, turned }: Entry, app: App, locale: string): Answered {
  const hidden =
    'pressed' in began
      ? decodeButtonAction(began.pressed)?.kind === 'open'
      : parseCommandLine(began.typed, app.commands).options.hide === true
  if (turned !== undefined) return pressButton(turned, hidden, app, locale)
  return 'pressed' in began ? pressButton(began.pressed, false, app, locale) : answerLine(began.typed, app, locale)
}

function pressButton(code: string, hidden: boolean, app: App, locale: string): Answered {
  const action = decodeButtonAction(code)
  const press: ButtonPress = {
    action,
    isOwn: true,
    isPrivate: hidden,
    canManage: true,
    userId: ASKER,
    place: 'web',
    locale,
  }
  const leads: PressResult = app.press(press)
  const command = action === undefined ? 'unknown' : action.kind === 'dismiss' ? action.kind : action.view.command
  return { reply: leads.kind === 'delete' ? undefined : leads.reply, command: `${action?.kind ?? 'press'} ${command}` }
}

function answerLine(line: string, app: App, locale: string): Answered {
  if (line.length > LONGEST_LINE) return { reply: tooLong(locale), command: 'too long' }
  const called = addressed(line)
  if (called)
    return { reply: app.replyToMessage({ ...called, userId: ASKER, place: 'web', locale }), command: 'mention' }
  const typed = parseCommandLine(line, app.commands)
  const known = app.commands.some(({ name }) => name === typed.command)
  return {
    reply: app.reply({ ...typed, userId: ASKER, place: 'web', locale }),
    command: known ? typed.command : 'unknown',
  }
}

/** Nobody is told apart here: the page has one reader. */
const ASKER = 'web'

/** `@Shownotes how do …`: what stands before the name, and what after it. */
const addressed = (line: string) => aroundMention(line.split(new RegExp(`@${pageText.bot}(?![\\p{L}\\p{N}])`, 'iu')))

function tooLong(locale: string): Reply {
  return renderReply(
    errorReply(phrases => [phrases.tooLong(LONGEST_LINE)]),
    { locale },
  )
}
