import type { View } from '../reply/actions.ts'
import { type CommandName, type Named, phrasesFor } from '../reply/languages/phrases.ts'
import type { ReplyDraft } from '../reply/types.ts'
import type { Library } from '../search/library.ts'

/** Who wants something and where, the same from every surface. */
export type Asker = {
  /** BCP 47, as Discord sends it: `en-US`, `pt-BR`. */
  readonly locale: string
  /** The language of the place, where it has one: for what everyone there reads. */
  readonly placeLocale?: string
  /** Who asks: an id that only serves to compare; never logged, never kept. */
  readonly asker: string
  /** `dm` is a talk with the bot alone, `group` one among people outside a server. */
  readonly place: 'server' | 'group' | 'dm' | 'terminal' | 'web'
}

/** A command as somebody gave it. */
export type Request = Asker & {
  readonly command: string
  readonly options: Readonly<Record<string, string | number | boolean>>
}

/**
 * A command's outward form, as plain data; `discord/definitions.ts` makes Discord's JSON of it. Its words are in
 * `reply/languages/`, under its name.
 */
export type Command = {
  readonly name: CommandName
  /** `message`: it is chosen on somebody's message, whose words are its only option. */
  readonly kind: 'slash' | 'message'
  /** The first one is the view's words; one named `episode` behind it narrows it down. */
  readonly options: readonly Option[]
  readonly show: (view: View, library: Library) => ReplyDraft
}

export type Option = {
  readonly name: string
  readonly required: boolean
  /** The longest text taken, in characters. */
  readonly maxLength: number
  /** Choices for what has been typed so far, best first; at most 25 are shown. */
  readonly complete?: (typed: string, library: Library) => readonly Choice[]
}

/** What a person sees, and what the command gets when it is picked. Typing the label gives the same. */
export type Choice = { readonly label: string; readonly value: string }

/** What every slash command can be told besides: show it only to me, say it to someone. */
export const SHARED_OPTIONS = [
  { name: 'hide', type: 'boolean' },
  { name: 'mention', type: 'person' },
] as const

/** An option's text without the blanks around it; empty when it was not given. */
export function textOption({ options }: Request, name: string | undefined): string {
  return String((name === undefined ? undefined : options[name]) ?? '').trim()
}

/** The name by which a surface calls a command: its English one, whatever language somebody reads. */
export const registeredName = ({ name }: Command): string => phrasesFor('en').commands[name].name

/** The words for an option of a command, in one language. */
export function wordsFor(words: { readonly options: object }, option: string): Named {
  const named: Named | undefined = new Map<string, Named>(Object.entries(words.options)).get(option)
  if (!named) throw new Error(`There are no words for the option “${option}”: write them in reply/languages/`)
  return named
}

/** What was typed, taken apart: which command, and the text of each option. */
export type Typed = { readonly command: string; readonly options: Readonly<Record<string, string | boolean | number>> }

/**
 * Reads a line as Discord's text box would: `/resources rust`, `/resources about:rust episode:64`. Words that stand
 * before any `option:` belong to the first option. Plain words are a question. Every command also takes `hide:true` and,
 * where no button can turn pages, `page:2`.
 */
export function readTyped(line: string, commands: readonly Command[]): Typed {
  const text = line.trim()
  if (!text.startsWith('/')) return { command: 'ask', options: { question: text } }
  const [name = '', ...given] = text.slice(1).split(/\s+/)
  const own = commands.find(command => command.name === name.toLowerCase())?.options.map(option => option.name) ?? []
  const names = [...own, 'hide', 'page']
  const options: Record<string, string> = {}
  let current = own[0]
  for (const word of given) {
    const named = names.find(option => word.startsWith(`${option}:`))
    const value = named === undefined ? word : word.slice(named.length + 1)
    current = named ?? current
    if (current !== undefined) options[current] = `${options[current] ?? ''} ${value}`.trim()
  }
  const { hide, page, ...words } = options
  return {
    command: name,
    options: {
      ...words,
      ...(hide !== undefined && { hide: hide === 'true' }),
      ...(page !== undefined && { page: Number(page) }),
    },
  }
}
