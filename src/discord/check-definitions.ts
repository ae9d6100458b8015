import { ApplicationCommandType } from 'discord-api-types/v10'
import { limits } from '../limits.ts'
import type { Definition, OptionDefinition } from './definitions.ts'

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
