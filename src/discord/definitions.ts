import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { type Command, type CommandOption, SHARED_OPTIONS } from '../commands/command.ts'
import { limits } from '../limits.ts'
import { type CommandTexts, optionTexts, type Phrases, phrasesFor } from '../reply/languages/phrases.ts'

/** In servers, direct messages and group chats; installed by a server or by a user. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}

/** The bot's languages by Discord's locales. English is there twice because en-US falls back to en-GB before the default. */
const LOCALES = [
  Locale.EnglishUS,
  Locale.EnglishGB,
  Locale.Italian,
  Locale.SpanishES,
  Locale.SpanishLATAM,
  Locale.German,
  Locale.French,
  Locale.PortugueseBR,
]

/** The commands in the form that Discord registers. Throws if Discord would refuse them: that is a bug. */
export function definitions(commands: readonly Command[]): readonly Definition[] {
  const all = commands.map(definition)
  const errors = definitionErrors(all)
  if (errors.length > 0) throw new Error(`Discord would refuse these commands:\n${errors.join('\n')}`)
  return all
}

function definition(command: Command): Definition {
  const texts = (phrases: Phrases) => phrases.commands[command.name]
  if (command.kind === 'message') {
    const { name, name_localizations } = localized(texts)
    return { type: ApplicationCommandType.Message, name, name_localizations, ...EVERYWHERE }
  }
  const own = command.options.map(option =>
    textOption(option, phrases => optionTexts(phrases, command.name, option.name)),
  )
  const shared = SHARED_OPTIONS.map(({ name, type }): OptionDefinition => {
    const texts = localized(phrases => phrases.options[name])
    return type === 'boolean'
      ? { type: ApplicationCommandOptionType.Boolean, ...texts }
      : { type: ApplicationCommandOptionType.User, ...texts }
  })
  return {
    type: ApplicationCommandType.ChatInput,
    ...localized(texts),
    options: [...own, ...shared],
    ...EVERYWHERE,
  }
}

/** Strings even for numbers: other types misbehave with autocomplete on phones. */
function textOption(
  { required, maxLength, autocomplete }: CommandOption,
  texts: (phrases: Phrases) => CommandTexts,
): OptionDefinition {
  return {
    type: ApplicationCommandOptionType.String,
    ...localized(texts),
    max_length: Math.min(maxLength, limits.command.maxLength),
    ...(required && { required }),
    ...(autocomplete && { autocomplete: true }),
  }
}

/** Interactions always carry the English name. */
function localized(texts: (phrases: Phrases) => CommandTexts) {
  const each = (part: keyof CommandTexts): LocalizationMap =>
    Object.fromEntries(LOCALES.map(locale => [locale, texts(phrasesFor(locale))[part]]))
  const { name, description } = texts(phrasesFor('en'))
  return {
    name,
    description,
    name_localizations: each('name'),
    description_localizations: each('description'),
  }
}

export type SlashDefinition = RESTPostAPIChatInputApplicationCommandsJSONBody

/** A command in the form that Discord registers, without what has Discord's own default. */
export type Definition = SlashDefinition | RESTPostAPIContextMenuApplicationCommandsJSONBody

type OptionDefinition = NonNullable<SlashDefinition['options']>[number]

/** A command as Discord returns it: our definition and more. */
export type Registered = { readonly id: string; readonly type: number; readonly name: string }

/** What a definition may set. Discord adds ids, versions, and a default for everything else. */
const FIELDS = [
  'description',
  'options',
  'default_member_permissions',
  'name_localizations',
  'description_localizations',
]

/** Discord keeps these only for global commands. */
const GLOBAL_FIELDS = ['contexts', 'integration_types']

/** A line for each command that is new (`+`), changed (`~`, with its fields) or gone (`-`). */
export function differences(
  wanted: readonly Definition[],
  present: readonly Registered[],
  scope: 'everywhere' | 'one server',
): readonly string[] {
  const fields = scope === 'everywhere' ? [...FIELDS, ...GLOBAL_FIELDS] : FIELDS
  const newOrChanged = wanted.flatMap(command => {
    const other = present.find(candidate => isSame(command, candidate))
    if (other === undefined) return [`+ ${label(command)}`]
    const changed = fields.filter(field => comparable(command, field) !== comparable(other, field))
    return changed.length === 0 ? [] : [`~ ${label(command)}: ${changed.join(', ')}`]
  })
  const gone = present.filter(other => !wanted.some(command => isSame(command, other)))
  return [...newOrChanged, ...gone.map(other => `- ${label(other)}`)]
}

/** As users know it: `/ask`, or an entry in the menu of a message. */
function label({ type, name }: Definition | Registered): string {
  return type === ApplicationCommandType.Message ? `“${name}”` : `/${name}`
}

