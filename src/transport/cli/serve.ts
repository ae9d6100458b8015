import { type HttpConfig, readHttpConfig } from '../../config.ts'
import { type CommandIds, NO_IDS } from '../../discord/markdown.ts'
import { type Bot, openBot } from '../open-bot.ts'
import { toldToLeave } from '../told.ts'
import { folderOf, type Trouble } from './settings.ts'

export type ServeOptions = { content?: string }

export async function serve(options: ServeOptions, told = toldToLeave()): Promise<Trouble> {
  const configured = readHttpConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const bot = await openBot(config, 'http', told)
  if (typeof bot === 'string') return bot
  const { createEndpoint } = await import('../http.ts')
  const { publicKey } = await import('../signature.ts')
  const { serveHttp } = await import('../serve.ts')
  const ids = await commandIds(config, bot)
  const endpoint = createEndpoint({ ...config, ...bot, ids, key: publicKey(config.publicKey), now: Date.now })
  return serveHttp({ ...config, endpoint, log: bot.log, leave: told })
}

/** With a token the commands are registered, and their names can be clicked; without one they are only named. */
async function commandIds({ token, api }: HttpConfig, { app, log }: Bot): Promise<() => CommandIds> {
  if (token === undefined) return () => NO_IDS
  const { prepareMeanwhile } = await import('../prepare.ts')
  return prepareMeanwhile(token, api, app, log)
}
