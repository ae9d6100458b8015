import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord-api-types/v10'
import * as z from 'zod'
import type { AutocompleteInput, ButtonPress } from '../commands/app.ts'
import type { CommandRequest, RequestContext } from '../commands/command.ts'
import { decodeButtonAction } from '../reply/actions.ts'
import { components, messageWords, untrustedText, withNames } from './message-text.ts'

/** A Discord id: 64 bits in decimal, as text. docs.discord.com/developers/reference, “Snowflakes”. */
export const snowflake = z.string().regex(/^\d{1,20}$/)

/** What a user wants. `other` is a kind of interaction that the bot never offers. */
export type Interaction =
  | { readonly kind: 'command'; readonly request: CommandRequest }
  | { readonly kind: 'autocomplete'; readonly context: RequestContext; readonly input: AutocompleteInput }
  | { readonly kind: 'button'; readonly press: ButtonPress }
  | { readonly kind: 'other'; readonly context: RequestContext }

/** Reads an interaction in the JSON form that Discord sends. Throws if it is not as documented. */
export function readInteraction(json: unknown): Interaction {
  const interaction = interactionSchema.parse(json)
  const context = contextOf(interaction)
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return { kind: 'command', request: commandRequest(interaction.data, context) }
    case InteractionType.ApplicationCommandAutocomplete:
      return { kind: 'autocomplete', context, input: autocompleteInput(interaction.data) }
    case InteractionType.MessageComponent:
      return { kind: 'button', press: buttonPress(interaction, context) }
    case InteractionType.ModalSubmit:
      return { kind: 'button', press: submittedForm(interaction, context) }
    default:
      return { kind: 'other', context }
  }
}

const digits = z.string().regex(/^\d+$/)
const user = z.object({ id: z.string() })

/** Who sent it and where. Missing and malformed parts are ignored, since the rest is usually enough to answer. */
const sender = {
  guild_id: z.string().nullish(),
  context: z.number().optional().catch(undefined),
  locale: z.string().catch('en-US'),
  guild_locale: z.string().optional().catch(undefined),
  member: z
    .object({ user, permissions: digits.catch('0') })
    .optional()
    .catch(undefined),
  user: user.optional().catch(undefined),
}

/** The names of a person who is mentioned: in the server, on Discord, or the user name. */
const person = z
  .object({ nick: z.string().nullish(), global_name: z.string().nullish(), username: z.string().nullish() })
  .transform(({ nick, global_name, username }) => nick ?? global_name ?? username ?? '')
  .catch('')

const commandData = z.object({
  name: z.string(),
  type: z.number().default(ApplicationCommandType.ChatInput),
  options: z
    .array(
      z.object({
        name: z.string(),
        type: z.number(),
        value: z.union([untrustedText, z.number(), z.boolean()]).optional(),
        focused: z.boolean().optional(),
      }),
    )
    .default([]),
  target_id: z.string().optional(),
  resolved: z
    .object({
      messages: z.record(z.string(), messageWords.catch('')).optional(),
      users: z.record(z.string(), person).optional().catch(undefined),
      members: z.record(z.string(), person).optional().catch(undefined),
    })
    .optional(),
})

/** A form that was filled in: `renderForm` gives it one text field. */
const formData = z.object({
  custom_id: z.string(),
  components: z
    .array(z.object({ component: z.object({ value: untrustedText }).optional().catch(undefined) }))
    .catch([]),
})

/** The bot's own message, whose button was pressed. */
const ownMessage = z.object({
  flags: z.number().catch(0),
  components: components.catch([]),
  interaction_metadata: z.object({ user }).optional().catch(undefined),
})

const interactionSchema = z.union([
  z.discriminatedUnion('type', [
    z.object({ ...sender, type: z.literal(InteractionType.ApplicationCommand), data: commandData }),
    z.object({ ...sender, type: z.literal(InteractionType.ApplicationCommandAutocomplete), data: commandData }),
    z.object({
      ...sender,
      type: z.literal(InteractionType.MessageComponent),
      data: z.object({ custom_id: z.string(), values: z.array(untrustedText).default([]) }),
      message: ownMessage,
    }),
    z.object({ ...sender, type: z.literal(InteractionType.ModalSubmit), data: formData }),
  ]),
  // Anything that Discord may add later.
  z.object({
    ...sender,
    type: z
      .number()
      .min(InteractionType.ModalSubmit + 1)
      .transform(() => 'other' as const),
  }),
])

type Sender = z.output<z.ZodObject<typeof sender>>

function contextOf({ guild_id, context, locale, guild_locale, member, user }: Sender): RequestContext {
  return {
    locale,
    userId: member?.user.id ?? user?.id ?? '',
    place: typeof guild_id === 'string' ? 'server' : context === InteractionContextType.PrivateChannel ? 'group' : 'dm',
    ...(guild_locale !== undefined && { placeLocale: guild_locale }),
  }
}

