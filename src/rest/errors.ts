import { DiscordAPIError, GatewayCloseCodes, RateLimitError } from 'discord.js'
import { type Failed, fail } from '../result.ts'

const PORTAL = 'https://discord.com/developers/applications → your application → Bot'

const BAD_TOKEN = fail(
  'Discord does not accept the token in DISCORD_TOKEN.',
  `Create a new one at ${PORTAL} → Reset Token, and set it.`,
)

/** Why Discord closed the connection for good. */
export function closeFailure(code: number): Failed {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return BAD_TOKEN
    case GatewayCloseCodes.DisallowedIntents:
      return fail(
        'Discord does not allow this bot to use an intent that it requested.',
        `Allow it at ${PORTAL} → Privileged Gateway Intents.`,
      )
    case GatewayCloseCodes.ShardingRequired:
      return fail(
        'The bot is in too many servers for its number of connections.',
        'Restart it: it will ask Discord how many it needs.',
      )
    default:
      return fail(`Discord closed the connection for good, with code ${code}.`, 'Try a newer version of this bot.')
  }
}

/** Why the bot gave up on a silent connection. */
export const silenceFailure = (ms: number): Failed =>
  fail(
    `Discord’s gateway was silent for ${Math.round(ms / 1000)} seconds.`,
    'Restart the bot; if that does not help, check the network and status.discord.com.',
  )

/** Why a request to Discord failed. */
export function requestFailure(error: unknown, api: string): Failed {
  if (error instanceof DiscordAPIError) {
    if (error.status === 401) return BAD_TOKEN
    if (error.status === 403) {
      return fail(
        'Discord does not allow the bot to do this in that server.',
        'Invite it there first; `npm start` prints the link.',
      )
    }
    return fail(
      `Discord rejected a request: ${error.message} (code ${error.code}).`,
      'Try a newer version of this bot.',
    )
  }
  if (error instanceof RateLimitError)
    return fail('The bot has reached Discord’s rate limit.', 'Try again in a few minutes.')
  if (error instanceof Error && 'code' in error && error.code === 'TokenInvalid') return BAD_TOKEN
  const reason = error instanceof Error ? error.message : 'unknown'
  const again = /^Not enough sessions remaining .*; resets at (\S+)$/.exec(reason)?.[1]
  if (again !== undefined) {
    return fail(
      `The bot has connected to Discord 1,000 times within a day, which is the limit. It can connect again at ${again}.`,
      'Find out why it restarts so often.',
    )
  }
  return fail(`Discord cannot be reached at ${api} (${reason}).`, 'Check the network and status.discord.com.')
}
