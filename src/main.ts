#!/usr/bin/env node
import { Command } from 'commander'
import { createApp } from './commands/app.ts'
import { type Config, readDiscordConfig } from './config.ts'
import type { Problem } from './content/episode.ts'
import { readShow } from './content/read.ts'
import { type DailyLibrary, dailyLibrary } from './daily.ts'
import { createLog, type Log } from './log.ts'

const HOUR = 60 * 60 * 1000

const program = new Command('shownotes').description(
  'Answers a podcast community’s questions from the show’s own words.',
)

program
  .command('start')
  .description('connect to Discord and answer there until stopped')
  .action(async () => leave(await start()))

program
  .command('register')
  .description('tell Discord which commands there are')
  .option('--guild <id>', 'for one server only, where a change shows at once')
  .option('--dry-run', 'print what would change, and change nothing')
  .action(async (options: { guild?: string; dryRun?: boolean }) => leave(await register(options)))

await program.parseAsync()

/** Each subcommand gives the sentence that says why it could not go on, or nothing. */
type Trouble = string | undefined

async function start(): Promise<Trouble> {
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const { config } = configured
  const log = createLog(config.logLevel, process.stdout)
  const library = await openContent(config, log)
  if (typeof library === 'string') return library
  const { connect } = await import('./transport/gateway.ts')
  return connect({ ...config, app: createApp(library.current), log, leave: toldToLeave() })
}

async function register(options: { guild?: string; dryRun?: boolean }): Promise<Trouble> {
  const configured = readDiscordConfig()
  if ('faults' in configured) return configured.faults
  const { config } = configured
  const library = await openContent(config, createLog(config.logLevel, process.stderr))
  if (typeof library === 'string') return library
  const { registerOnce } = await import('./transport/register.ts')
  const done = await registerOnce({ ...config, ...options, commands: createApp(library.current).commands })
  process.stdout.write(`${done.report}\n`)
  return done.trouble
}

/** The library of the content folder, kept up to date with the calendar; or why there is none. */
async function openContent(config: Config, log: Log): Promise<DailyLibrary | string> {
  const { show, problems } = await readShow(config.content)
  logProblems(problems, log)
  if (show.episodes.length === 0) {
    return `There is no episode in “${config.content}”. Put markdown files there, or name another folder in CONTENT_DIR.`
  }
  const library = dailyLibrary(show, () => new Date().toISOString().slice(0, 10))
  log.info({ event: 'content', show: show.name, episodes: show.episodes.length, problems: problems.length })
  setInterval(() => library.turn() && log.info({ event: 'revealed' }), HOUR).unref()
  return library
}

function logProblems(problems: readonly Problem[], log: Log): void {
  for (const { file, line, severity, says, mend } of problems) {
    log.warn({ event: 'problem', at: `${file}:${line}`, severity, says, mend })
  }
}

/** The first signal asks to leave in good order; a second one meets no handler and ends the process at once. */
function toldToLeave(): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.abort())
  return told.signal
}

function leave(trouble: Trouble): void {
  if (trouble === undefined) return
  process.stderr.write(`${trouble}\n`)
  process.exitCode = 1
}
