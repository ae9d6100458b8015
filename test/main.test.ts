import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from './loopback/bot.ts'
import { type Discord, startDiscord } from './loopback/discord.ts'

/** Runs the program to its end. */
async function result(words: string, environment: Readonly<Record<string, string>> = {}) {
  const program = run(words, environment)
  const { code } = await program.ended
  return { code, output: program.output() }
}

describe('the program', () => {
  let discord: Discord
  beforeAll(async () => {
    discord = await startDiscord()
  })
  afterAll(() => discord.close())

  test('without a token says what is missing, where it is found, and how to try it without', async () => {
    const { code, output } = await result('start')
    expect(code).toBe(1)
    expect(output).toContain('DISCORD_TOKEN is missing')
    expect(output).toContain('https://discord.com/developers/applications → your application → Bot → Reset Token')
    expect(output).toContain('npm run ask')
  }, 30_000)

  test('with a token that the gateway refuses names the portal page and ends with 1', async () => {
    const strict = await startDiscord({ refuseWith: 4004 })
    const { code, output } = await result('start', { DISCORD_TOKEN: strict.token, DISCORD_API_URL: strict.api })
    await strict.close()
    expect(code).toBe(1)
    expect(output).toContain('Discord does not accept the token')
    expect(output).toContain('https://discord.com/developers/applications')
    expect(output).not.toContain(strict.token)
  }, 30_000)

  test('register --dry-run prints the difference and writes nothing', async () => {
    const { code, output } = await result('register --dry-run', {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
    })
    expect(code).toBe(0)
    expect(output).toContain('Would change everywhere:\n+ /ask\n+ /episode\n')
    expect(discord.requests.map(({ method }) => method)).toEqual(['GET', 'GET'])
    expect(discord.commands()).toEqual([])
  }, 30_000)
})
