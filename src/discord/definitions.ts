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
import { definitionErrors } from './check-definitions.ts'

/** Commands that anyone may use anywhere: in servers, in direct messages, installed by a server or by a person. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}

/** Our languages under Discord's names. English twice: en-US and en-GB fall back to each other before the default. */
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

/** Throws one error that names everything that Discord would refuse: commands are our own code. */
export function definitions(commands: readonly Command[]): readonly Definition[] {
  const made = commands.map(definition)
  const faults = definitionErrors(made)
  if (faults.length > 0) throw new Error(`Discord would refuse these commands:\n${faults.join('\n')}`)
  return made
}

function definition(command: Command): Definition {
  const words = (phrases: Phrases) => phrases.commands[command.name]
  if (command.kind === 'message') {
    const { name, name_localizations } = named(words)
    return { type: ApplicationCommandType.Message, name, name_localizations, ...EVERYWHERE }
  }
  const own = command.options.map(option =>
    textOption(option, phrases => optionTexts(phrases, command.name, option.name)),
  )
  const shared = SHARED_OPTIONS.map(({ name, type }): OptionDefinition => {
    const called = named(phrases => phrases.options[name])
    return type === 'boolean'
      ? { type: ApplicationCommandOptionType.Boolean, ...called }
      : { type: ApplicationCommandOptionType.User, ...called }
  })
  return {
    type: ApplicationCommandType.ChatInput,
    ...named(words),
    options: [...own, ...shared],
    ...EVERYWHERE,
  }
}

/** A string also where a number is meant: the other types misbehave with autocomplete on phones. */
function textOption(
  { required, maxLength, autocomplete }: CommandOption,
  words: (phrases: Phrases) => CommandTexts,
): OptionDefinition {
  return {
    type: ApplicationCommandOptionType.String,
    ...named(words),
    max_length: Math.min(maxLength, limits.command.maxLength),
    ...(required && { required }),
    ...(autocomplete && { autocomplete: true }),
  }
}

/** Name and description in every language. Payloads carry the English name. */
function named(words: (phrases: Phrases) => CommandTexts) {
  const each = (part: keyof CommandTexts): LocalizationMap =>
    Object.fromEntries(LOCALES.map(locale => [locale, words(phrasesFor(locale))[part]]))
  const { name, description } = words(phrasesFor('en'))
  return {
    name,
    description,
    name_localizations: each('name'),
    description_localizations: each('description'),
  }
}

export type SlashDefinition = RESTPostAPIChatInputApplicationCommandsJSONBody

/** A command in the form that Discord registers. What has Discord's own default is left out. */
export type Definition = SlashDefinition | RESTPostAPIContextMenuApplicationCommandsJSONBody

export type OptionDefinition = NonNullable<SlashDefinition['options']>[number]

/** A command as Discord gives it back: what we sent, and more. */
export type Registered = { readonly id: string; readonly type: number; readonly name: string }

/** What we may send of a command. Discord adds ids, versions, and a default for all that was not sent. */
const FIELDS = [
  'description',
  'options',
  'default_member_permissions',
  'name_localizations',
  'description_localizations',
]

/** Discord keeps these only for commands that are registered everywhere. */
const ONLY_EVERYWHERE = ['contexts', 'integration_types']

/** A line for each command that is new (`+`), changed (`~`, with its fields) or gone (`-`); none when all is the same. */
export function differences(
  wanted: readonly Definition[],
  present: readonly Registered[],
  scope: 'everywhere' | 'one server',
): readonly string[] {
  const fields = scope === 'everywhere' ? [...FIELDS, ...ONLY_EVERYWHERE] : FIELDS
  const ours = wanted.map(command => {
    const other = present.find(candidate => isSame(command, candidate))
    if (other === undefined) return `+ ${label(command)}`
    const changed = fields.filter(field => text(command, field) !== text(other, field))
    return changed.length === 0 ? '' : `~ ${label(command)}: ${changed.join(', ')}`
  })
  const gone = present.filter(other => !wanted.some(command => isSame(command, other)))
  return [...ours.filter(line => line !== ''), ...gone.map(other => `- ${label(other)}`)]
}

/** As people call it: `/ask`, or the entry in a message's menu. */
function label({ type, name }: Definition | Registered): string {
  return type === ApplicationCommandType.Message ? `“${name}”` : `/${name}`
}

function isSame(command: Definition, other: Registered): boolean {
  return command.name === other.name && command.type === other.type
}

/** A field in a form that can be compared: the order of its names says nothing. */
function text(command: object, field: string): string {
  return JSON.stringify(bare(new Map(Object.entries(command)).get(field))) ?? ''
}

/** Without what only says that something is not set, at any depth: Discord leaves such fields out or fills them in. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(bare)
  if (value === null || value === false || value === '') return undefined
  if (typeof value !== 'object') return value
  const fields = Object.entries(value).map(([name, field]) => [name, bare(field)] as const)
  const set = fields.filter(([, field]) => field !== undefined).sort(([one], [other]) => (one < other ? -1 : 1))
  return set.length === 0 ? undefined : Object.fromEntries(set)
}

/** What a reply to a message needs where the bot is mentioned; answers to commands need no permission at all. */
const TO_REPLY =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory

/**
 * The link with which an admin adds the bot to a server. Commands alone would need no more than the first scope; `bot`
 * makes it a member that people see, can mention and can remove as they know how.
 */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: 'applications.commands bot',
    permissions: TO_REPLY.toString(),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}
