import { readDiscordConfig } from '../../config.ts'
import { today } from '../../today.ts'
import type { Trouble } from './settings.ts'

export type RegisterOptions = { guild?: string; dryRun?: boolean }

export async function register(options: RegisterOptions): Promise<Trouble> {
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const { config } = configured

  const { openLog } = await import('../../log.ts')
  const { openLive } = await import('../open-live.ts')
  const library = await openLive(config, today, await openLog(config.logLevel, process.stderr))
  if (typeof library === 'string') return library

  const { createApp } = await import('../../commands/app.ts')
  const { registerOnce } = await import('../register.ts')
  const done = await registerOnce({ ...config, ...options, commands: createApp(library.current).commands })
  process.stdout.write(`${done.report}\n`)
  return done.trouble
}
