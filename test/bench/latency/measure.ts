import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../../src/commands/app.ts'
import type { Show } from '../../../src/content/types.ts'
import { readInteraction } from '../../../src/discord/interaction.ts'
import { renderMessage } from '../../../src/discord/message.ts'
import { createLibrary } from '../../../src/search/library.ts'
import { run } from '../../loopback/bot.ts'
import { type Discord, refusals, startDiscord } from '../../loopback/discord.ts'
import type { InteractionJson } from '../../loopback/interaction.ts'
import { start } from '../bot/program.ts'
import { asked } from './questions.ts'

/** Milliseconds for each question. */
export type Times = {
  /** Of the least that a bot can do, and of ours, from the gateway's dispatch until the whole answer is there. */
  readonly handler: readonly number[]
  readonly shownotes: readonly number[]
  /** Of reading the question, searching and writing the message, without Discord. */
  readonly search: readonly number[]
}

/** Questions in a row to one bot, before the other one is asked the same. */
const BATCH = 50

/**
 * Asks both bots, each a process of its own on a Discord on this machine, one question after the other.
 *
 * @param today ISO day.
 */
export async function measure(
  content: string,
  show: Show,
  today: string,
  questions: readonly string[],
): Promise<Times | string> {
  const [ours, theirs] = [await startDiscord(), await startDiscord()]
  const bot = run('start', { DISCORD_TOKEN: ours.token, DISCORD_API_URL: ours.api, CONTENT_DIR: content })
  const pongProgram = fileURLToPath(new URL('pong.ts', import.meta.url))
  const pong = start(['--import', import.meta.resolve('tsx'), pongProgram, theirs.api, theirs.token], {})
  const library = createLibrary(show, today)
  const app = createApp(() => library)
  const timeToMake = (interaction: InteractionJson): number => {
    const before = performance.now()
    const read = readInteraction(interaction)
    if (read.kind === 'command') renderMessage(app.reply(read.request), new Map())
    return performance.now() - before
  }
  await Promise.all([bot.logged('ready'), pong.ready])

  const times = { handler: [] as number[], shownotes: [] as number[], search: [] as number[] }
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = questions.slice(from, from + BATCH)
    for (const question of batch) times.shownotes.push(await timeToAnswer(ours, asked(question)))
    for (const question of batch) times.handler.push(await timeToAnswer(theirs, asked(question)))
    for (const question of batch) times.search.push(timeToMake(asked(question)))
  }
  bot.kill('SIGTERM')
  pong.kill('SIGKILL')
  await bot.ended
  const refused = [...refusals(ours), ...refusals(theirs)]
  await Promise.all([ours.close(), theirs.close()])
  return refused.length > 0 ? `Discord refused ${refused.length} answers, the first: ${refused[0]}` : times
}

/** When the callback of an interaction had arrived as a whole, by the interaction's id. */
const arrivals = new Map<string, number>()
subscribe('http.server.request.start', message => {
  const { request } = message as { request: IncomingMessage }
  const [, id] = /\/interactions\/(\d+)\//.exec(request.url ?? '') ?? []
  if (id !== undefined) request.on('end', () => arrivals.set(id, performance.now()))
})

async function timeToAnswer(discord: Discord, interaction: InteractionJson): Promise<number> {
  const before = performance.now()
  await discord.send(interaction)
  const arrived = arrivals.get(interaction.id) ?? Number.NaN
  arrivals.delete(interaction.id)
  return arrived - before
}
