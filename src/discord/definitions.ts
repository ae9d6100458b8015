import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  type LocalizationMap,
} from 'discord-api-types/v10'
import { type Command, type Option, registeredName, SHARED_OPTIONS, wordsFor } from '../commands/command.ts'
import { type Named, type Phrases, phrasesFor } from '../reply/phrases.ts'
import type { Definition, OptionDefinition } from './definition.ts'
import { faultsOf } from './faults.ts'
import { limits } from './limits.ts'

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
  const faults = faultsOf(made)
  if (faults.length > 0) throw new Error(`Discord would refuse these commands:\n${faults.join('\n')}`)
  return made
}

function definition(command: Command): Definition {
  const words = (phrases: Phrases) => phrases.commands[command.name]
  if (command.kind === 'message') {
    const { name, name_localizations } = named(words)
    return { type: ApplicationCommandType.Message, name, name_localizations, ...EVERYWHERE }
  }
  const own = command.options.map(option => textOption(option, phrases => wordsFor(words(phrases), option.name)))
  const shared = SHARED_OPTIONS.map(({ name, type }): OptionDefinition => {
    const called = named(phrases => phrases.options[name])
    return type === 'boolean'
      ? { type: ApplicationCommandOptionType.Boolean, ...called }
      : { type: ApplicationCommandOptionType.User, ...called }
  })
  return {
    type: ApplicationCommandType.ChatInput,
    ...named(words),
    name: registeredName(command),
    options: [...own, ...shared],
    ...EVERYWHERE,
  }
}

/** A string also where a number is meant: the other types misbehave with autocomplete on phones. */
function textOption({ required, maxLength, complete }: Option, words: (phrases: Phrases) => Named): OptionDefinition {
  return {
    type: ApplicationCommandOptionType.String,
    ...named(words),
    max_length: Math.min(maxLength, limits.command.maxLength),
    ...(required && { required }),
    ...(complete && { autocomplete: true }),
  }
}

/** Name and description in every language. Payloads carry the English name. */
function named(words: (phrases: Phrases) => Named) {
  const each = (part: keyof Named): LocalizationMap =>
    Object.fromEntries(LOCALES.map(locale => [locale, words(phrasesFor(locale))[part]]))
  const { name, description } = words(phrasesFor('en'))
  return {
    name,
    description,
    name_localizations: each('name'),
    description_localizations: each('description'),
  }
}
