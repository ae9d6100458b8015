import { DiscordAPIError, REST, RESTJSONErrorCodes, Routes, SnowflakeUtil } from 'discord.js'
import type { App } from '../commands/app.ts'
import { type Answer, answer, sorry } from '../discord/answer.ts'
import type { CommandIds } from '../discord/markdown.ts'
import { type Envelope, readEnvelope } from '../discord/request.ts'
import type { Log } from '../log.ts'

/** Where interactions come in and their answers go out. */
export type Desk = {
  /** Takes an interaction in its raw form. Never throws. */
  readonly take: (interaction: unknown) => void
  /** Resolves when everything taken has been answered. */
  readonly close: () => Promise<void>
}

/**
 * Sends the one response that each interaction gets. These requests carry the interaction's own token, never the bot's,
 * and give up while there is still time within Discord's three seconds.
 *
 * @param ids called once for each interaction: commands may be registered while the desk is open.
 */
export function openDesk(api: string, app: App, ids: () => CommandIds, log: Log): Desk {
  const rest = new REST({ api, timeout: 2500, retries: 1, rejectOnRateLimit: ['/interactions'] })
  const inHand = new Set<Promise<void>>()
  const handle = async (interaction: unknown): Promise<void> => {
    const began = performance.now()
    const to = readEnvelope(interaction)
    if (to === undefined) return log.warn({ event: 'unanswerable' })
    const made = answer(interaction, app, ids())
    if (made.fault !== undefined) log.error({ event: 'fault', ...about(made), err: made.fault })
    try {
      await send(rest, to, made, interaction, log)
    } catch (err) {
      return log.warn({ event: isTooLate(err) ? 'too late' : 'not sent', ...about(made), ...ageOf(to), err })
    }
    const ms = Math.round((performance.now() - began) * 10) / 10
    log[made.outcome === 'choices' ? 'debug' : 'info']({ event: 'answered', ...about(made), ms })
  }
  return {
    take: interaction => {
      const handled = handle(interaction).finally(() => inHand.delete(handled))
      inHand.add(handled)
    },
    close: async () => {
      await Promise.all(inHand)
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

/** What Discord finds malformed is our bug: the person gets the kind line instead. */
async function send(rest: REST, to: Envelope, made: Answer, interaction: unknown, log: Log): Promise<void> {
  const post = (body: Answer['response']) =>
    rest.post(Routes.interactionCallback(to.id, to.token), { body, auth: false })
  try {
    await post(made.response)
  } catch (err) {
    if (!(err instanceof DiscordAPIError) || err.status !== 400 || isTooLate(err)) throw err
    log.error({ event: 'refused', ...about(made), err })
    await post(sorry(interaction))
  }
}

/** Answered already, or the three seconds are over: nothing more can be done for this one. */
function isTooLate(error: unknown): boolean {
  const codes: readonly (number | string)[] = [
    RESTJSONErrorCodes.UnknownInteraction,
    RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  ]
  return error instanceof DiscordAPIError && codes.includes(error.code)
}

/** How long ago, in milliseconds, Discord made the interaction: its id holds the time. */
function ageOf({ id }: Envelope): { age: number } {
  return { age: Date.now() - SnowflakeUtil.timestampFrom(id) }
}

/** What the log may say of an answer: neither what was asked nor who asked it. */
function about({ about, outcome }: Answer): object {
  return { ...about, outcome }
}
