import { isSpokenTo, opensPage, readDiscordConfig } from '../../config.ts'
import { openBot } from '../open-bot.ts'
import { toldToLeave } from '../told.ts'
import type { PreviewOptions } from './preview.ts'
import { folderOf, type Trouble } from './settings.ts'

export async function start(options: PreviewOptions): Promise<Trouble> {
  const told = toldToLeave()
  if (isSpokenTo()) return (await import('./serve.ts')).serve(options, told)
  if (opensPage()) return (await import('./preview.ts')).preview(options, told)
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const bot = await openBot(config, 'gateway', told)
  if (typeof bot === 'string') return bot
  const { connect } = await import('../gateway.ts')
  return connect({ ...config, ...bot, leave: told })
}
