import type { Fault } from './validate.ts'

export type CommandJson = {
  readonly type?: number
  readonly name: string
  readonly description?: string
  readonly options?: readonly OptionJson[]
  readonly name_localizations?: Readonly<Record<string, string>>
  readonly description_localizations?: Readonly<Record<string, string>>
  readonly contexts?: readonly number[]
  readonly integration_types?: readonly number[]
}

type OptionJson = Omit<CommandJson, 'type'> & {
  readonly type: number
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[]
}

const SLASH = 1
const SUBCOMMANDS = [1, 2]
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const MOST: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 }

/** What Discord refuses in a bulk overwrite beyond its schema. */
export function commandsFaults(commands: readonly CommandJson[]): readonly Fault[] {
  const keys = commands.map(({ type = SLASH, name }) => `${type} ${name}`)
  const tooMany = Object.entries(MOST).filter(
    ([type, most]) => commands.filter(command => (command.type ?? SLASH) === Number(type)).length > most,
  )
  return [
    ...(twice(keys) ? [{ path: [], says: 'Application command names must be unique' }] : []),
    ...tooMany.map(([type, most]) => ({ path: [], says: `more than ${most} commands of type ${type}` })),
    ...commands.flatMap((command, place) => commandFaults(command).map(says => ({ path: [place], says }))),
  ]
}

function commandFaults(command: CommandJson): string[] {
  const { type = SLASH, description = '', options = [] } = command
  if (type !== SLASH)
    return description === '' && options.length === 0 ? [] : ['only a slash command has a description or options']
  return [
    ...nameFaults(command),
    ...(description === '' ? ['description is required'] : []),
    ...(characters(command) > 8000 ? [`${characters(command)} characters in all: at most 8000`] : []),
    ...optionsFaults(options),
  ]
}

function optionsFaults(options: readonly OptionJson[]): string[] {
  const says: string[] = []
  if (twice(options.map(({ name }) => name))) says.push('option names must be unique')
  if (options.some(({ required }, place) => required && options.slice(0, place).some(before => !before.required))) {
    says.push('Required options must be placed before non-required options')
  }
  for (const option of options) {
    says.push(...nameFaults(option))
    const { autocomplete, choices = [] } = option
    if (autocomplete && choices.length > 0) says.push('autocomplete and choices exclude each other')
    if (twice(choices.map(({ name }) => name))) says.push('choice names must be unique')
    if (choices.some(({ value }) => String(value).length > 100)) says.push('a choice value is longer than 100')
    if (SUBCOMMANDS.includes(option.type)) says.push(...optionsFaults(option.options ?? []))
  }
  return says
}

function nameFaults({ name, name_localizations = {} }: Pick<CommandJson, 'name' | 'name_localizations'>): string[] {
  const names = [name, ...Object.values(name_localizations)]
  return names.filter(name => !NAME.test(name) || name !== name.toLowerCase()).map(name => `“${name}” is no name`)
}

/** The characters of names, descriptions and choice values; of a text and its translations the longest counts. */
function characters(
  part: Omit<CommandJson, 'type' | 'options'> & { options?: readonly OptionJson[]; choices?: OptionJson['choices'] },
): number {
  const longest = (text = '', translations: Readonly<Record<string, string>> = {}) =>
    Math.max(text.length, ...Object.values(translations).map(({ length }) => length))
  const own = longest(part.name, part.name_localizations) + longest(part.description, part.description_localizations)
  const choices = (part.choices ?? []).reduce((sum, { name, value }) => sum + name.length + String(value).length, 0)
  return own + choices + (part.options ?? []).reduce((sum, option) => sum + characters(option), 0)
}

/** A command as Discord returns it: with additional fields, and without default values. */
export function registered(
  command: CommandJson,
  kept: { id: string; application_id: string; version: string; guild_id?: string },
): object {
  const { type = SLASH, options = [], contexts, integration_types, ...rest } = command
  const everywhere = { contexts: contexts ?? null, integration_types: integration_types ?? [0], dm_permission: true }
  return {
    ...kept,
    default_member_permissions: null,
    type,
    nsfw: false,
    ...(kept.guild_id === undefined && everywhere),
    name_localizations: null,
    description_localizations: null,
    description: '',
    ...rest,
    ...(options.length > 0 && { options: options.map(withoutDefaults) }),
  }
}

/** Discord omits `required` and `autocomplete` if they are false. */
function withoutDefaults({ required, autocomplete, ...option }: OptionJson): object {
  return { ...option, ...(required && { required }), ...(autocomplete && { autocomplete }) }
}

function twice(names: readonly string[]): boolean {
  return new Set(names).size < names.length
}
