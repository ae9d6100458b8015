import { MessageFlags } from 'discord-api-types/v10'
import * as z from 'zod'
import { decodePress } from '../reply/action.ts'
import { components } from './components.ts'

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
