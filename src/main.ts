#!/usr/bin/env node
import { constants } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import type { App } from './commands/app.ts'
import type { Configured, HttpConfig, OnDiscord } from './config.ts'
import type { CommandIds } from './discord/markdown.ts'
import type { Log } from './log.ts'
import type { CheckOptions } from './transport/check.ts'
import type { Figures } from './transport/figures.ts'
import type { Observe } from './transport/observe.ts'

const program = new Command('shownotes').description(
  'Answers a podcast community’s questions from the show’s own words.',
)

program
  .command('ask')
  .description('answer in the terminal: a question, a slash command as typed, or a prompt when nothing is given')
  .argument('[words...]', 'such as "how do I deploy it?" or "/resources rust"')
  .option('--content <dir>', 'the folder of episodes')
  .option('--json', 'replies as JSON, one a line')
  .option('--batch <file>', 'answer a file of questions, a line of JSON each: {"id","command","q"}')
  .option('--top <n>', 'with --batch: the most results of each kind', wholeNumber, 10)
  .action(async (words: string[], options: AskOptions) => leave(await ask(words.join(' '), options)))

program
  .command('check')
  .description('say what is wrong with the content, by file and line, and how to mend it')
  .argument('[dir]', 'the folder of episodes')
  .option('--strict', 'fail on warnings too')
  .option('--json', 'print what was found as JSON')
  .option('--github', 'print annotations that GitHub shows in the lines they are about')
  .option('--links', 'also ask each resource whether it is still there; answers are kept in the folder for a while')
  .action(async (dir: string | undefined, options: CheckOptions) => leave(await check(dir, options)))

program
  .command('evaluate')
  .description('measure the answers against questions with known ones')
  .argument('<files...>', 'JSON lines: {"id","q","gold":[…]}, or {"id","q","kind"} for one without an answer')
  .option('--content <dir>', 'the folder of episodes')
  .option('--failures', 'also list each wrong answer, with what was found instead')
  .option('--save <file>', 'keep the results, to compare a later run with')
  .option('--against <file>', 'compare with the results of an earlier run')
  .action(async (files: string[], options: EvaluateOptions) => leave(await evaluateFiles(files, options)))

program
  .command('build:index')
  .description('write the index of a folder into one file, for INDEX_FILE: a start from it takes no time')
  .option('--content <dir>', 'the folder of episodes')
  .option('--out <file>', 'where to write it, instead of INDEX_FILE')
  .action(async (options: { content?: string; out?: string }) => leave(await buildIndex(options)))

program
  .command('start')
  .description('connect to Discord and answer there until stopped; without a token, open the page')
  .option('--content <dir>', 'the folder of episodes')
  .option('--questions <file>', 'for the page: questions with known answers, as for evaluate')
  .action(async (options: PreviewOptions) => {
    leave(await start(options))
    process.exit()
  })

program
  .command('preview')
  .description('open a page on this computer to try the bot, and to see what was read')
  .option('--content <dir>', 'the folder of episodes')
  .option('--questions <file>', 'show how questions with known answers fare, as for evaluate')
  .action(async (options: PreviewOptions) => {
    leave(await preview(options))
    process.exit()
  })

program
  .command('serve')
  .description('answer what Discord sends over HTTP until stopped')
  .option('--content <dir>', 'the folder of episodes')
  .action(async (options: { content?: string }) => {
    leave(await serve(options))
    process.exit()
  })

program
  .command('register')
  .description('tell Discord which commands there are')
  .option('--guild <id>', 'for one server only, where a change shows at once')
  .option('--dry-run', 'print what would change, and change nothing')
  .action(async (options: { guild?: string; dryRun?: boolean }) => leave(await register(options)))

// Whoever reads only the first lines, as `head` does, closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

await program.parseAsync()

/**
 * Each subcommand gives the sentence that says why it could not go on, or nothing. What it needs is imported where it is
 * needed: help, and what is wrong with the settings, show at once.
 */
type Trouble = string | undefined

type AskOptions = { content?: string; json?: boolean; batch?: string; top: number }

