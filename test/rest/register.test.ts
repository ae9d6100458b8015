import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import type { Command } from '../../src/commands/command.ts'
import { registerOnce } from '../../src/rest/register.ts'
import { succeed } from '../../src/result.ts'
import { type Discord, startDiscord } from '../loopback/discord.ts'
import { GUILD } from '../loopback/interaction.ts'
import { reasonOf } from '../reason.ts'

const all = createApp((): never => {
  throw new Error('only the definitions of commands are read here')
}).commands

/** One of the real commands; `fewer` takes its own options away. */
const command = (name: string, fewer?: 'fewer'): Command => {
  const found = all.find(command => command.name === name)
  if (!found) throw new Error(`there is no command ${name}`)
  return fewer ? { ...found, options: [] } : found
}

let discord: Discord
beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.close())

const register = (commands: readonly Command[], more: { guild?: string; dryRun?: boolean; token?: string } = {}) =>
  registerOnce({ token: discord.token, api: discord.api, commands, ...more })

const writes = () => discord.requests.filter(({ method }) => method === 'PUT').length

test('registers new commands, and leaves existing ones alone', async () => {
  expect(await register([command('ask'), command('help')])).toEqual(succeed('Changed everywhere:\n+ /ask\n+ /help'))
  expect(writes()).toBe(1)
  expect(await register([command('ask'), command('help')])).toMatchObject({
    value: expect.stringContaining('Nothing to change'),
  })
  expect(writes()).toBe(1)
})

test('registers a changed definition once', async () => {
  await register([command('ask'), command('help')])
  const changed = [command('ask', 'fewer'), command('latest')]
  expect(await register(changed)).toEqual(succeed('Changed everywhere:\n~ /ask: options\n+ /latest\n- /help'))
  await register(changed)
  expect(writes()).toBe(2)
  expect(discord.commands().map(({ name, description }) => [name, description])).toEqual([
    ['ask', 'Ask what the show says about something'],
    ['latest', 'Show the latest episodes'],
  ])
})

test('lists the changes in a dry run, and changes nothing', async () => {
  await register([command('ask')])
  const commands = discord.commands()
  const report = await register([command('related')], { dryRun: true })
  expect(report).toEqual(succeed('Would change everywhere:\n+ /related\n- /ask'))
  expect(writes()).toBe(1)
  expect(discord.commands()).toEqual(commands)
})

test('registers commands in one server', async () => {
  await register([command('ask')])
  const everywhere = discord.commands()
  const once = await register([command('episode')], { guild: GUILD })
  expect(once).toEqual(succeed(`Changed in the server ${GUILD}:\n+ /episode`))
  expect(discord.commands(GUILD).map(({ name }) => name)).toEqual(['episode'])
  expect(discord.commands()).toEqual(everywhere)
  expect(await register([command('episode')], { guild: GUILD })).toMatchObject({
    value: expect.stringContaining('Nothing to change'),
  })
})

test('explains a wrong server, a wrong token, and an unreachable Discord', async () => {
  expect(reasonOf(await register([], { guild: '200000000000000009' }))).toContain('Invite it there first')
  expect(reasonOf(await register([], { token: 'wrong' }))).toContain('Bot → Reset Token')
  const gone = await startDiscord()
  await gone.close()
  expect(reasonOf(await registerOnce({ token: 'x', api: gone.api, commands: [] }))).toContain('cannot be reached')
})
