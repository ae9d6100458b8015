import { DiscordAPIError, REST, Routes } from 'discord.js'
import type { App } from '../commands/app.ts'
import type { Command } from '../commands/command.ts'
import { definitions, differences, inviteLink, type Registered } from '../discord/definitions.ts'
import type { CommandIds } from '../discord/markdown.ts'
import type { Log } from '../log.ts'
import { type Result, succeed } from '../result.ts'
import { requestFailure } from './errors.ts'
import { REGISTER_REST, STARTUP_REST } from './send.ts'

type Registration = {
  readonly ids: CommandIds
  /** A line for each command that is new, changed or removed; empty if nothing differs. */
  readonly changes: readonly string[]
}

/** Where commands are registered: in all servers, or in one. */
type Scope = { readonly application: string; readonly guild?: string | undefined }

/**
 * Reads the commands that are registered, and overwrites them only if they differ: Discord allows 200 new commands a day, and
 * every change makes all clients reload them. Does not catch the errors of discord.js.
 */
async function register(rest: REST, scope: Scope, commands: readonly Command[], dryRun = false): Promise<Registration> {
  const wanted = definitions(commands)
  const route = routeOf(scope)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const present = (await rest.get(route, { query })) as readonly Registered[]
  const changes = differences(wanted, present, scope.guild === undefined ? 'everywhere' : 'one server')
  const registered =
    changes.length === 0 || dryRun ? present : ((await rest.put(route, { body: wanted })) as typeof present)
  return { ids: new Map(registered.map(({ name, id }) => [name, id])), changes }
}

/** Registers the commands once, for `npm run register`; returns a report for the user. */
export async function registerOnce(options: {
  readonly token: string
  readonly api: string
  readonly commands: readonly Command[]
  readonly guild?: string
  readonly dryRun?: boolean
}): Promise<Result<string>> {
  const { token, api, commands, guild, dryRun = false } = options
  const rest = new REST({ api, ...REGISTER_REST }).setToken(token)
  try {
    const application = await applicationOf(rest)
    const { changes } = await register(rest, { application, guild }, commands, dryRun)
    const where = guild === undefined ? 'everywhere' : `in the server ${guild}`
    if (changes.length === 0) return succeed(`Nothing to change: Discord has these commands ${where}.`)
    const head = dryRun ? `Would change ${where}:` : `Changed ${where}:`
    return succeed([head, ...changes].join('\n'))
  } catch (error) {
    return requestFailure(error, api)
  }
}

/** The id of the application that the token belongs to. */
async function applicationOf(rest: REST): Promise<string> {
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
  return id
}

function routeOf({ application, guild }: Scope): `/${string}` {
  return guild === undefined
    ? Routes.applicationCommands(application)
    : Routes.applicationGuildCommands(application, guild)
}

/** Registers the commands that differ, and logs the invite link. A failed registration does not stop the bot. */
export async function registerAtStart(rest: REST, app: App, log: Log): Promise<CommandIds> {
  const application = await applicationOf(rest)
  log.info({ event: 'invite', link: inviteLink(application) })
  try {
    const { ids, changes } = await register(rest, { application }, app.commands)
    log.info({ event: 'registered', changes })
    return ids
  } catch (err) {
    if (err instanceof DiscordAPIError && err.status === 401) throw err
    log.warn({ event: 'not registered', err, fix: 'Try again with: npm run register' })
    return new Map()
  }
}

/**
 * Does the same in the background.
 *
 * @returns a function that returns the ids of the commands, or none until Discord has sent them.
 */
export function registerInBackground(token: string, api: string, app: App, log: Log): () => CommandIds {
  let ids: CommandIds = new Map()
  registerAtStart(new REST({ api, ...STARTUP_REST }).setToken(token), app, log).then(
    known => {
      ids = known
    },
    err => log.warn({ event: 'not registered', err, ...requestFailure(err, api).error }),
  )
  return () => ids
}
