import type { Message } from './shown.ts'
import {
  APPLICATION,
  ASKER,
  BOT,
  type Body,
  CHANNEL,
  CHANNEL_ABROAD,
  DM_CHANNEL,
  GROUP_CHANNEL,
  GUILD,
  memberOf,
  snowflake,
  userOf,
  withoutUser,
} from './state.ts'

export { ASKER, GUILD, STRANGER } from './state.ts'

/** An interaction as Discord sends it. Tests remove parts to make it malformed. */
export type InteractionJson = {
  readonly id: string
  readonly token: string
  readonly type: number
  readonly [field: string]: unknown
}

export type Where = {
  /** `group`: a conversation between users. `abroad`: a server without the bot, where the user has installed the app. */
  readonly from?: 'server' | 'dm' | 'group' | 'abroad'
  /** The server. */
  readonly guild?: string
  /** The languages of the user and of the server. */
  readonly locale?: string
  readonly guildLocale?: string
  /** The user, and their permissions as a decimal number. */
  readonly by?: string
  readonly permissions?: string
  /** The message of the button or select. */
  readonly on?: Message
}

/** A text, a boolean, a number, or a user by id. */
type OptionValue = string | boolean | number | { readonly user: string }

const COMPONENT = { row: 1, button: 2, select: 3, textInput: 4, label: 18 }
const LINK = 5

export const asCommand = (
  name: string,
  options: Readonly<Record<string, OptionValue>> = {},
  where: Where = {},
): InteractionJson => {
  const people = Object.values(options).flatMap(value => (typeof value === 'object' ? [value.user] : []))
  const resolved = { users: byId(people, userOf), members: byId(people, withoutUser) }
  const data = { id: snowflake(Date.now()), name, type: 1, options: optionsOf(options) }
  return interaction(2, people.length === 0 ? data : { ...data, resolved }, where)
}

/** @param typing the option with the cursor, which must be one of `options`. */
export const asTyping = (
  name: string,
  options: Readonly<Record<string, OptionValue>>,
  typing: string,
  where: Where = {},
): InteractionJson => {
  const given = optionsOf(options).map(option => (option.name === typing ? { ...option, focused: true } : option))
  return interaction(4, { id: snowflake(Date.now()), name, type: 1, options: given }, where)
}

/** A command from a message's menu. */
export const asMessageCommand = (name: string, message: Message, where: Where = {}): InteractionJson => {
  const data = { id: snowflake(Date.now()), name, type: 3, target_id: message.id }
  return interaction(2, { ...data, resolved: { messages: { [message.id]: message } } }, where)
}

/** A button with any id, even a forged one; by default on a message of the bot with only this button. */
export const asButton = (custom_id: string, where: Where = {}): InteractionJson =>
  interaction(
    3,
    { custom_id, component_type: COMPONENT.button, id: 1 },
    { ...where, on: where.on ?? lone(custom_id, where) },
  )

/** A press of the button with this label. Throws if the message has none. */
export const asPress = (message: Message, label: string, where: Where = {}): InteractionJson => {
  const button = parts(message.components).find(
    part => part.type === COMPONENT.button && part.style !== LINK && part.label === label && part.disabled !== true,
  )
  if (button === undefined) throw new Error(`no button “${label}” among: ${labels(message).join(', ')}`)
  const { custom_id, id } = button
  return interaction(3, { custom_id, component_type: COMPONENT.button, id }, { ...where, on: message })
}

/** A choice of the option with this label in a select. Throws if the message has none. */
export const asPick = (message: Message, label: string, where: Where = {}): InteractionJson => {
  const choicesOf = ({ options = [] }: Body) => options as readonly { label: string; value: string }[]
  const selects = parts(message.components).filter(({ type }) => type === COMPONENT.select)
  const select = selects.find(part => choicesOf(part).some(choice => choice.label === label))
  const value = select && choicesOf(select).find(choice => choice.label === label)?.value
  if (select === undefined || value === undefined) throw new Error(`no choice “${label}”`)
  const { custom_id, id } = select
  return interaction(3, { custom_id, component_type: COMPONENT.select, id, values: [value] }, { ...where, on: message })
}

/** A select with any id and any values, even forged ones. */
export const asSelect = (custom_id: string, values: readonly string[], where: Where = {}): InteractionJson =>
  interaction(
    3,
    { custom_id, component_type: COMPONENT.select, id: 1, values },
    { ...where, on: where.on ?? lone(custom_id, where) },
  )

