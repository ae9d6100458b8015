import type { App } from '../commands/app.ts'
import type { OnDiscord } from '../config.ts'
import type { Log } from '../log.ts'
import { today } from '../today.ts'
import type { Figures } from './figures.ts'
import type { Observe } from './observe.ts'
import { unlessTold } from './told.ts'

export type Bot = { readonly app: App; readonly log: Log; readonly observe: Observe }

/** What answers on Discord, by whichever way it is asked; or why there is none. */
export async function openBot(config: OnDiscord, by: 'gateway' | 'http', told: AbortSignal): Promise<Bot | string> {
  const { openLog } = await import('../log.ts')
  const log = await openLog(config.logLevel, process.stdout)
  process.once('uncaughtException', err => {
    log.fatal({ event: 'crashed', err })
    process.exit(1)
  })
  const figures = await openFigures(config, by, log, told)
  if (typeof figures === 'string') return figures
  const { openLive } = await import('./open-live.ts')
  const library = await unlessTold(told, openLive(config, today, log))
  if (typeof library === 'string') return library
  library.follow(told)

  const { createApp } = await import('../commands/app.ts')
  const { createCourtesy, REMINDING } = await import('../commands/courtesy.ts')
  const { unobserved } = await import('./observe.ts')
  const clock = () => performance.now()
  const app = createApp(library.current, createCourtesy(clock), createCourtesy(clock, REMINDING))
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
  const { createFigures } = await import('./figures.ts')
  const { openOperations } = await import('./operations.ts')
  const figures = createFigures()
  return (await openOperations({ figures, by, host, port, log, leave: told })) ?? figures
}
