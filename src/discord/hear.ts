import { MessageType, type RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10'
import * as z from 'zod'
import type { App } from '../commands/app.ts'
import type { Outcome } from '../reply/reply.ts'
import type { About } from './answer.ts'
import type { CommandIds } from './markdown.ts'
import { type Addressed, addressed, spokenWords } from './mention.ts'
import { outside } from './outside.ts'
import { update } from './payload.ts'

/** What to send to a channel in reply to a message. */
export type Heard = {
  readonly channel: string
  readonly body: RESTPostAPIChannelMessageJSONBody
  readonly about: About
  readonly outcome: Outcome
}

/** The parts that we read of somebody's message. */
const message = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  type: z.literal([MessageType.Default, MessageType.Reply]),
  content: outside,
  mentions: z.array(z.object({ id: z.string() })).default([]),
  author: z.object({ id: z.string(), bot: z.boolean().optional(), system: z.boolean().optional() }),
  webhook_id: z.string().optional(),
})

/**
 * The reply to a message in which the bot is mentioned, or that is written to it alone; nothing for any other, and never
 * for one of a bot or a webhook. Throws only for a fault of our own.
 *
 * @param bot the id of the bot's own user.
 * @param localeOf the language of a server, by its id.
 */
export function hear(
  packet: unknown,
  app: App,
  ids: CommandIds,
  { bot, localeOf }: { readonly bot: string; readonly localeOf: (server: string) => string },
): Heard | undefined {
  const { data } = message.safeParse(packet)
  if (!data || data.author.bot || data.author.system || data.webhook_id !== undefined) return undefined
  const said = wordsTo(bot, data)
  if (!said) return undefined
  const place = data.guild_id === undefined ? 'dm' : 'server'
  const locale = data.guild_id === undefined ? 'en-US' : localeOf(data.guild_id)
  const reply = app.hear({ ...said, asker: data.author.id, place, locale })
  if (!reply) return undefined
  return {
    channel: data.channel_id,
    body: body(reply, data.id, ids),
    about: { command: 'mention', locale, place },
    outcome: reply.outcome,
  }
}

/**
 * In a talk with the bot alone every message is meant for it. A reply that pings it, without naming it, may be a further
 * question, or only be about what it said.
 */
function wordsTo(bot: string, { content, guild_id, mentions, type }: z.output<typeof message>): Addressed | undefined {
  const called = addressed(content, bot)
  if (called) return called
  if (guild_id === undefined) return { before: '', after: spokenWords(content) }
  const before = type === MessageType.Reply ? spokenWords(content) : ''
  return before !== '' && mentions.some(({ id }) => id === bot) ? { before, after: '' } : undefined
}

/** A reply to the message that pings nobody. The nonce keeps a request that is sent again from being said twice. */
function body(reply: Parameters<typeof update>[0], to: string, ids: CommandIds): RESTPostAPIChannelMessageJSONBody {
  const { flags, allowed_mentions, components } = update(reply, ids)
  return {
    flags,
    components,
    allowed_mentions: { ...allowed_mentions, replied_user: false },
    message_reference: { message_id: to, fail_if_not_exists: false },
    nonce: to,
    enforce_nonce: true,
  }
}
