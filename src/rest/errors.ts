import { DiscordAPIError, GatewayCloseCodes, RateLimitError } from 'discord.js'

const PORTAL = 'https://discord.com/developers/applications → your application → Bot'

const BAD_TOKEN = `Discord does not accept the token in DISCORD_TOKEN. Create a new one at ${PORTAL} → Reset Token, and set it.`

/** Why Discord closed the connection for good, and what to do about it. */
export function closeFailure(code: number): string {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return BAD_TOKEN
    case GatewayCloseCodes.DisallowedIntents:
      return `Discord does not grant this bot an intent that it asked for. Allow it at ${PORTAL} → Privileged Gateway Intents.`
    case GatewayCloseCodes.ShardingRequired:
      return 'The bot is in too many servers for its connections. Restart it, and it will ask Discord how many it needs.'
    default:
      return `Discord closed the connection for good, with code ${code}. A newer version of this bot may know why.`
  }
}

/** Why a silent connection was given up. */
export function silenceFailure(ms: number): string {
  return (
    `Discord’s gateway was silent for ${Math.round(ms / 1000)} seconds. ` +
    'Restart the bot; if that does not help, check the network and status.discord.com.'
  )
}

/** Why a request to Discord failed, and what to do about it. */
export function requestFailure(error: unknown, api: string): string {
  if (error instanceof DiscordAPIError) {
    if (error.status === 401) return BAD_TOKEN
    if (error.status === 403) {
      return 'Discord does not allow the bot to do this there. Invite it to that server first; `npm start` prints the link.'
    }
    return `Discord refused a request: ${error.message} (code ${error.code}).`
  }
  if (error instanceof RateLimitError) return 'Discord’s rate limit is reached. Try again in a few minutes.'
  if (error instanceof Error && 'code' in error && error.code === 'TokenInvalid') return BAD_TOKEN
  const why = error instanceof Error ? error.message : 'unknown'
  const again = /^Not enough sessions remaining .*; resets at (\S+)$/.exec(why)?.[1]
  if (again !== undefined) {
    return `Discord lets a bot connect 1,000 times a day, and this one has; it may connect again at ${again}. Find out what restarts it so often.`
  }
  return `Discord cannot be reached at ${api} (${why}). Check the network and status.discord.com.`
}
