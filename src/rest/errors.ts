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
        'Discord does not grant this bot an intent that it asked for.',
        `Allow it at ${PORTAL} → Privileged Gateway Intents.`,
      )
    case GatewayCloseCodes.ShardingRequired:
      return fail(
        'The bot is in too many servers for its connections.',
        'Restart it, and it will ask Discord how many it needs.',
      )
    default:
      return fail(
        `Discord closed the connection for good, with code ${code}.`,
        'A newer version of this bot may know why.',
      )
  }
}

/** Why a silent connection was given up. */
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
        'Discord does not allow the bot to do this there.',
        'Invite it to that server first; `npm start` prints the link.',
      )
    }
    return fail(
      `Discord refused a request: ${error.message} (code ${error.code}).`,
      'A newer version of this bot may know why.',
    )
  }
  if (error instanceof RateLimitError) return fail('Discord’s rate limit is reached.', 'Try again in a few minutes.')
  if (error instanceof Error && 'code' in error && error.code === 'TokenInvalid') return BAD_TOKEN
  const reason = error instanceof Error ? error.message : 'unknown'
  const again = /^Not enough sessions remaining .*; resets at (\S+)$/.exec(reason)?.[1]
  if (again !== undefined) {
    return fail(
      `Discord lets a bot connect 1,000 times a day, and this one has; it may connect again at ${again}.`,
      'Find out what restarts it so often.',
    )
  }
  return fail(`Discord cannot be reached at ${api} (${reason}).`, 'Check the network and status.discord.com.')
}