async function ask(words: string, { content, json = false, batch, top }: AskOptions): Promise<Trouble> {
  const configured = await readFolder(content)
  if ('faults' in configured) return configured.faults
  const { folder, index } = configured.config

  const { openOnce } = await import('./transport/open-once.ts')
  const library = await openOnce(folder, today(), index)
  if (typeof library === 'string') return library

  const { createApp } = await import('./commands/app.ts')
  const { answerBatch, answerOnce, converse } = await import('./transport/terminal.ts')
  if (batch !== undefined) return answerBatch(batch, library, top, process.stdout)
  const terminal = { app: createApp(() => library), input: process.stdin, output: process.stdout, json }
  if (words === '') await converse(terminal)
  else answerOnce(words, terminal)
}

/** The folder that was named, or else the one that is set, and the index that is set. */
async function readFolder(named?: string): Promise<Configured<{ folder: string; index: string | undefined }>> {
  const { readConfig } = await import('./config.ts')
  const configured = readConfig()
  if ('faults' in configured) return configured
  const { content, index } = configured.config
  return { config: { folder: named ?? content, index } }
}

async function check(dir: string | undefined, options: CheckOptions): Promise<Trouble> {
  const configured = await readFolder(dir)
  if ('faults' in configured) return configured.faults
  const { folder } = configured.config

  const { runCheck } = await import('./transport/check.ts')
  const { plainProgress, read } = await import('./transport/open-once.ts')
  const { showProgress } = await import('./transport/progress.ts')
  const reading = await read(folder)
  const progress = showProgress(process.stderr, plainProgress, () => performance.now())
  const { fails } = await runCheck({ folder, reading, options, today: today(), output: process.stdout, progress })
  if (fails) process.exitCode = 1
}

type EvaluateOptions = { content?: string; failures?: true; save?: string; against?: string }

async function evaluateFiles(files: string[], { content, ...options }: EvaluateOptions): Promise<Trouble> {
  const configured = await readFolder(content)
  if ('faults' in configured) return configured.faults
  const { folder, index } = configured.config

  const { openOnce } = await import('./transport/open-once.ts')
  const library = await openOnce(folder, today(), index)
  if (typeof library === 'string') return library

  const { runEvaluation } = await import('./transport/evaluation.ts')
  return runEvaluation(files, library, options, process.stdout)
}

async function buildIndex({ content, out }: { content?: string; out?: string }): Promise<Trouble> {
  const configured = await readFolder(content)
  if ('faults' in configured) return configured.faults
  const { folder, index } = configured.config
  const file = out ?? index
  if (file === undefined) return 'Where to? Name a file: npm run build:index -- --out FILE'

  const { contentHash, notForIndex } = await import('./transport/content-hash.ts')
  const refusal = notForIndex(file)
  if (refusal !== undefined) return refusal
  const { snapshotOf, writeSnapshot } = await import('./transport/snapshot.ts')
  const before = await contentHash(folder)
  const { openOnce } = await import('./transport/open-once.ts')
  const library = await openOnce(folder, today())
  if (typeof library === 'string') return library
  const hash = await contentHash(folder)
  if (!before || !hash || Buffer.compare(before, hash) !== 0) return `“${folder}” changed while it was read. Try again.`
  const snapshot = await snapshotOf(library, hash)
  const trouble = await writeSnapshot(file, snapshot)
  if (trouble !== undefined) return trouble
  const size = `${(snapshot.length / 1e6).toFixed(1)} MB`
  process.stdout.write(`${file}: ${library.show.name}, ${library.show.episodes.length} episodes, ${size}\n`)
}

async function start(options: PreviewOptions): Promise<Trouble> {
  const told = toldToLeave()
  const { isSpokenTo, opensPage, readDiscordConfig } = await import('./config.ts')
  if (isSpokenTo()) return serve(options, told)
  if (opensPage()) return preview(options, told)
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const bot = await openBot(config, 'gateway', told)
  if (typeof bot === 'string') return bot
  const { connect } = await import('./transport/gateway.ts')
  return connect({ ...config, ...bot, leave: told })
}

async function serve(options: { content?: string }, told = toldToLeave()): Promise<Trouble> {
  const { readHttpConfig } = await import('./config.ts')
  const configured = readHttpConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const bot = await openBot(config, 'http', told)
  if (typeof bot === 'string') return bot
  const { createEndpoint } = await import('./transport/http.ts')
  const { publicKey } = await import('./transport/signature.ts')
  const { serveHttp } = await import('./transport/serve.ts')
  const ids = await commandIds(config, bot)
  const endpoint = createEndpoint({ ...config, ...bot, ids, key: publicKey(config.publicKey), now: Date.now })
  return serveHttp({ ...config, endpoint, log: bot.log, leave: told })
}

