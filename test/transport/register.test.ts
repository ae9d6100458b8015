import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Command } from '../../src/commands/command.ts'
import { registerOnce } from '../../src/transport/register.ts'
import { type Discord, startDiscord } from '../loopback/discord.ts'
import { GUILD } from '../loopback/interaction.ts'

const command = (name: string, description = 'Does it'): Command => ({
  name,
  description,
  options: [{ name: 'what', description: 'What it does', type: 'string', required: false, maxLength: 100 }],
  run: () => ({ outcome: 'found', audience: 'everyone', blocks: [], actions: [] }),
})

let discord: Discord
beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.close())

const register = (commands: readonly Command[], more: { guild?: string; dryRun?: boolean; token?: string } = {}) =>
  registerOnce({ token: discord.token, api: discord.api, commands, ...more })

const writes = () => discord.requests.filter(({ method }) => method === 'PUT').length

test('commands are written when they are new, and left alone when they are there', async () => {
  expect((await register([command('ask'), command('help')])).report).toBe('Changed everywhere:\n+ /ask\n+ /help')
  expect(writes()).toBe(1)
  expect((await register([command('ask'), command('help')])).report).toContain('Nothing to change')
  expect(writes()).toBe(1)
})

test('a changed definition is written once', async () => {
  await register([command('ask'), command('help')])
  const changed = [command('ask', 'Does it well'), command('latest')]
  expect((await register(changed)).report).toBe('Changed everywhere:\n~ /ask: description\n+ /latest\n- /help')
  await register(changed)
  expect(writes()).toBe(2)
  expect(discord.commands().map(({ name, description }) => [name, description])).toEqual([
    ['ask', 'Does it well'],
    ['latest', 'Does it'],
  ])
})

test('a dry run says what would change and changes nothing', async () => {
  await register([command('ask')])
  const commands = discord.commands()
  const { report } = await register([command('other')], { dryRun: true })
  expect(report).toBe('Would change everywhere:\n+ /other\n- /ask')
  expect(writes()).toBe(1)
  expect(discord.commands()).toEqual(commands)
})

test('in one server only', async () => {
  await register([command('ask')])
  const everywhere = discord.commands()
  const once = await register([command('here')], { guild: GUILD })
  expect(once.report).toBe(`Changed in the server ${GUILD}:\n+ /here`)
  expect(discord.commands(GUILD).map(({ name }) => name)).toEqual(['here'])
  expect(discord.commands()).toEqual(everywhere)
  expect((await register([command('here')], { guild: GUILD })).report).toContain('Nothing to change')
})

test('a server that the bot is not in, a wrong token, no Discord: a sentence that says what to do', async () => {
  expect((await register([], { guild: '200000000000000009' })).trouble).toContain('Invite it to that server first')
  expect((await register([], { token: 'wrong' })).trouble).toContain('Bot → Reset Token')
  const gone = await startDiscord()
  await gone.close()
  expect((await registerOnce({ token: 'x', api: gone.api, commands: [] })).trouble).toContain('cannot be reached')
})