function commandRequest(data: z.output<typeof commandData>, context: RequestContext): CommandRequest {
  const { users = {}, members = {} } = data.resolved ?? {}
  const nameOf = (id: string): string => members[id] || users[id] || ''
  const values = data.options.flatMap(({ name, value }) => {
    if (value === undefined) return []
    return [[name, typeof value === 'string' && name !== 'mention' ? withNames(value, nameOf) : value] as const]
  })
  const message = data.resolved?.messages?.[data.target_id ?? ''] ?? ''
  return {
    ...context,
    command: data.name,
    options: {
      ...Object.fromEntries(values.filter(([name, value]) => name !== 'mention' || snowflake.safeParse(value).success)),
      ...(data.type === ApplicationCommandType.Message && { message }),
    },
  }
}

function autocompleteInput({ name, options }: z.output<typeof commandData>): AutocompleteInput {
  const focused = options.find(option => option.focused)
  const typed =
    focused?.type === ApplicationCommandOptionType.String ? withNames(String(focused.value ?? ''), () => '') : ''
  return { command: name, option: focused?.name ?? '', typed }
}

/** Either permission lets a member delete other people's messages. */
const DELETE_PERMISSIONS = PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator

type MessageComponent = Extract<z.output<typeof interactionSchema>, { type: InteractionType.MessageComponent }>

function buttonPress({ data, message, member }: MessageComponent, context: RequestContext): ButtonPress {
  const action = decodeButtonAction(data.custom_id)
  const [chosen] = data.values
  const [mention, repliesTo] = [mentionIn(message), repliesToOf(message)]
  const isPrivate = (message.flags & MessageFlags.Ephemeral) !== 0
  const answers = message.interaction_metadata?.user.id ?? repliesTo
  return {
    ...context,
    action:
      action && action.kind !== 'dismiss' && chosen !== undefined
        ? { ...action, view: { ...action.view, words: chosen } }
        : action,
    isOwn: isPrivate || context.place === 'dm' || (context.userId !== '' && answers === context.userId),
    isPrivate,
    canManage: (BigInt(member?.permissions ?? '0') & DELETE_PERMISSIONS) !== 0n,
    ...(mention !== undefined && { mention }),
    ...(repliesTo !== undefined && { repliesTo }),
  }
}

/** What the form is for, with the words that were typed; as if a menu had offered them. */
function submittedForm({ data }: { readonly data: z.output<typeof formData> }, context: RequestContext): ButtonPress {
  const action = decodeButtonAction(data.custom_id)
  const typed = withNames(data.components[0]?.component?.value ?? '', () => '').trim()
  return {
    ...context,
    action: action?.kind === 'open' ? { ...action, view: { ...action.view, words: typed } } : undefined,
    isOwn: true,
    isPrivate: true,
    canManage: false,
  }
}

type OwnMessage = z.output<typeof ownMessage>

/**
 * The author of the message that the bot replied to, read from the “Dismiss” button because Discord does not include that
 * message (github.com/discord-net/Discord.Net/issues/2567).
 */
function repliesToOf({ components }: OwnMessage): string | undefined {
  const actions = components.flatMap(({ custom_id = '' }) => decodeButtonAction(custom_id) ?? [])
  return actions.find(action => action.kind === 'dismiss')?.userId
}

/** The user whom the bot's message mentions; `renderMessage` puts the mention first. */
function mentionIn({ components }: OwnMessage): string | undefined {
  const text = components.find(({ content }) => content !== undefined)?.content ?? ''
  return /^<@(\d{1,20})>(?:\n|$)/.exec(text)?.[1]
}

/** Where to send an answer. Answering takes the id and the token; deleting a message takes the token and the application. */
export type Envelope = { readonly id: string; readonly token: string; readonly application: string }

const envelope = z.object({ id: digits, token: z.string().min(1), application_id: digits.catch('') })

/** Undefined if the interaction cannot be answered at all. */
export function readEnvelope(json: unknown): Envelope | undefined {
  const { data } = envelope.safeParse(json)
  return data && { id: data.id, token: data.token, application: data.application_id }
}

/** What an error message needs from an interaction, which may be malformed. */
export const readEssentials = (json: unknown): z.output<typeof essentials> => essentials.parse(json)

const NONE = { id: undefined, type: undefined, locale: 'en-US' }

const essentials = z
  .object({
    id: snowflake.optional().catch(undefined),
    type: z.number().optional().catch(undefined),
    locale: z.string().catch(NONE.locale),
  })
  .catch(NONE)
