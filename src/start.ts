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
import { succeed } from './result.ts'

export async function start(options: PreviewOptions): Promise<Trouble> {
  const shutdown = shutdownSignal()
  if (usesHttp()) return serve(options, shutdown)
  if (opensPage()) return preview(options, shutdown)
  const configured = readDiscordConfig()
  if (!configured.ok) return configured.error
  const config = { ...configured.value, ...folderOf(options) }

  const { openBot } = await import('./operations/open.ts')
  const opened = await openBot(config, 'gateway', shutdown)
  if (!opened.ok) return opened.error
  const bot = opened.value
  const { connect } = await import('./gateway/client.ts')
  return connect({ ...config, ...bot, shutdown })
}

export type ServeOptions = { content?: string }

export async function serve(options: ServeOptions, shutdown = shutdownSignal()): Promise<Trouble> {
  const configured = readHttpConfig()
  if (!configured.ok) return configured.error
  const config = { ...configured.value, ...folderOf(options) }

  const { openBot } = await import('./operations/open.ts')
  const opened = await openBot(config, 'http', shutdown)
  if (!opened.ok) return opened.error
  const bot = opened.value
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
  if (!configured.ok) return configured.error
  const config = { ...configured.value, ...folderOf(options) }

  const { openLog } = await import('./log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  const { readQuestionFile } = await import('./evaluation/run.ts')
  const questions = file === undefined ? succeed([]) : readQuestionFile(file)
  if (!questions.ok) return questions.error
  const { openLive } = await import('./operations/open.ts')
  const opened = await unlessShutdown(shutdown, openLive(config, today, log))
  if (!opened.ok) return opened.error
  const library = opened.value

  const { openPage } = await import('./preview/open.ts')
  library.follow(shutdown)
  const { current, problems } = library
  const now = () => performance.now()
  return openPage({ ...config, library: current, problems, questions: questions.value, log, now, leave: shutdown })
}

export type RegisterOptions = { guild?: string; dryRun?: boolean }

export async function register(options: RegisterOptions): Promise<Trouble> {
  const configured = readDiscordConfig()
  if (!configured.ok) return configured.error
  const config = configured.value

  const { openLog } = await import('./log.ts')
  const { openLive } = await import('./operations/open.ts')
  const opened = await openLive(config, today, await openLog(config.logLevel, process.stderr))
  if (!opened.ok) return opened.error

  const { createApp } = await import('./commands/app.ts')
  const { registerOnce } = await import('./rest/register.ts')
  const done = await registerOnce({ ...config, ...options, commands: createApp(opened.value.current).commands })
  process.stdout.write(`${done.report}\n`)
  return done.failure
}
