import { REST, Routes } from 'discord.js'
import type { Command } from '../commands/command.ts'
import { definitions } from '../discord/definitions.ts'
import { differences, type Registered } from '../discord/differences.ts'
import type { CommandIds } from '../discord/markdown.ts'
import { failedFor } from './refusal.ts'
import { REGISTERING } from './rest.ts'

export type Registration = {
  readonly ids: CommandIds
  /** A line for each command that is new, changed or gone; empty when Discord already has them as they are. */
  readonly changes: readonly string[]
}

/** Where commands are registered: for every server, or for one. */
export type Scope = { readonly application: string; readonly guild?: string | undefined }

/**
 * Reads which commands Discord has and writes ours only when they differ: Discord allows 200 new commands a day, and a
 * write makes every member's client load them again.
 *
 * Throws what discord.js throws when Discord refuses or cannot be reached.
 */
export async function register(
  rest: REST,
  scope: Scope,
  commands: readonly Command[],
  dryRun = false,
): Promise<Registration> {
  const wanted = definitions(commands)
  const route = routeOf(scope)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const present = (await rest.get(route, { query })) as readonly Registered[]
  const changes = differences(wanted, present, scope.guild === undefined ? 'everywhere' : 'one server')
  const registered =
    changes.length === 0 || dryRun ? present : ((await rest.put(route, { body: wanted })) as typeof present)
  return { ids: new Map(registered.map(({ name, id }) => [name, id])), changes }
}

/** `register` as a command of its own: a report for a person, and why it could not be done. */
export async function registerOnce(options: {
  readonly token: string
  readonly api: string
  readonly commands: readonly Command[]
  readonly guild?: string
  readonly dryRun?: boolean
}): Promise<{ readonly report: string; readonly trouble: string | undefined }> {
  const { token, api, commands, guild, dryRun = false } = options
  const rest = new REST({ api, ...REGISTERING }).setToken(token)
  try {
    const application = await applicationOf(rest)
    const { changes } = await register(rest, { application, guild }, commands, dryRun)
    const where = guild === undefined ? 'everywhere' : `in the server ${guild}`
    if (changes.length === 0)
      return { report: `Nothing to change: Discord has these commands ${where}.`, trouble: undefined }
    const head = dryRun ? `Would change ${where}:` : `Changed ${where}:`
    return { report: [head, ...changes].join('\n'), trouble: undefined }
  } catch (error) {
    return { report: 'Nothing was changed.', trouble: failedFor(error, api) }
  }
}

/** The id of the application that the token belongs to. */
export async function applicationOf(rest: REST): Promise<string> {
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
  return id
}

function routeOf({ application, guild }: Scope): `/${string}` {
  return guild === undefined
    ? Routes.applicationCommands(application)
    : Routes.applicationGuildCommands(application, guild)
}
