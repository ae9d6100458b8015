import { snowflake } from './snowflake.ts'

/** An interaction in the form in which Discord sends it. Tests that want a malformed one take parts away. */
export type InteractionJson = {
  readonly id: string
  readonly token: string
  readonly type: number
  readonly [field: string]: unknown
}

type Where = { readonly from?: 'server' | 'dm'; readonly locale?: string }

export const ASKER = '300000000000000007'
export const GUILD = '200000000000000001'
const APPLICATION = '100000000000000001'
const CHANNEL = '400000000000000001'
const STRING = 3

export const asCommand = (
  name: string,
  options: Readonly<Record<string, string>> = {},
  where: Where = {},
): InteractionJson => interaction(2, { id: snowflake(Date.now()), name, type: 1, options: optionsOf(options) }, where)

/** @param typing the option that has the cursor, which must be one of `options`. */
export const asTyping = (
  name: string,
  options: Readonly<Record<string, string>>,
  typing: string,
  where: Where = {},
): InteractionJson => {
  const given = optionsOf(options).map(option => (option.name === typing ? { ...option, focused: true } : option))
  return interaction(4, { id: snowflake(Date.now()), name, type: 1, options: given }, where)
}

export const asButton = (custom_id: string, where: Where = {}): InteractionJson =>
  interaction(3, { custom_id, component_type: 2, id: 1 }, where)

function optionsOf(options: Readonly<Record<string, string>>): { name: string; type: number; value: string }[] {
  return Object.entries(options).map(([name, value]) => ({ name, type: STRING, value }))
}

function interaction(type: number, data: object, { from = 'server', locale = 'en-GB' }: Where): InteractionJson {
  const id = snowflake(Date.now())
  const user = { id: ASKER, username: 'wren', global_name: 'Wren', discriminator: '0', avatar: null, public_flags: 0 }
  const member = {
    user,
    nick: null,
    avatar: null,
    roles: [],
    joined_at: '2024-05-01T10:00:00.000000+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    permissions: '2248473465835073',
  }
  const server = { guild_id: GUILD, guild: { id: GUILD, locale: 'en-US', features: [] }, guild_locale: 'en-US', member }
  return {
    id,
    application_id: APPLICATION,
    type,
    token: `interaction-${id}-${'t'.repeat(160)}`,
    version: 1,
    data,
    channel_id: CHANNEL,
    channel: { id: CHANNEL, type: from === 'server' ? 0 : 1, name: 'general', flags: 0 },
    locale,
    app_permissions: '562949953601536',
    entitlements: [],
    authorizing_integration_owners: from === 'server' ? { 0: GUILD } : { 0: '0' },
    context: from === 'server' ? 0 : 1,
    attachment_size_limit: 10485760,
    ...(from === 'server' ? server : { user }),
  }
}