function isSame(command: Definition, other: Registered): boolean {
  return command.name === other.name && command.type === other.type
}

/** A field as text that is equal if its values are, whatever the order of its keys. */
function comparable(command: object, field: string): string {
  return JSON.stringify(withoutDefaults(new Map(Object.entries(command)).get(field))) ?? ''
}

/** Discord leaves out or fills in values that are not set, at any depth. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutDefaults)
  if (value === null || value === false || value === '') return undefined
  if (typeof value !== 'object') return value
  const fields = Object.entries(value).map(([name, field]) => [name, withoutDefaults(field)] as const)
  const set = fields.filter(([, field]) => field !== undefined).sort(([one], [other]) => (one < other ? -1 : 1))
  return set.length === 0 ? undefined : Object.fromEntries(set)
}

/** Needed to reply to messages. Replies to commands need no permissions. */
const REPLY_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory

/**
 * The link with which an administrator adds the bot to a server. Commands only need the first scope; `bot` makes it a
 * member that people can see, mention and remove.
 */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: 'applications.commands bot',
    permissions: REPLY_PERMISSIONS.toString(),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}

/** A sentence for everything in these commands that Discord would refuse. */
export function definitionErrors(commands: readonly Definition[]): readonly string[] {
  const { perApplication, onMessages } = limits.command
  const messageCommands = commands.filter(({ type }) => type === ApplicationCommandType.Message).length
  const slashCommands = commands.length - messageCommands
  return [
    ...tooMany(slashCommands, perApplication, 'slash commands'),
    ...tooMany(messageCommands, onMessages, 'message commands'),
    ...duplicates(commands.map(({ name }) => name)).map(name => `two commands are called /${name}`),
    ...commands.flatMap(command => commandErrors(command).map(error => `/${command.name}: ${error}`)),
  ]
}

const tooMany = (count: number, max: number, what: string): readonly string[] =>
  count > max ? [`${count} ${what}, but Discord accepts ${max}`] : []

function commandErrors(command: Definition): readonly string[] {
  if (!('description' in command)) return messageNameErrors(command)
  const options = command.options ?? []
  const parts = [command, ...options]
  const characters = parts.reduce((sum, part) => sum + longest(part, 'name') + longest(part, 'description'), 0)
  const isMisplaced = options.some((option, i) => option.required && i > 0 && !options[i - 1]?.required)
  return [
    ...parts.flatMap(textErrors),
    ...tooMany(options.length, limits.command.options, 'options'),
    ...duplicates(optionNames(options)).map(name => `two options are called ${name}`),
    ...(isMisplaced ? ['a required option comes after an optional one'] : []),
    ...tooMany(characters, limits.command.characters, 'characters in total'),
  ]
}

type Translations = Readonly<Record<string, string | null | undefined>> | null | undefined

type Localized = {
  readonly name: string
  readonly description: string
  readonly name_localizations?: Translations
  readonly description_localizations?: Translations
}

function textErrors(part: Localized): readonly string[] {
  const names = textsOf(part, 'name').filter(name => !limits.command.name.test(name) || name !== name.toLowerCase())
  return [
    ...names.map(name => `“${name}” is not a valid name`),
    ...textsOf(part, 'description').flatMap(description => {
      if (description === '') return [`“${part.name}” has no description`]
      return description.length > limits.command.description ? [`the description of “${part.name}” is too long`] : []
    }),
  ]
}

/** The name of a message command may contain spaces and capitals. */
function messageNameErrors({ name, name_localizations }: Pick<Localized, 'name' | 'name_localizations'>) {
  return [name, ...Object.values(name_localizations ?? {})]
    .filter(text => !text || text.length > 32)
    .map(text => `“${text}” is not a valid name`)
}

/** In every language, since names must be unique within each of them. */
function optionNames(options: readonly OptionDefinition[]): readonly string[] {
  const locales = new Set(options.flatMap(option => Object.keys(option.name_localizations ?? {})))
  const nameIn = ({ name, name_localizations }: OptionDefinition, locale: string) =>
    `${new Map(Object.entries(name_localizations ?? {})).get(locale) ?? name} (${locale})`
  return [
    ...options.map(({ name }) => name),
    ...[...locales].flatMap(locale => options.map(option => nameIn(option, locale))),
  ]
}

function textsOf(part: Localized, field: 'name' | 'description'): readonly string[] {
  return [part[field], ...Object.values(part[`${field}_localizations`] ?? {})].filter(text => typeof text === 'string')
}

/** Discord counts the longest translation. */
function longest(part: Localized, field: 'name' | 'description'): number {
  return Math.max(...textsOf(part, field).map(text => text.length))
}

const duplicates = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, i) => names.indexOf(name) !== i)),
]
