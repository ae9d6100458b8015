import { APPLICATION } from './people.ts'

const INTENT = { guildMessages: 1 << 9, directMessages: 1 << 12 }

/** Of a message that does not concern the bot. */
const HIDDEN = { content: '', embeds: [], attachments: [], components: [] }

/**
 * What a bot with these intents, none of them privileged, sees of an event; nothing when it is not told at all.
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function seenWith(intents: number, event: string, data: unknown): unknown {
  if (!event.startsWith('MESSAGE_') || typeof data !== 'object' || data === null) return data
  const message = data as { guild_id?: string; author?: { id: string }; mentions?: readonly { id: string }[] }
  const needed = message.guild_id === undefined ? INTENT.directMessages : INTENT.guildMessages
  if ((intents & needed) === 0) return undefined
  const concernsBot =
    message.guild_id === undefined ||
    message.author?.id === APPLICATION ||
    message.mentions?.some(({ id }) => id === APPLICATION) === true
  return event === 'MESSAGE_CREATE' && !concernsBot ? { ...message, ...HIDDEN } : data
}
