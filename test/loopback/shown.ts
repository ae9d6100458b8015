import type { Body } from './state.ts'
import { APPLICATION, BOT, CHANNEL, snowflake, userOf } from './state.ts'

/** A message as Discord shows it to bots. */
export type Message = {
  readonly id: string
  readonly channel_id: string
  readonly guild_id?: string
  readonly author: { readonly id: string; readonly bot?: boolean }
  readonly content: string
  readonly flags: number
  readonly components: readonly Body[]
  readonly mentions: readonly { readonly id: string }[]
  readonly mention_everyone: boolean
  readonly [field: string]: unknown
}

/** The fields of a message that depend on its origin: a response to an interaction, or a reply. */
type Circumstances = {
  readonly at: number
  readonly channel?: string
  /** The interaction that it answers. */
  readonly answers?: { readonly id: string; readonly type: number; readonly [field: string]: unknown } | undefined
  readonly repliesTo?: Message | undefined
}

const EPHEMERAL = 1 << 6
const TYPE = { plain: 0, reply: 19, slashCommand: 20, contextCommand: 23 }

/** The message that the bot's body becomes. */
export function messageOf(body: Body, { at, channel = CHANNEL, answers, repliesTo }: Circumstances): Message {
  const id = snowflake(at)
  return {
    id,
    channel_id: channel,
    type: answers ? typeOfAnswer(answers) : repliesTo ? TYPE.reply : TYPE.plain,
    author: BOT,
    application_id: APPLICATION,
    attachments: [],
    mention_roles: [],
    pinned: false,
    tts: false,
    timestamp: new Date(at).toISOString().replace('Z', '000+00:00'),
    edited_timestamp: null,
    ...(answers && { webhook_id: APPLICATION, interaction_metadata: metadata(answers) }),
    ...(answers?.type === 3 && {
      message_reference: { type: 0, message_id: idOf(answers.message), channel_id: channel },
    }),
    ...(repliesTo && {
      message_reference: { type: 0, message_id: repliesTo.id, channel_id: channel },
      referenced_message: repliesTo,
    }),
    ...seen(body, repliesTo),
  }
}

/** The message after an edit, which changes only the fields that it has. */
export function edited(message: Message, edit: Body): Message {
  const flags = Number(message.flags) | (Number(edit.flags ?? 0) & ~EPHEMERAL)
  const { components, content, embeds } = message
  return {
    ...message,
    ...seen({ components, content, embeds, ...edit, flags }),
    edited_timestamp: new Date().toISOString(),
  }
}

export function isPrivate({ flags }: Message): boolean {
  return (flags & EPHEMERAL) !== 0
}

/** What users see of a message, and whom it pings. */
function seen(body: Body, repliesTo?: Message) {
  const components = numbered((body.components ?? []) as readonly Body[])
  const text = [String(body.content ?? ''), ...texts(components)].join('\n')
  const allowed = (body.allowed_mentions ?? { parse: ['users'], replied_user: true }) as AllowedMentions
  const named = [...text.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id)
  const pinged = named.filter(id => allowed.parse?.includes('users') || allowed.users?.includes(id))
  const replied = repliesTo && allowed.replied_user ? [repliesTo.author.id] : []
  return {
    content: String(body.content ?? ''),
    embeds: body.embeds ?? [],
    components,
    flags: Number(body.flags ?? 0),
    mentions: [...new Set([...pinged, ...replied])].map(userOf),
    mention_everyone: /@(everyone|here)/.test(text) && allowed.parse?.includes('everyone') === true,
  }
}

type AllowedMentions = { parse?: readonly string[]; users?: readonly string[]; replied_user?: boolean }

/** Discord numbers all components. */
function numbered(components: readonly Body[]): readonly Body[] {
  let last = 0
  const number = (component: Body): Body => {
    last++
    const { id = last, components: inner, accessory, ...rest } = component
    return {
      ...rest,
      id,
      ...(Array.isArray(inner) && { components: inner.map(number) }),
      ...(accessory !== undefined && { accessory: number(accessory as Body) }),
    }
  }
  return components.map(number)
}

function texts(components: readonly Body[]): readonly string[] {
  return components.flatMap(({ content, components: inner }) => [
    ...(typeof content === 'string' ? [content] : []),
    ...(Array.isArray(inner) ? texts(inner) : []),
  ])
}

function typeOfAnswer({ type, data }: { readonly type: number; readonly [field: string]: unknown }): number {
  if (type !== 2) return type === 3 ? TYPE.reply : TYPE.plain
  return (data as { type?: number } | undefined)?.type === 1 ? TYPE.slashCommand : TYPE.contextCommand
}

function metadata(interaction: NonNullable<Circumstances['answers']>): object {
  const { id, type, member, user, message, authorizing_integration_owners } = interaction
  const asker = (member as { user?: object } | undefined)?.user ?? user
  const interacted = idOf(message)
  return {
    id,
    type,
    user: asker,
    authorizing_integration_owners,
    ...(interacted !== undefined && { interacted_message_id: interacted }),
  }
}

function idOf(message: unknown): string | undefined {
  return (message as { id?: string } | undefined)?.id
}
