import { ApplicationCommandOptionType, InteractionType } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Typing } from '../commands/app.ts'
import type { Request } from '../commands/command.ts'

/** What an interaction wants of us. `other` is one that we know how to answer and nothing more: a button, a form. */
export type Interaction =
  | { readonly kind: 'command'; readonly request: Request }
  | { readonly kind: 'typing'; readonly typing: Typing; readonly request: Request }
  | { readonly kind: 'other' }

/** Where an answer goes: without these two no answer is possible. */
export type Envelope = { readonly id: string; readonly token: string }

const envelope = z.object({ id: z.string().regex(/^\d+$/), token: z.string().min(1) })

const value = z.union([z.string(), z.number(), z.boolean()])

const person = z.object({ id: z.string() })

/** The parts that we read of an interaction about a command; Discord sends many more. */
const commandInteraction = z.object({
  type: z.literal([InteractionType.ApplicationCommand, InteractionType.ApplicationCommandAutocomplete]),
  guild_id: z.string().optional(),
  locale: z.string().default('en-US'),
  member: z.object({ user: person }).optional(),
  user: person.optional(),
  data: z.object({
    name: z.string(),
    options: z
      .array(z.object({ name: z.string(), type: z.number(), value: value.optional(), focused: z.boolean().optional() }))
      .default([]),
  }),
})

export function readEnvelope(interaction: unknown): Envelope | undefined {
  return envelope.safeParse(interaction).data
}

/** Reads an interaction in the raw form in which Discord sends it. Throws when it is not as Discord documents it. */
export function readInteraction(interaction: unknown): Interaction {
  const { type } = z.object({ type: z.number() }).parse(interaction)
  if (type !== InteractionType.ApplicationCommand && type !== InteractionType.ApplicationCommandAutocomplete) {
    return { kind: 'other' }
  }
  const { data, guild_id, locale, member, user } = commandInteraction.parse(interaction)
  const given = data.options.flatMap(option =>
    option.value === undefined ? [] : [[option.name, option.value] as const],
  )
  const request: Request = {
    command: data.name,
    options: Object.fromEntries(given),
    locale,
    asker: member?.user.id ?? user?.id ?? '',
    place: guild_id === undefined ? 'dm' : 'server',
  }
  if (type === InteractionType.ApplicationCommand) return { kind: 'command', request }
  const focused = data.options.find(option => option.focused)
  const typed = focused?.type === ApplicationCommandOptionType.String ? String(focused.value ?? '') : ''
  return { kind: 'typing', request, typing: { command: data.name, option: focused?.name ?? '', typed } }
}
