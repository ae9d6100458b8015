import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { Command, Option } from '../commands/command.ts'
import { limits } from './limits.ts'

/** A command in the form that Discord registers. What has Discord's own default is left out. */
export type Definition = RESTPostAPIChatInputApplicationCommandsJSONBody

type OptionDefinition = NonNullable<Definition['options']>[number]

/** Commands that anyone may use anywhere: in servers, in direct messages, installed by a server or by a person. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}

/** Throws one error that names everything that Discord would refuse: commands are our own code. */
export function definitions(commands: readonly Command[]): readonly Definition[] {
  const faults = [...faultsOfAll(commands), ...commands.flatMap(faultsOf)]
  if (faults.length > 0) throw new Error(`Discord would refuse these commands:\n${faults.join('\n')}`)
  return commands.map(definition)
}

function definition({ name, description, options }: Command): Definition {
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description,
    ...(options.length > 0 && { options: options.map(optionDefinition) }),
    ...EVERYWHERE,
  }
}

/** A string also where a number is meant: the other types misbehave with autocomplete on phones. */
function optionDefinition({ name, description, required, maxLength, complete }: Option): OptionDefinition {
  return {
    type: ApplicationCommandOptionType.String,
    name,
    description,
    max_length: Math.min(maxLength, limits.command.maxLength),
    ...(required && { required }),
    ...(complete && { autocomplete: true }),
  }
}

function faultsOfAll(commands: readonly Command[]): string[] {
  const faults: string[] = []
  if (commands.length > limits.command.perApplication) faults.push(`${commands.length} commands: too many`)
  for (const name of twice(commands)) faults.push(`/${name} is there twice`)
  return faults
}

function faultsOf(command: Command): string[] {
  const { options } = command
  const faults = [command, ...options].flatMap(faultsOfWords)
  if (options.length > limits.command.options) faults.push(`${options.length} options: too many`)
  for (const name of twice(options)) faults.push(`the option ${name} is there twice`)
  if (options.some((option, place) => option.required && !options[place - 1]?.required && place > 0)) {
    faults.push('a required option stands behind one that is not')
  }
  const characters = [command, ...options].reduce(
    (sum, { name, description }) => sum + name.length + description.length,
    0,
  )
  if (characters > limits.command.characters) faults.push(`${characters} characters in all: too many`)
  return faults.map(fault => `/${command.name}: ${fault}`)
}

function faultsOfWords({ name, description }: { name: string; description: string }): string[] {
  const faults: string[] = []
  if (!limits.command.name.test(name) || name !== name.toLowerCase()) faults.push(`“${name}” is no name for a command`)
  if (description === '') faults.push(`“${name}” has no description`)
  if (description.length > limits.command.description) faults.push(`the description of “${name}” is too long`)
  return faults
}

function twice(named: readonly { name: string }[]): string[] {
  const names = named.map(({ name }) => name)
  return names.filter((name, place) => names.indexOf(name) !== place)
}
