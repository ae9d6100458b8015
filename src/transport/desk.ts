import {
  type APIInteractionResponse,
  DiscordAPIError,
  InteractionResponseType,
  REST,
  RESTJSONErrorCodes,
  Routes,
  SnowflakeUtil,
} from 'discord.js'
import pLimit from 'p-limit'
import type { App } from '../commands/app.ts'
import { type Answer, answer, messageGone, sorry } from '../discord/answer.ts'
import { limits } from '../discord/limits.ts'
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

/** Longer than this no answer waits for Discord to take it: a second try has to fit into the three seconds as well. */
const LONGEST_WAIT_MS = 1500

/**
 * So many answers are on their way at once. In a flood the first come is served first: were all worked on together, all
 * would be late together, each behind a connection of its own.
 */
const AT_ONCE = 64

/**
 * Sends the one response that each interaction gets. These requests carry the interaction's own token, never the bot's,
 * and give up while there is still time within Discord's three seconds.
 *
 * @param ids called once for each interaction: commands may be registered while the desk is open.
 */
export function openDesk(api: string, app: App, ids: () => CommandIds, log: Log): Desk {
  const rejectOnRateLimit = ({ retryAfter }: { retryAfter: number }) => retryAfter > LONGEST_WAIT_MS
  const rest = new REST({ api, timeout: 2500, retries: 1, rejectOnRateLimit })
  const inTurn = pLimit(AT_ONCE)
  const inHand = new Set<Promise<void>>()
  const handle = async (interaction: unknown, arrived: number): Promise<void> => {
    const to = readEnvelope(interaction)
    if (to === undefined) return log.warn({ event: 'unanswerable' })
    if (performance.now() - arrived > limits.answerWithinMs) return log.warn({ event: 'too late', ...ageOf(to) })
    const made = answer(interaction, app, ids())
    if (made.fault !== undefined) log.error({ event: 'fault', ...about(made), err: made.fault })
    try {
      await send(rest, to, interaction, made, log)
    } catch (err) {
      return log.warn({ event: isTooLate(err) ? 'too late' : 'not sent', ...about(made), ...ageOf(to), err })
    }
    const ms = Math.round((performance.now() - arrived) * 10) / 10
    log[made.outcome === 'choices' ? 'debug' : 'info']({ event: 'answered', ...about(made), ms })
    if (made.after === 'delete') await remove(rest, to, log)
  }
  return {
    take: interaction => {
      const handled = inTurn(handle, interaction, performance.now()).finally(() => inHand.delete(handled))
      inHand.add(handled)
    },
    close: async () => {
      await Promise.all(inHand)
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

async function send(rest: REST, to: Envelope, interaction: unknown, made: Answer, log: Log): Promise<void> {
  const post = (body: APIInteractionResponse) =>
    rest.post(Routes.interactionCallback(to.id, to.token), { body, auth: false })
  try {
    await post(made.response)
  } catch (err) {
    if (isGone(err) && made.response.type === InteractionResponseType.UpdateMessage) {
      log.debug({ event: 'message gone', ...about(made) })
      await post(messageGone(interaction))
    } else if (isMalformed(err)) {
      log.error({ event: 'refused', ...about(made), err })
      await post(insteadOf(made.response, interaction))
    } else throw err
  }
}

/** What Discord finds malformed is our bug: the person gets the kind line instead, or no choices. */
function insteadOf({ type }: APIInteractionResponse, interaction: unknown): APIInteractionResponse {
  return type === InteractionResponseType.ApplicationCommandAutocompleteResult
    ? { type, data: { choices: [] } }
    : sorry(interaction)
}

/** Removes the message that a button sits on. Somebody may have been faster. */
async function remove(rest: REST, { application, token }: Envelope, log: Log): Promise<void> {
  try {
    await rest.delete(Routes.webhookMessage(application, token, '@original'), { auth: false })
  } catch (err) {
    const isThere = !(err instanceof DiscordAPIError && err.status === 404)
    log[isThere ? 'warn' : 'debug']({ event: 'not deleted', err })
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

function isGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage
}

function isMalformed(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 400 && !isTooLate(error)
}

/** How long ago, in milliseconds, Discord made the interaction: its id holds the time. */
function ageOf({ id }: Envelope): { age: number } {
  return { age: Date.now() - SnowflakeUtil.timestampFrom(id) }
}

/** What the log may say of an answer: neither what was asked nor who asked it. */
function about({ about, outcome }: Answer): object {
  return { ...about, outcome }
}
