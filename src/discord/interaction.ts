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
import { decodePress } from '../reply/actions.ts'
import { components, messageWords, untrustedText } from './message-text.ts'

/** An id of Discord's, as text: 64 bits in decimal. docs.discord.com/developers/reference, “Snowflakes”. */
export const snowflake = z.string().regex(/^\d{1,20}$/)

/** The parts that we read of a message of our own on which a button stands. */
export const message = z.object({
  flags: z
    .number()
    .catch(0)
    .transform(flags => ({ hidden: (flags & MessageFlags.Ephemeral) !== 0 })),
  components: components.catch([]),
  interaction_metadata: z
    .object({ user: z.object({ id: z.string() }) })
    .optional()
    .catch(undefined),
})

type Message = z.output<typeof message>

/** Whom a message answers: who gave the command or pressed the button, or whose message it replies to. */
export function askerOfMessage(message: Message): string | undefined {
  return message.interaction_metadata?.user.id ?? repliesToOf(message)
}

/**
 * Whose message a message replies to. Its own button says so: Discord does not send along what was replied to
 * (github.com/discord-net/Discord.Net/issues/2567). What stands on the message only we can have written.
 */
export function repliesToOf({ components }: Message): string | undefined {
  const presses = components.flatMap(({ custom_id = '' }) => decodePress(custom_id) ?? [])
  return presses.find(press => press.does === 'dismiss')?.asker
}

/** Whom a message is said to: `payload.ts` writes it before everything else. */
export function mentionOf({ components }: Message): string | undefined {
  const text = components.find(({ content }) => content !== undefined)?.content ?? ''
  return /^<@(\d{1,20})>(?:\n|$)/.exec(text)?.[1]
}

/** What an interaction wants of us. `other` is one that we know how to answer and nothing more: a form, a new kind. */
export type Interaction =
  | { readonly kind: 'command'; readonly request: CommandRequest }
  | { readonly kind: 'typing'; readonly typing: AutocompleteInput; readonly request: CommandRequest }
  | { readonly kind: 'press'; readonly pressed: ButtonPress }
  | { readonly kind: 'other'; readonly asker: RequestContext }

/** Where an answer goes: without the first two no answer is possible, without the third none can be removed. */
export type Envelope = { readonly id: string; readonly token: string; readonly application: string }

const digits = z.string().regex(/^\d+$/)

const envelope = z.object({ id: digits, token: z.string().min(1), application_id: digits.catch('') })

export function readEnvelope(interaction: unknown): Envelope | undefined {
  const { data } = envelope.safeParse(interaction)
  return data && { id: data.id, token: data.token, application: data.application_id }
}

/** Reads an interaction in the raw form in which Discord sends it. Throws when it is not as Discord documents it. */
export function readInteraction(interaction: unknown): Interaction {
  const { type } = z.object({ type: z.number() }).parse(interaction)
  switch (type) {
    case InteractionType.ApplicationCommand:
      return { kind: 'command', request: readCommand(interaction) }
    case InteractionType.ApplicationCommandAutocomplete:
      return readTyping(interaction)
    case InteractionType.MessageComponent:
      return { kind: 'press', pressed: readPress(interaction) }
    default:
      return { kind: 'other', asker: readAsker(interaction) }
  }
}

const person = z.object({ id: z.string() })

/** What is not there, or not as documented, is done without: the rest may still say what is wanted. */
const asked = z.object({
  guild_id: z.string().nullish(),
  context: z.number().optional().catch(undefined),
  locale: z.string().catch('en-US'),
  guild_locale: z.string().optional().catch(undefined),
  member: z
    .object({ user: person, permissions: digits.catch('0') })
    .optional()
    .catch(undefined),
  user: person.optional().catch(undefined),
})

function readAsker(interaction: unknown): RequestContext {
  const { guild_id, context, locale, guild_locale, member, user } = asked.parse(interaction)
  return {
    locale,
    asker: member?.user.id ?? user?.id ?? '',
    place: typeof guild_id === 'string' ? 'server' : context === InteractionContextType.PrivateChannel ? 'group' : 'dm',
    ...(guild_locale !== undefined && { placeLocale: guild_locale }),
  }
}

const value = z.union([untrustedText, z.number(), z.boolean()])

/** The parts that we read of an interaction about a command; Discord sends many more. */
const command = z.object({
  data: z.object({
    name: z.string(),
    type: z.number().default(ApplicationCommandType.ChatInput),
    options: z
      .array(z.object({ name: z.string(), type: z.number(), value: value.optional(), focused: z.boolean().optional() }))
      .default([]),
    target_id: z.string().optional(),
    resolved: z.object({ messages: z.record(z.string(), messageWords.catch('')).optional() }).optional(),
  }),
})

function readCommand(interaction: unknown): CommandRequest {
  const { data } = command.parse(interaction)
  const given = data.options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]))
  const message = data.resolved?.messages?.[data.target_id ?? ''] ?? ''
  return {
    ...readAsker(interaction),
    command: data.name,
    options: {
      ...Object.fromEntries(given.filter(([name, value]) => name !== 'mention' || isId(value))),
      ...(data.type === ApplicationCommandType.Message && { message }),
    },
  }
}

function readTyping(interaction: unknown): Interaction {
  const { data } = command.parse(interaction)
  const focused = data.options.find(option => option.focused)
  const typed = focused?.type === ApplicationCommandOptionType.String ? String(focused.value ?? '') : ''
  const typing = { command: data.name, option: focused?.name ?? '', typed }
  return { kind: 'typing', request: readCommand(interaction), typing }
}

const component = z.object({
  data: z.object({ custom_id: z.string(), values: z.array(untrustedText).default([]) }),
  message,
  member: asked.shape.member,
})

/** Who may remove what others wrote. */
const MAY_REMOVE = PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator

function readPress(interaction: unknown): ButtonPress {
  const asker = readAsker(interaction)
  const { data, message, member } = component.parse(interaction)
  const press = decodePress(data.custom_id)
  const [chosen] = data.values
  const [mention, repliesTo] = [mentionOf(message), repliesToOf(message)]
  const hidden = message.flags.hidden
  return {
    ...asker,
    press:
      press?.does !== 'dismiss' && press && chosen !== undefined
        ? { ...press, view: { ...press.view, words: chosen } }
        : press,
    own: hidden || asker.place === 'dm' || (asker.asker !== '' && askerOfMessage(message) === asker.asker),
    hidden,
    manages: (BigInt(member?.permissions ?? '0') & MAY_REMOVE) !== 0n,
    ...(mention !== undefined && { mention }),
    ...(repliesTo !== undefined && { repliesTo }),
  }
}

function isId(value: string | number | boolean): boolean {
  return snowflake.safeParse(value).success
}
