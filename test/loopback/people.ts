/** Who and what there is on this Discord, by id. */
export const APPLICATION = '100000000000000001'
export const GUILD = '200000000000000001'
export const ASKER = '300000000000000007'
export const STRANGER = '300000000000000008'
export const CHANNEL = '400000000000000001'
export const DM_CHANNEL = '400000000000000002'
export const GROUP_CHANNEL = '400000000000000003'
export const CHANNEL_ABROAD = '400000000000000004'

/** What a member may do who may do what most may. */
const COMMON_PERMISSIONS = '2248473465835073'

/** The bot's own user, as it stands beside its messages. */
export const BOT = { ...userOf(APPLICATION), username: 'loopback', global_name: null, bot: true }

export type User = { readonly id: string; readonly bot?: boolean; readonly [field: string]: unknown }

export function userOf(id: string): User {
  const username = id === ASKER ? 'wren' : `user${id.slice(-4)}`
  return { id, username, global_name: null, discriminator: '0', avatar: null, public_flags: 0 }
}

/** A member as an interaction shows it. @param permissions Discord's bits, as a decimal number. */
export function memberOf(id: string, permissions = COMMON_PERMISSIONS): object {
  return { ...withoutUser(), user: userOf(id), permissions }
}

/** A member as it stands beside a user: in `resolved`, and in a message. */
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

/** A server as the gateway shows it to a bot that comes in. */
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
