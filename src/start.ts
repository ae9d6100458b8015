import {
  folderOf,
  type HttpConfig,
  opensPage,
  readDiscordConfig,
  readHttpConfig,
  readPageConfig,
  type Trouble,
  usesHttp,
} from './config.ts'
import type { CommandIds } from './discord/markdown.ts'
import { shutdownSignal, today, unlessShutdown } from './operations/lifecycle.ts'
import type { Bot } from './operations/open.ts'

export async function start(options: PreviewOptions): Promise<Trouble> {
  const shutdown = shutdownSignal()
  if (usesHttp()) return serve(options, shutdown)
  if (opensPage()) return preview(options, shutdown)
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const { openBot } = await import('./operations/open.ts')
  const bot = await openBot(config, 'gateway', shutdown)
  if (typeof bot === 'string') return bot
  const { connect } = await import('./gateway/client.ts')
  return connect({ ...config, ...bot, shutdown })
}

export type ServeOptions = { content?: string }

export async function serve(options: ServeOptions, shutdown = shutdownSignal()): Promise<Trouble> {
  const configured = readHttpConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const { openBot } = await import('./operations/open.ts')
  const bot = await openBot(config, 'http', shutdown)
  if (typeof bot === 'string') return bot
  const { createEndpoint } = await import('./http/endpoint.ts')
  const { publicKey } = await import('./http/signature.ts')
  const { serveHttp } = await import('./http/server.ts')
  const ids = await commandIds(config, bot)
  const endpoint = createEndpoint({ ...config, ...bot, ids, key: publicKey(config.publicKey), now: Date.now })
  return serveHttp({ ...config, endpoint, log: bot.log, shutdown })
}

/** With a token the commands are registered, and replies can link to them; without one replies only name them. */
async function commandIds({ token, api }: HttpConfig, { app, log }: Bot): Promise<() => CommandIds> {
  if (token === undefined) {
    const { NO_IDS } = await import('./discord/markdown.ts')
    return () => NO_IDS
  }
  const { registerInBackground } = await import('./rest/register.ts')
  return registerInBackground(token, api, app, log)
}

export type PreviewOptions = { content?: string; questions?: string }

export async function preview(
  { questions: file, ...options }: PreviewOptions,
  shutdown = shutdownSignal(),
): Promise<Trouble> {
  const configured = readPageConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const { openLog } = await import('./log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  const { readQuestionFile } = await import('./evaluation/run.ts')
  const read = file === undefined ? { questions: [] } : readQuestionFile(file)
  if ('fault' in read) return read.fault
  const { openLive } = await import('./operations/open.ts')
  const library = await unlessShutdown(shutdown, openLive(config, today, log))
  if (typeof library === 'string') return library

  const { openPage } = await import('./preview/open.ts')
  library.follow(shutdown)
  const { current, problems } = library
  const now = () => performance.now()
  return openPage({ ...config, library: current, problems, questions: read.questions, log, now, leave: shutdown })
}

export type RegisterOptions = { guild?: string; dryRun?: boolean }

export async function register(options: RegisterOptions): Promise<Trouble> {
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const { config } = configured

  const { openLog } = await import('./log.ts')
  const { openLive } = await import('./operations/open.ts')
  const library = await openLive(config, today, await openLog(config.logLevel, process.stderr))
  if (typeof library === 'string') return library

  const { createApp } = await import('./commands/app.ts')
  const { registerOnce } = await import('./rest/register.ts')
  const done = await registerOnce({ ...config, ...options, commands: createApp(library.current).commands })
  process.stdout.write(`${done.report}\n`)
  return done.failure
}
