import { MessageType, type RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10'
import * as z from 'zod'
import type { App } from '../commands/app.ts'
import { conversationIn } from '../commands/follow-up.ts'
import { decodeButtonAction } from '../reply/actions.ts'
import { renderReply } from '../reply/render.ts'
import type { Outcome } from '../reply/types.ts'
import { type About, errorCode, internalError } from './handle-interaction.ts'
import { snowflake } from './interaction.ts'
import { type CommandIds, NO_IDS } from './markdown.ts'
import { renderUpdate } from './message.ts'
import { type Addressed, components, isOnlyEmoji, splitAtMention, stripMarkup, untrustedText } from './message-text.ts'

/** What to send to a channel in reply to a message. */
export type MessageReply = {
  readonly channel: string
  readonly body: RESTPostAPIChannelMessageJSONBody
  readonly about: About
  readonly outcome: Outcome | 'failed'
  /** A bug. */
  readonly fault?: unknown
}

/** The parts of a message that we read. */
const message = z.object({
  id: snowflake,
  channel_id: snowflake,
  /** Null, or left out, in a direct message. */
  guild_id: z
    .string()
    .nullish()
    .transform(id => id ?? undefined),
  type: z.literal([MessageType.Default, MessageType.Reply]),
  content: untrustedText,
  mentions: z
    .array(z.object({ id: z.string() }))
    .nullish()
    .transform(users => users ?? []),
  author: z.object({ id: snowflake, bot: z.boolean().nullish(), system: z.boolean().nullish() }),
  webhook_id: z.string().nullish(),
  /** The message that it replies to. */
  referenced_message: z
    .object({ author: z.object({ id: z.string() }), components })
    .nullish()
    .catch(undefined),
})

/**
 * Replies to a message that mentions the bot, or is a direct message to it; undefined for any other message, and for messages
 * from bots and webhooks. Never throws: if there is a bug, the user gets an apology.
 *
 * @param bot the id of the bot's own user.
 * @param localeOf returns the language of a server, by its id.
 */
export async function handleMessage(
  packet: unknown,
  app: App,
  ids: CommandIds,
  { bot, localeOf }: { readonly bot: string; readonly localeOf: (server: string) => string },
): Promise<MessageReply | undefined> {
  const { data } = message.safeParse(packet)
  if (!data || data.author.bot || data.author.system || typeof data.webhook_id === 'string') return undefined
  const place = data.guild_id === undefined ? 'dm' : 'server'
  const locale = data.guild_id === undefined ? app.locale() : localeOf(data.guild_id)
  const about = { command: 'mention', locale, place }
  const to = { channel: data.channel_id, about }
  try {
    const addressed = wordsToBot(bot, data)
    if (!addressed) return undefined
    const conversation = conversationWith(bot, data)
    const sentAt = Number(BigInt(data.id) >> 22n)
    const incoming = {
      ...addressed,
      userId: data.author.id,
      place,
      locale,
      sentAt,
      ...(conversation && { conversation }),
    } as const
    await app.prepare(incoming)
    const reply = app.replyToMessage(incoming)
    return reply && { ...to, body: replyBody(reply, data.id, ids), outcome: reply.outcome }
  } catch (fault) {
    const code = errorCode(data)
    const reply = renderReply(internalError(code), { locale })
    return { ...to, body: replyBody(reply, data.id, NO_IDS), about: { ...about, code }, outcome: 'failed', fault }
  }
}

/**
 * The words of a message that are addressed to the bot: all of a direct message, or those around a mention. A reply that only
 * pings the bot may be a follow-up question, or just a remark about its answer.
 */
function wordsToBot(
  bot: string,
  { content, guild_id, mentions, type }: z.output<typeof message>,
): Addressed | undefined {
  if (isOnlyEmoji(content)) return undefined
  if (guild_id === undefined) return { before: '', after: stripMarkup(content) }
  const addressed = splitAtMention(content, bot)
  if (addressed) return addressed
  const before = type === MessageType.Reply ? stripMarkup(content) : ''
  return before !== '' && mentions.some(({ id }) => id === bot) ? { before, after: '', inReply: true } : undefined
}

/** What the bot’s message was about that this one replies to, from its buttons. */
function conversationWith(bot: string, { referenced_message: earlier }: z.output<typeof message>) {
  if (earlier?.author.id !== bot) return undefined
  return conversationIn(earlier.components.flatMap(({ custom_id = '' }) => decodeButtonAction(custom_id) ?? []))
}

/** A reply that pings nobody. The nonce keeps a retried request from posting it twice. */
function replyBody(
  reply: Parameters<typeof renderUpdate>[0],
  to: string,
  ids: CommandIds,
): RESTPostAPIChannelMessageJSONBody {
  const { flags, allowed_mentions, components } = renderUpdate(reply, ids)
  return {
    flags,
    components,
    allowed_mentions: { ...allowed_mentions, replied_user: false },
    message_reference: { message_id: to, fail_if_not_exists: false },
    nonce: to,
    enforce_nonce: true,
  }
}
