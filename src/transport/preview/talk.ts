import type { App } from '../../commands/app.ts'
import { around } from '../../commands/hear.ts'
import type { Pressed, Pressing } from '../../commands/press.ts'
import { readTyped } from '../../commands/typed.ts'
import { decodePress } from '../../reply/action.ts'
import { phrasesFor } from '../../reply/phrases.ts'
import type { Reply } from '../../reply/reply.ts'
import { trouble } from '../../reply/trouble.ts'
import { type Entry, LONGEST_LINE } from './channel.ts'
import { words } from './words.ts'

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
      ? decodePress(began.pressed)?.does === 'open'
      : readTyped(began.typed, app.commands).options.hide === true
  if (turned !== undefined) return pressButton(turned, hidden, app, locale)
  return 'pressed' in began ? pressButton(began.pressed, false, app, locale) : answerLine(began.typed, app, locale)
}

function pressButton(code: string, hidden: boolean, app: App, locale: string): Answered {
  const press = decodePress(code)
  const pressed: Pressed = { press, own: true, hidden, manages: true, asker: ASKER, place: 'web', locale }
  const leads: Pressing = app.press(pressed)
  const command = press === undefined ? 'unknown' : press.does === 'dismiss' ? press.does : press.view.command
  return { reply: leads.kind === 'remove' ? undefined : leads.reply, command: `${press?.does ?? 'press'} ${command}` }
}

function answerLine(line: string, app: App, locale: string): Answered {
  if (line.length > LONGEST_LINE) return { reply: tooLong(locale), command: 'too long' }
  const called = addressed(line)
  if (called) return { reply: app.hear({ ...called, asker: ASKER, place: 'web', locale }), command: 'mention' }
  const typed = readTyped(line, app.commands)
  const known = app.commands.some(({ name }) => name === typed.command)
  return {
    reply: app.reply({ ...typed, asker: ASKER, place: 'web', locale }),
    command: known ? typed.command : 'unknown',
  }
}

/** Nobody is told apart here: the page has one reader. */
const ASKER = 'web'

/** `@Shownotes how do …`: what stands before the name, and what after it. */
const addressed = (line: string) => around(line.split(new RegExp(`@${words.bot}(?![\\p{L}\\p{N}])`, 'iu')))

function tooLong(locale: string): Reply {
  const phrases = phrasesFor(locale)
  return { ...trouble(({ tooLong }) => [tooLong(LONGEST_LINE)])(phrases), locale: phrases.locale }
}
