import type { View } from '../reply/actions.ts'
import type { CommandName } from '../reply/languages/phrases.ts'
import type { ReplyDraft } from '../reply/types.ts'
import type { Library } from '../search/library.ts'
import { languageOfQuestion } from '../search/question-language.ts'
import type { VectorOf } from '../search/vectors.ts'

/** Who sent a request and where, on any surface. */
export type RequestContext = {
  /** BCP 47, as Discord sends it: `en-US`, `pt-BR`. */
  readonly locale: string
  /** The language of the server, if it has one: for what everyone there reads. */
  readonly placeLocale?: string
  /** Only ever compared; never logged or stored. */
  readonly userId: string
  /** `dm` is a direct message to the bot, `group` a conversation between people outside a server. */
  readonly place: 'server' | 'group' | 'dm' | 'terminal' | 'web'
}

/**
 * The context for a reply in the language of a question, if that is clear; otherwise the same context, for a reply in the
 * readers' own language. Nearly everybody asks an English show in English, so that does not tell what they would rather read.
 */
export function inLanguageOf<C extends RequestContext>(question: string, context: C, library: Library): C {
  const locale = languageOfQuestion(question, library.vocabulary.language)
  const isUsual = locale === 'en' && library.vocabulary.language.code === 'en'
  return locale === undefined || isUsual ? context : { ...context, locale, placeLocale: locale }
}

type OptionValues = Readonly<Record<string, string | number | boolean>>

/** What was asked and shown just before. */
export type Conversation = {
  readonly question?: string
  /** The one episode that the reply was about, as `findEpisode` accepts it. */
  readonly episode?: string
}

/** A command as a user sent it, before its options are parsed. */
export type CommandRequest = RequestContext & {
  readonly command: string
  readonly options: OptionValues
  /** What came before, where a question may follow on from it. */
  readonly conversation?: Conversation
}

/** What users see of a command. Its texts are in `reply/languages/`, under its English name. */
type CommandDefinition = {
  readonly name: CommandName
  /** `message`: an entry in the menu of any message, whose text is its only option. */
  readonly kind: 'slash' | 'message'
  /** A button can carry the value of the first one, and of one named `episode` after it. */
  readonly options: readonly CommandOption[]
}

export type CommandOption = {
  readonly name: string
  readonly required: boolean
  /** In UTF-16 units. */
  readonly maxLength: number
  /** Choices for what has been typed so far, best first. */
  readonly autocomplete?: (typed: string, library: Library) => readonly Choice[]
}

/** A user sees the label, and the command gets the value. Typing the label has the same effect. */
export type Choice = { readonly label: string; readonly value: string }

/** Options of every slash command. */
export const SHARED_OPTIONS = [
  { name: 'hide', type: 'boolean' },
  { name: 'mention', type: 'user' },
] as const

/** The shared options of a typed line. A terminal can mention nobody, but has no buttons that turn pages. */
const SHARED_TYPED_OPTIONS = ['hide', 'page']

/** The values of a command's own options, typed by its definition, and which page of its reply to show, from 0. */
type OptionsOf<D extends CommandDefinition> = {
  readonly [Name in OptionName<D, true>]: string
} & { readonly [Name in OptionName<D, false>]?: string } & { readonly page: number }

type OptionName<D extends CommandDefinition, Required extends boolean> = Extract<
  D['options'][number],
  { required: Required }
>['name']

export type Command = CommandDefinition & {
  /** The texts whose vectors `run` looks up, for the same options. */
  readonly embeds: (options: ParsedOptions, library: Library) => readonly string[]
  /** Takes options that `parseOptions` or `optionsOfView` returned for this command. */
  readonly run: (options: ParsedOptions, library: Library, vectorOf: VectorOf) => ReplyDraft
}

type ParsedOptions = OptionsOf<CommandDefinition>

export function defineCommand<const D extends CommandDefinition>(
  definition: D,
  run: (options: OptionsOf<D>, library: Library, vectorOf: VectorOf) => ReplyDraft,
  embeds: (options: OptionsOf<D>, library: Library) => readonly string[] = () => [],
): Command {
  return {
    ...definition,
    run: (options, library, vectorOf) => run(options as OptionsOf<D>, library, vectorOf),
    embeds: (options, library) => embeds(options as OptionsOf<D>, library),
  }
}

/** All options of a request. `missing` names a required one that is absent or blank. */
type ParsedRequest = {
  readonly options: ParsedOptions
  readonly missing: string | undefined
  readonly hide: boolean
  readonly mention: string | undefined
}

/**
 * Parses the options that a user gave, the shared ones too.
 *
 * @param values `page` is counted from 1.
 */
export function parseOptions({ options }: CommandDefinition, values: OptionValues): ParsedRequest {
  const textOf = (name: string) => String(values[name] ?? '').trim()
  const texts = options.map(({ name, required }) => ({ name, required, text: textOf(name) }))
  const given = texts.filter(({ required, text }) => required || text !== '')
  const page = Math.min(Math.max(Math.trunc(Number(values.page) - 1) || 0, 0), 9999)
  return {
    options: { ...Object.fromEntries(given.map(({ name, text }) => [name, text])), page },
    missing: given.find(({ text }) => text === '')?.name,
    hide: values.hide === true,
    mention: textOf('mention') || undefined,
  }
}

/** The options with which a button runs a command again. */
export function optionsOfView({ options: [first] }: CommandDefinition, { words, episode, page }: View): ParsedOptions {
  return { ...(first && { [first.name]: words }), ...(episode !== undefined && { episode }), page }
}

/** A line as a user typed it, split into a command and the text of each option. */
type CommandLine = { readonly command: string; readonly options: OptionValues }

/**
 * Reads a line as Discord's text box would: `/resources rust`, `/resources about:rust episode:64`. Words before any
 * `option:` belong to the first option, and a line without a slash is a question. Every command also takes `hide:true`
 * and `page:2`.
 */
export function parseCommandLine(line: string, commands: readonly Command[]): CommandLine {
  const text = line.trim()
  if (!text.startsWith('/')) return { command: 'ask', options: { question: text } }
  const [name = '', ...words] = text.slice(1).split(/\s+/)
  const own = commands.find(command => command.name === name.toLowerCase())?.options.map(option => option.name) ?? []
  const { hide, ...others } = parseOptionText(words.join(' '), own, SHARED_TYPED_OPTIONS)
  return { command: name, options: { ...others, ...(hide !== undefined && { hide: hide === 'true' }) } }
}

/** `rust episode:64` → the text of each option; words before any of them belong to the first. */
export function parseOptionText(
  text: string,
  own: readonly string[],
  shared: readonly string[] = [],
): Readonly<Record<string, string>> {
  const names = [...own, ...shared]
  const options: Record<string, string> = {}
  let current = own[0]
  for (const word of text.split(/\s+/).filter(word => word !== '')) {
    const named = names.find(option => word.startsWith(`${option}:`))
    const value = named === undefined ? word : word.slice(named.length + 1)
    current = named ?? current
    if (current !== undefined) options[current] = `${options[current] ?? ''} ${value}`.trim()
  }
  return options
}
