import {
  type ContentOptions,
  type HttpConfig,
  opensPage,
  readDiscordConfig,
  readHttpConfig,
  readPageConfig,
  usesHttp,
  withContent,
} from './config.ts'
import type { CommandIds } from './discord/markdown.ts'
import { shutdownSignal, today, unlessShutdown } from './operations/lifecycle.ts'
import type { Bot } from './operations/open.ts'
import { DONE, type Result, succeed } from './result.ts'

export async function start(options: PreviewOptions): Promise<Result> {
  const shutdown = shutdownSignal()
  if (usesHttp()) return serve(options, shutdown)
  if (opensPage()) return preview(options, shutdown)
  const settings = withContent(readDiscordConfig(), options)
  if (!settings.ok) return settings
  const config = settings.value

  const { openBot } = await import('./operations/open.ts')
  const bot = await openBot(config, 'gateway', shutdown)
  if (!bot.ok) return bot
  const { connect } = await import('./gateway/client.ts')
  return connect({ ...config, ...bot.value, shutdown })
}

export type ServeOptions = ContentOptions

export async function serve(options: ServeOptions, shutdown = shutdownSignal()): Promise<Result> {
  const settings = withContent(readHttpConfig(), options)
  if (!settings.ok) return settings
  const config = settings.value

  const { openBot } = await import('./operations/open.ts')
  const bot = await openBot(config, 'http', shutdown)
  if (!bot.ok) return bot
  const { createEndpoint } = await import('./http/endpoint.ts')
  const { publicKey } = await import('./http/signature.ts')
  const { serveHttp } = await import('./http/server.ts')
  const ids = await commandIds(config, bot.value)
  const endpoint = createEndpoint({ ...config, ...bot.value, ids, key: publicKey(config.publicKey), now: Date.now })
  return serveHttp({ ...config, endpoint, log: bot.value.log, shutdown })
}

/** With a token, the commands are registered and replies can link to them; without one, replies only name them. */
async function commandIds({ token, api }: HttpConfig, { app, log }: Bot): Promise<() => CommandIds> {
  if (token === undefined) {
    const { NO_IDS } = await import('./discord/markdown.ts')
    return () => NO_IDS
  }
  const { registerInBackground } = await import('./rest/register.ts')
  return registerInBackground(token, api, app, log)
}

export type PreviewOptions = ContentOptions & { questions?: string }

export async function preview(
  { questions: file, ...options }: PreviewOptions,
  shutdown = shutdownSignal(),
): Promise<Result> {
  const settings = withContent(readPageConfig(), options)
  if (!settings.ok) return settings
  const config = settings.value

  const { openLog } = await import('./log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  const { readQuestionFile } = await import('./evaluation/run.ts')
  const questions = file === undefined ? succeed([]) : readQuestionFile(file)
  if (!questions.ok) return questions
  const { openLive } = await import('./operations/open.ts')
  const { logEmbeddings, openEmbeddings } = await import('./embeddings/embeddings.ts')
  const embeddings = openEmbeddings(config.embeddings, logEmbeddings(log))
  shutdown.addEventListener('abort', () => embeddings?.close())
  const library = await unlessShutdown(shutdown, openLive(config, today, log, embeddings))
  if (!library.ok) return library

  const { openPage } = await import('./preview/server.ts')
  library.value.follow(shutdown)
  const { current, problems } = library.value
  const now = () => performance.now()
  return openPage({ ...config, library: current, problems, embeddings, questions: questions.value, log, now, shutdown })
}

export type RegisterOptions = { guild?: string; dryRun?: boolean }

export async function register(options: RegisterOptions): Promise<Result> {
  const settings = readDiscordConfig()
  if (!settings.ok) return settings
  const config = settings.value

  const { openLog } = await import('./log.ts')
  const { openLive } = await import('./operations/open.ts')
  const library = await openLive(config, today, await openLog(config.logLevel, process.stderr))
  if (!library.ok) return library

  const { createApp } = await import('./commands/app.ts')
  const { registerOnce } = await import('./rest/register.ts')
  const report = await registerOnce({ ...config, ...options, commands: createApp(library.value.current).commands })
  if (!report.ok) return report
  process.stdout.write(`${report.value}\n`)
  return DONE
}

export type EvaluateOptions = {
  content?: string
  failures?: true
  save?: string
  against?: string
  embeddings?: 'on' | 'off'
}

export async function evaluateFolder(files: string[], { content, ...options }: EvaluateOptions): Promise<Result> {
  const { openFolder } = await import('./operations/open.ts')
  const opened = await openFolder(content === undefined ? {} : { content }, options.embeddings)
  if (!opened.ok) return opened
  const { library, embeddings } = opened.value

  const { runEvaluation } = await import('./evaluation/run.ts')
  const { createAskBot } = await import('./cli/ask-bot.ts')
  const ask = createAskBot(library, embeddings)
  const result = await runEvaluation(files, library, options, process.stdout, embeddings, ask)
  await embeddings?.close()
  return result
}