/** A submitted form. */
export const asForm = (
  custom_id: string,
  fields: Readonly<Record<string, string>>,
  where: Where = {},
): InteractionJson => {
  const inputs = Object.entries(fields).map(([name, value], place) => ({
    type: COMPONENT.label,
    id: 2 * place + 1,
    component: { type: COMPONENT.textInput, id: 2 * place + 2, custom_id: name, value },
  }))
  return interaction(5, { custom_id, components: inputs }, where)
}

/** The labels of all enabled buttons, in order. */
export function labels(message: Message): readonly string[] {
  const buttons = parts(message.components).filter(({ type, style }) => type === COMPONENT.button && style !== LINK)
  return buttons.map(({ label }) => String(label))
}

function parts(components: readonly Body[]): readonly Body[] {
  return components.flatMap(part => [
    part,
    ...(Array.isArray(part.components) ? parts(part.components) : []),
    ...(part.accessory ? [part.accessory as Body] : []),
  ])
}

function optionsOf(options: Readonly<Record<string, OptionValue>>): readonly { name: string }[] {
  const TYPE = { string: 3, boolean: 5, number: 10, user: 6 }
  return Object.entries(options).map(([name, value]) =>
    typeof value === 'object'
      ? { name, type: TYPE.user, value: value.user }
      : { name, type: TYPE[typeof value as 'string' | 'boolean' | 'number'], value },
  )
}

function byId(ids: readonly string[], make: (id: string) => object): object {
  return Object.fromEntries(ids.map(id => [id, make(id)]))
}

/** A message of the bot with one button, which an older version may have sent. */
function lone(custom_id: string, { from = 'server' }: Where): Message {
  const button = { type: COMPONENT.button, id: 2, style: 2, label: 'Press', custom_id }
  return {
    id: snowflake(Date.now() - 60_000),
    channel_id: CHANNELS[from],
    type: 0,
    author: BOT,
    application_id: APPLICATION,
    content: 'From another time',
    flags: 0,
    embeds: [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: '2026-01-01T10:00:00.000000+00:00',
    edited_timestamp: null,
    components: [{ type: COMPONENT.row, id: 1, components: [button] }],
  }
}

function interaction(type: number, data: object, where: Where): InteractionJson {
  const {
    from = 'server',
    guild: guild_id = GUILD,
    locale = 'en-GB',
    guildLocale = 'en-US',
    by = ASKER,
    permissions,
    on,
  } = where
  const id = snowflake(Date.now())
  const inServer = from === 'server' || from === 'abroad'
  const guild = { id: guild_id, locale: guildLocale, features: [] }
  const server = { guild_id, guild, guild_locale: guildLocale, member: memberOf(by, permissions) }
  const channel_id = on?.channel_id ?? CHANNELS[from]
  const owners = { server: { 0: guild_id }, dm: { 0: '0' }, group: { 1: by }, abroad: { 1: by } }
  return {
    id,
    application_id: APPLICATION,
    type,
    token: `interaction-${id}-${'t'.repeat(160)}`,
    version: 1,
    data,
    channel_id,
    channel: { id: channel_id, type: { server: 0, abroad: 0, dm: 1, group: 3 }[from], name: 'general', flags: 0 },
    locale,
    app_permissions: '562949953601536',
    entitlements: [],
    authorizing_integration_owners: owners[from],
    context: { server: 0, abroad: 0, dm: 1, group: 2 }[from],
    attachment_size_limit: 10485760,
    ...(inServer ? server : { user: userOf(by) }),
    ...(on && { message: asSent(on) }),
  }
}

const CHANNELS = { server: CHANNEL, dm: DM_CHANNEL, group: GROUP_CHANNEL, abroad: CHANNEL_ABROAD }

/** Discord omits what an interaction's message replies to: github.com/discord-net/Discord.Net/issues/2567 */
function asSent(message: Message): object {
  const { referenced_message, ...sent } = message
  return sent
}

type Writing = {
  readonly from?: 'server' | 'dm'
  readonly by?: string
  /** Written by a bot or a webhook. */
  readonly as?: 'bot' | 'webhook'
  /** The message that it replies to, whose author it pings unless that is switched off. */
  readonly to?: Message
  readonly ping?: boolean
}

export const MENTION = `<@${APPLICATION}>`

const REPLY = 19

/** A user's message, with all of its fields; `<@id>` in its text pings. A bot sees it as its intents allow. */
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

/** A reply to a response to an interaction pings nobody. */
function pingedByReply({ author, interaction_metadata }: Message): readonly string[] {
  return interaction_metadata === undefined ? [author.id] : []
}
