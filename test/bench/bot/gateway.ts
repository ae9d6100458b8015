import { fileURLToPath } from 'node:url'
import { type Discord, refusals, startDiscord } from '../../loopback/discord.ts'
import { asked, distinct } from '../latency/questions.ts'
import { quantile } from '../measure.ts'
import type { Built } from './build.ts'
import { start } from './program.ts'

/** What a bot carries that asks the gateway, and the least that a bot can do in its place. */
export type OnGateway = { readonly shownotes: Answered; readonly pong: Answered }

/** Milliseconds from what Discord sends out to the answer that it takes. */
type Answered = { readonly perSecond: number; readonly median: number; readonly p99: number }

/** So many people wait for an answer at a time. */
export const AT_ONCE = 32

/** As many questions as the bots are asked in turn, before the other one is asked the same. */
const BATCH = 500

/** A loaded machine is slow: how late an answer was is measured here, not whether it was too late. */
const UNHURRIED_MS = 60_000

/**
 * Asks the real program, started from an index, on a Discord on this machine, each question for the first time. That
 * Discord checks every answer as Discord does, which takes its time: so the least that a bot can do is measured too.
 */
export async function measureGateway(built: Built, questions: readonly string[], asks: number): Promise<OnGateway> {
  const [ours, theirs] = [await startDiscord(SLOW), await startDiscord(SLOW)]
  const reach = { DISCORD_TOKEN: ours.token, DISCORD_API_URL: ours.api }
  const bot = start([built.main, 'start'], { ...reach, CONTENT_DIR: built.content, INDEX_FILE: built.index })
  const pong = start(['--import', import.meta.resolve('tsx'), pongProgram, theirs.api, theirs.token], {})
  try {
    await Promise.all([bot.ready, pong.ready])
    const all = distinct(questions, WARM_UP + asks)
    for (const discord of [ours, theirs]) await crowd(discord, all.slice(0, WARM_UP))
    const [shownotes, least]: [Crowd[], Crowd[]] = [[], []]
    for (let from = WARM_UP; from < all.length; from += BATCH) {
      const batch = all.slice(from, from + BATCH)
      shownotes.push(await crowd(ours, batch))
      least.push(await crowd(theirs, batch))
    }
    const refused = [...refusals(ours), ...refusals(theirs)]
    if (refused.length > 0) throw new Error(`Discord refused ${refused.length} answers, the first: ${refused[0]}`)
    return { shownotes: together(shownotes), pong: together(least) }
  } finally {
    for (const program of [bot, pong]) program.kill('SIGKILL')
    await Promise.all([ours.close(), theirs.close()])
  }
}

const pongProgram = fileURLToPath(new URL('../latency/pong.ts', import.meta.url))
const SLOW = { firstResponseMs: UNHURRIED_MS }
const WARM_UP = 300

type Crowd = { readonly milliseconds: number; readonly times: readonly number[] }

async function crowd(discord: Discord, questions: readonly string[]): Promise<Crowd> {
  const waiting = questions.values()
  const times: number[] = []
  const person = async (): Promise<void> => {
    for (const question of waiting) {
      const began = performance.now()
      await discord.send(asked(question))
      times.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, person))
  return { milliseconds: performance.now() - began, times }
}

function together(crowds: readonly Crowd[]): Answered {
  const times = crowds.flatMap(({ times }) => times)
  const seconds = crowds.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000
  return { perSecond: times.length / seconds, median: quantile(0.5, times), p99: quantile(0.99, times) }
}
