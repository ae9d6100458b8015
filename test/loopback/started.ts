import { vi } from 'vitest'
import { type Bot, run } from './bot.ts'
import { type Discord, type Options, startDiscord } from './discord.ts'

/** For whoever starts the program: that takes seconds, and minutes on a machine that does much else. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** A busy machine is slow, and how fast the program is on it says nothing: here Discord waits longer for an answer. */
const UNHURRIED_MS = 20_000

/** Resolves with what becomes true of it, however busy the machine is. */
export function until<T>(becomes: () => T): Promise<NonNullable<T>> {
  return vi.waitUntil(becomes, { timeout: 60_000 }) as Promise<NonNullable<T>>
}

export type Started = { readonly discord: Discord; readonly bot: Bot }

/** A Discord, and the program connected to it and ready. */
export async function start(
  options: Options = {},
  environment: Readonly<Record<string, string>> = {},
  before?: URL,
): Promise<Started> {
  const discord = await startDiscord({ firstResponseMs: UNHURRIED_MS, ...options })
  const bot = run('start', { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, ...environment }, before)
  await bot.logged('ready')
  return { discord, bot }
}

/**
 * Tells the program to leave. Throws when it does so in another way than well, when anything that it ever sent was
 * malformed, in another way than is expected, and when its log tells what it never may.
 */
export async function stop({ discord, bot }: Started, ...expected: readonly RegExp[]): Promise<void> {
  bot.kill('SIGTERM')
  const { code, signal } = await bot.ended
  if (code !== 0) throw new Error(`It ended with ${code ?? signal}:\n${bot.output().slice(-3000)}`)
  await discord.close(...expected)
  const [secret] = discord.secretsIn(bot.output())
  if (secret !== undefined) {
    const line = bot
      .output()
      .split('\n')
      .find(line => line.includes(secret))
    throw new Error(`The log tells ${secret}, in: ${line}`)
  }
}
