import { APPLICATION, ASKER, BOT, CHANNEL, DM_CHANNEL, GUILD, userOf, withoutUser } from './people.ts'
import type { Message } from './shown.ts'
import { snowflake } from './snowflake.ts'

type Writing = {
  readonly from?: 'server' | 'dm'
  readonly by?: string
  /** A bot, or a webhook, wrote it. */
  readonly as?: 'bot' | 'webhook'
  /** The message that it replies to. A reply pings who wrote that one, unless it is switched off. */
  readonly to?: Message
  readonly ping?: boolean
}

export const MENTION = `<@${APPLICATION}>`

const REPLY = 19

/** A message that somebody writes; `<@id>` in its text pings. As its author sees it: what a bot sees, its intents say. */
export function asWritten(
  content: string,
  { from = 'server', by = ASKER, as, to, ping = true }: Writing = {},
): Message {
  const named = [...content.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id)
  const pinged = new Set([...named, ...(to && ping ? pingedByReply(to) : [])])
  return {
    id: snowflake(Date.now()),
    channel_id: from === 'server' ? CHANNEL : DM_CHANNEL,
    type: to ? REPLY : 0,
    author: { ...userOf(by), ...(as === 'bot' && { bot: true }) },
    content,
    flags: 0,
    embeds: [],
    attachments: [],
    components: [],
    mentions: [...pinged].map(id => (id === APPLICATION ? BOT : userOf(id))),
    mention_roles: [],
    mention_everyone: /@(everyone|here)/.test(content),
    pinned: false,
    tts: false,
    timestamp: new Date().toISOString().replace('Z', '000+00:00'),
    edited_timestamp: null,
    ...(as === 'webhook' && { webhook_id: by }),
    ...(from === 'server' && { guild_id: GUILD, ...(as !== 'webhook' && { member: withoutUser() }) }),
    ...(to && {
      message_reference: { type: 0, message_id: to.id, channel_id: to.channel_id },
      referenced_message: to,
    }),
  }
}

/** A reply to what answers an interaction pings nobody. */
function pingedByReply({ author, interaction_metadata }: Message): readonly string[] {
  return interaction_metadata === undefined ? [author.id] : []
}
