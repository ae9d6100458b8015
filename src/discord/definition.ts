import type {
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10'

export type SlashDefinition = RESTPostAPIChatInputApplicationCommandsJSONBody

/** A command in the form that Discord registers. What has Discord's own default is left out. */
export type Definition = SlashDefinition | RESTPostAPIContextMenuApplicationCommandsJSONBody

export type OptionDefinition = NonNullable<SlashDefinition['options']>[number]
