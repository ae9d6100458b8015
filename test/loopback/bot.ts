import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { type Discord, type Options, startDiscord } from './discord.ts'

/** The built program in a process of its own. */
export type Bot = {
  /** Its output so far. */
  readonly output: () => string
  /** The parsed lines of its log. */
  readonly log: () => readonly LogLine[]
  /** Resolves with the first log line for an event, or the `times`th; rejects if the program ends before. */
  readonly logged: (event: string, times?: number) => Promise<LogLine>
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

export type LogLine = { readonly level: string; readonly event: string; readonly [field: string]: unknown }

type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Outside of the repository, so that no `.env` is read. */
const elsewhere = mkdtempSync(join(tmpdir(), 'shownotes-'))

/** Where `global-setup.ts` built the program. */
export const MAIN = join(tmpdir(), 'dist/main.js')

/**
 * @param words the arguments of the program: `start`, `register --dry-run`
 * @param before a JavaScript module that runs in the process before the program does
 */
export function run(words: string, environment: Readonly<Record<string, string>>, before?: URL): Bot {
  const { PATH } = process.env
  const imports = before ? ['--import', before.href] : []
  const child = spawn(process.execPath, [...imports, MAIN, ...words.split(' ')], {
    cwd: elsewhere,
    // Without the model: these tests are about Discord.
    env: { ...(PATH !== undefined && { PATH }), CONTENT_DIR: join(root, 'content'), EMBEDDINGS: 'off', ...environment },
  })
  process.once('exit', () => child.kill('SIGKILL'))
  let output = ''
  const log: LogLine[] = []
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', text => {
      output += text
    })
    createInterface(stream).on('line', line => {
      if (!line.startsWith('{') || !line.endsWith('}')) return
      log.push(JSON.parse(line) as LogLine)
      for (const listen of listeners) listen()
    })
  }
  const ended = new Promise<Ended>(end => child.on('close', (code, signal) => end({ code, signal })))
  return {
    output: () => output,
    log: () => log,
    ended,
    kill: signal => child.kill(signal),
    logged: (event, times = 1) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = log.filter(line => line.event === event)[times - 1]
          if (!line) return
          listeners.delete(look)
          resolve(line)
        }
        listeners.add(look)
        ended.then(() => reject(new Error(`ended without “${event}”:\n${output}`)))
        look()
      }),
  }
}

/** Starting the program takes seconds, or minutes on a busy machine. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** Here Discord waits longer for an answer, since a busy machine is slow. */
const UNHURRIED_MS = 20_000

/** Resolves when a condition holds, however busy the machine is. */
export function until<T>(becomes: () => T): Promise<NonNullable<T>> {
  return vi.waitUntil(becomes, { timeout: 60_000 }) as Promise<NonNullable<T>>
}

export type Started = { readonly discord: Discord; readonly bot: Bot }

/** Starts a Discord and the program, and waits until the program is ready. */
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
 * Shuts the program down. Throws if it does not exit with 0, if it sent anything malformed that was not expected, or if its
 * log contains a secret.
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
