import { DiscordAPIError, REST } from 'discord.js'
import type { App } from '../commands/app.ts'
import { inviteLink } from '../discord/invite.ts'
import type { CommandIds } from '../discord/markdown.ts'
import type { Log } from '../log.ts'
import { failedFor } from './refusal.ts'
import { applicationOf, register } from './register.ts'
import { STARTING } from './rest.ts'

/** Registers what differs, and says how to invite the bot. A registration that fails for now keeps nobody waiting. */
export async function prepare(rest: REST, app: App, log: Log): Promise<CommandIds> {
  const application = await applicationOf(rest)
  log.info({ event: 'invite', link: inviteLink(application) })
  try {
    const { ids, changes } = await register(rest, { application }, app.commands)
    log.info({ event: 'registered', changes })
    return ids
  } catch (err) {
    if (err instanceof DiscordAPIError && err.status === 401) throw err
    log.warn({ event: 'not registered', err, mend: 'Try again with: npm run register' })
    return new Map()
  }
}

/**
 * Does the same while answers are already given.
 *
 * @returns the ids of the commands: none until Discord has said them, and none if it does not.
 */
export function prepareMeanwhile(token: string, api: string, app: App, log: Log): () => CommandIds {
  let ids: CommandIds = new Map()
  prepare(new REST({ api, ...STARTING }).setToken(token), app, log).then(
    known => {
      ids = known
    },
    err => log.warn({ event: 'not registered', err, mend: failedFor(err, api) }),
  )
  return () => ids
}
