import type { CommandJson } from './commands.ts'
import { type Sharding, UNSHARDED } from './gateway.ts'
import type { InteractionJson } from './interaction.ts'
import type { Message } from './shown.ts'
import type { Answered, Fault } from './validate.ts'

const EPOCH = 1_420_070_400_000n

let count = 0n

/** A snowflake: an id that contains its time. */
export function snowflake(time: number): string {
  count = (count + 1n) % 4096n
  return String(((BigInt(time) - EPOCH) << 22n) | count)
}

/** The ids on this Discord. */
export const APPLICATION = '100000000000000001'
export const GUILD = '200000000000000001'
export const ASKER = '300000000000000007'
export const STRANGER = '300000000000000008'
export const CHANNEL = '400000000000000001'
export const DM_CHANNEL = '400000000000000002'
export const GROUP_CHANNEL = '400000000000000003'
export const CHANNEL_ABROAD = '400000000000000004'

/** An ordinary member's permissions. */
const COMMON_PERMISSIONS = '2248473465835073'

/** The bot's own user, as the author of its messages. */
export const BOT = { ...userOf(APPLICATION), username: 'loopback', global_name: null, bot: true }

export type User = { readonly id: string; readonly bot?: boolean; readonly [field: string]: unknown }

export function userOf(id: string): User {
  const username = id === ASKER ? 'wren' : `user${id.slice(-4)}`
  return { id, username, global_name: null, discriminator: '0', avatar: null, public_flags: 0 }
}

/** A member in an interaction. @param permissions as a decimal number. */
export function memberOf(id: string, permissions = COMMON_PERMISSIONS): object {
  return { ...withoutUser(), user: userOf(id), permissions }
}

/** A member without its user, as in `resolved` and in a message. */
export function withoutUser(): object {
  return {
    nick: null,
    avatar: null,
    roles: [],
    joined_at: '2024-05-01T10:00:00.000000+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
  }
}

/** A server in the gateway's GUILD_CREATE. */
export function guildOf(id: string): object {
  const lists = [
    'roles',
    'emojis',
    'stickers',
    'features',
    'channels',
    'threads',
    'members',
    'presences',
    'voice_states',
  ]
  const empty = [...lists, 'stage_instances', 'guild_scheduled_events', 'soundboard_sounds'].map(
    name => [name, []] as const,
  )
  return {
    id,
    name: 'Loopback',
    owner_id: '1',
    preferred_locale: 'en-US',
    member_count: 2,
    ...Object.fromEntries(empty),
  }
}

const FIRST_RESPONSE_MS = 3000

/** The state of this Discord, and everything that it received. */
export type State = {
  readonly token: string
  /** How long an interaction waits for its first response, in milliseconds. */
  readonly firstResponseMs: number
  readonly sharding: Sharding
  /** Commands by scope: `everywhere`, or the id of a server. */
  readonly commands: Map<string, readonly RegisteredJson[]>
  /** By token. */
  readonly interactions: Map<string, Waiting>
  /** By id; deleted ones are remembered as gone. */
  readonly messages: Map<string, Message | 'gone'>
  /** Messages that were sent with a nonce, by channel and nonce. */
  readonly nonces: Map<string, Message>
  readonly requests: Request[]
  /** Sends an event to the bot, if its intents allow that. */
  readonly dispatch: (event: string, data: unknown) => void
}

export type RegisteredJson = CommandJson & { readonly id: string; readonly version: string }

/** An interaction that was sent, and its response if there is one. */
export type Waiting = {
  readonly interaction: InteractionJson
  readonly sentAt: number
  response?: { readonly type: number; readonly data?: Body }
  /** The id of the message that `@original` stands for. */
  original?: string
  readonly answered: (ms: number) => void
}

/** A request of the bot. */
export type Body = Readonly<Record<string, unknown>>

/** A request of the bot, and the response. */
export type Request = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
  readonly at: number
  /** The faults in its body, whatever the response was. */
  faults?: readonly Fault[]
  answer?: Answered
}

export function newState(
  token: string,
  dispatch: State['dispatch'] = () => {},
  firstResponseMs = FIRST_RESPONSE_MS,
  sharding = UNSHARDED,
): State {
  return {
    token,
    firstResponseMs,
    sharding,
    commands: new Map(),
    interactions: new Map(),
    messages: new Map(),
    nonces: new Map(),
    requests: [],
    dispatch,
  }
}
