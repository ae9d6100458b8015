import { ApplicationCommandType } from 'discord-api-types/v10'
import { limits } from '../limits.ts'
import type { Definition, OptionDefinition } from './definitions.ts'

/** A sentence for everything in these commands that Discord would refuse. */
export function definitionErrors(commands: readonly Definition[]): readonly string[] {
  const onMessages = commands.filter(({ type }) => type === ApplicationCommandType.Message).length
  const faults: string[] = []
  if (commands.length - onMessages > limits.command.perApplication) faults.push(`${commands.length} commands: too many`)
  if (onMessages > limits.command.onMessages) faults.push(`${onMessages} commands on messages: too many`)
  for (const name of twice(commands.map(({ name }) => name))) faults.push(`/${name} is there twice`)
  return [...faults, ...commands.flatMap(command => ofCommand(command).map(fault => `/${command.name}: ${fault}`))]
}

function ofCommand(command: Definition): readonly string[] {
  if (!('description' in command)) return ofMessageNames(command)
  const options = command.options ?? []
  const faults = [command, ...options].flatMap(ofWords)
  if (options.length > limits.command.options) faults.push(`${options.length} options: too many`)
  for (const name of twice(namesOf(options))) faults.push(`the option ${name} is there twice`)
  if (options.some((option, place) => option.required && !options[place - 1]?.required && place > 0)) {
    faults.push('a required option stands behind one that is not')
  }
  const characters = [command, ...options].reduce(
    (sum, part) => sum + longest(part, 'name') + longest(part, 'description'),
    0,
  )
  if (characters > limits.command.characters) faults.push(`${characters} characters in all: too many`)
  return faults
}

type Translations = Readonly<Record<string, string | null | undefined>> | null | undefined

type Worded = {
  readonly name: string
  readonly description: string
  readonly name_localizations?: Translations
  readonly description_localizations?: Translations
}

function ofWords(part: Worded): string[] {
  const faults: string[] = []
  for (const name of textsOf(part, 'name')) {
    if (!limits.command.name.test(name) || name !== name.toLowerCase())
      faults.push(`“${name}” is no name for a command`)
  }
  for (const description of textsOf(part, 'description')) {
    if (description === '') faults.push(`“${part.name}” has no description`)
    if (description.length > limits.command.description) faults.push(`the description of “${part.name}” is too long`)
  }
  return faults
}

/** A command on a message may have blanks and capitals in its name. */
function ofMessageNames({ name, name_localizations }: Pick<Worded, 'name' | 'name_localizations'>): string[] {
  return [name, ...Object.values(name_localizations ?? {})]
    .filter(name => !name || name.length > 32)
    .map(name => `“${name}” is no name for a command`)
}

/** Within one language no two options may have one name. */
function namesOf(options: readonly OptionDefinition[]): readonly string[] {
  const locales = new Set(options.flatMap(option => Object.keys(option.name_localizations ?? {})))
  return [
    ...options.map(({ name }) => name),
    ...[...locales].flatMap(locale =>
      options.map(
        ({ name, name_localizations }) =>
          `${new Map(Object.entries(name_localizations ?? {})).get(locale) ?? name} (${locale})`,
      ),
    ),
  ]
}

function textsOf(part: Worded, field: 'name' | 'description'): readonly string[] {
  return [part[field], ...Object.values(part[`${field}_localizations`] ?? {})].filter(text => typeof text === 'string')
}

/** Of a text and its translations the longest counts. */
function longest(part: Worded, field: 'name' | 'description'): number {
  return Math.max(...textsOf(part, field).map(text => text.length))
}

function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))]
}