/** With a token the commands are registered, and their names can be clicked; without one they are only named. */
async function commandIds({ token, api }: HttpConfig, { app, log }: Bot): Promise<() => CommandIds> {
  if (token === undefined) return () => new Map()
  const { prepareMeanwhile } = await import('./transport/prepare.ts')
  return prepareMeanwhile(token, api, app, log)
}

type Bot = { readonly app: App; readonly log: Log; readonly observe: Observe }

/** What answers on Discord, by whichever way it is asked; or why there is none. */
async function openBot(config: OnDiscord, by: 'gateway' | 'http', told: AbortSignal): Promise<Bot | string> {
  const { openLog } = await import('./log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  process.once('uncaughtException', err => {
    log.fatal({ event: 'crashed', err })
    process.exit(1)
  })
  const figures = await openFigures(config, by, log, told)
  if (typeof figures === 'string') return figures
  const { openLive } = await import('./transport/open-live.ts')
  const library = await openLive(config, today, log)
  if (typeof library === 'string') return library
  library.follow(told)

  const { createApp } = await import('./commands/app.ts')
  const { createCourtesy } = await import('./commands/courtesy.ts')
  const { unobserved } = await import('./transport/observe.ts')
  const app = createApp(
    library.current,
    createCourtesy(() => performance.now()),
  )
  figures?.stock({ library: library.current, problems: library.problems, commands: app.commands })
  return { app, log, observe: figures?.observe ?? unobserved }
}

/** Figures for whoever runs the bot, where a port is set for them; or why they cannot be shown. */
async function openFigures(
  { host, operationsPort: port }: OnDiscord,
  by: 'gateway' | 'http',
  log: Log,
  told: AbortSignal,
): Promise<Figures | undefined | string> {
  if (port === undefined) return undefined
  const { createFigures } = await import('./transport/figures.ts')
  const { openOperations } = await import('./transport/operations.ts')
  const figures = createFigures()
  return (await openOperations({ figures, by, host, port, log, leave: told })) ?? figures
}

type PreviewOptions = { content?: string; questions?: string }

async function preview({ questions: file, ...options }: PreviewOptions, told = toldToLeave()): Promise<Trouble> {
  const { readPageConfig } = await import('./config.ts')
  const configured = readPageConfig()
  if ('faults' in configured) return configured.faults
  const config = { ...configured.config, ...folderOf(options) }

  const { openLog } = await import('./log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  const { readQuestionFile } = await import('./transport/evaluation.ts')
  const read = file === undefined ? { questions: [] } : readQuestionFile(file)
  if ('fault' in read) return read.fault
  const { openLive } = await import('./transport/open-live.ts')
  const library = await openLive(config, today, log)
  if (typeof library === 'string') return library

  const { openPage } = await import('./transport/preview/page.ts')
  library.follow(told)
  const { current, problems } = library
  const now = () => performance.now()
  return openPage({ ...config, library: current, problems, questions: read.questions, log, now, leave: told })
}

async function register(options: { guild?: string; dryRun?: boolean }): Promise<Trouble> {
  const { readDiscordConfig } = await import('./config.ts')
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const { config } = configured

  const { openLog } = await import('./log.ts')
  const { openLive } = await import('./transport/open-live.ts')
  const library = await openLive(config, today, await openLog(config.logLevel, process.stderr))
  if (typeof library === 'string') return library

  const { createApp } = await import('./commands/app.ts')
  const { registerOnce } = await import('./transport/register.ts')
  const done = await registerOnce({ ...config, ...options, commands: createApp(library.current).commands })
  process.stdout.write(`${done.report}\n`)
  return done.trouble
}

/** The folder that was named, where one was: it goes before the one that is set. */
function folderOf({ content }: { content?: string }): { content?: string } {
  return content === undefined ? {} : { content }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 9999.')
  return Number(text)
}

/**
 * The first signal asks to leave in good order; a second one, of either kind, ends the process at once. It is not left to
 * the system to do so: the first process of a container outlives a signal that it does not handle.
 */
function toldToLeave(): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (told.signal.aborted) process.exit(128 + constants.signals[signal])
      told.abort()
    })
  }
  return told.signal
}

function leave(trouble: Trouble): void {
  if (trouble === undefined) return
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 1
}
