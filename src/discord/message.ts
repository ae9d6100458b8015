import { MessageFlags } from 'discord-api-types/v10'
import * as z from 'zod'

/** A component as far as its words: a container and a section hold others. */
const component = z.object({
  content: z.string().optional(),
  get components() {
    return z.array(component).optional()
  },
})

/** The parts that we read of a message of our own on which a button stands. */
export const message = z.object({
  flags: z
    .number()
    .default(0)
    .transform(flags => ({ hidden: (flags & MessageFlags.Ephemeral) !== 0 })),
  components: z.array(component).default([]),
  interaction_metadata: z.object({ user: z.object({ id: z.string() }) }).nullish(),
  referenced_message: z.object({ author: z.object({ id: z.string() }) }).nullish(),
})

type Message = z.output<typeof message>

/** Whom a message answers: who gave the command or pressed the button, or whose message it replies to. */
export function askerOfMessage({ interaction_metadata, referenced_message }: Message): string | undefined {
  return interaction_metadata?.user.id ?? referenced_message?.author.id
}

/** Whom a message is said to: `payload.ts` writes it before everything else. */
export function mentionOf({ components }: Message): string | undefined {
  return /^<@(\d{1,20})>(?:\n|$)/.exec(firstText(components) ?? '')?.[1]
}

function firstText(components: Message['components']): string | undefined {
  for (const { content, components: inner = [] } of components) {
    const text = content ?? firstText(inner)
    if (text !== undefined) return text
  }
}
