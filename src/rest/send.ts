import {
  type APIInteractionResponse,
  DiscordAPIError,
  InteractionResponseType,
  REST,
  RESTJSONErrorCodes,
  Routes,
  SnowflakeUtil,
} from 'discord.js'
import {
  errorCode,
  type InteractionResult,
  internalErrorResponse,
  messageDeletedResponse,
} from '../discord/handle-interaction.ts'
import type { Envelope } from '../discord/interaction.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'

/** An answer on its way to Discord. */
export type PendingResponse = {
  readonly to: Envelope
  /** What it answers, in its raw form. */
  readonly interaction: unknown
  readonly made: InteractionResult
  /** When that came in, by `performance.now()`. */
  readonly arrived: number
}

export type Responder = {
  /** Sends an answer, and what has to follow it; whether Discord took it. Never throws. */
  readonly deliver: (letter: PendingResponse) => Promise<boolean>
  readonly close: () => void
}

/** Longer than this no answer waits for Discord to take it: a second try has to fit into the three seconds as well. */
const LONGEST_WAIT_MS = 1500

/**
 * Sends the one response that an interaction gets. These requests carry the interaction's own token, never the bot's,
 * and give up while there is still time within Discord's three seconds.
 */
export function createResponder(api: string, log: Log, observe: Observer): Responder {
  const rest = new REST({ api, timeout: 2500, retries: 1, rejectOnRateLimit: asksToWaitLongerThan(LONGEST_WAIT_MS) })
  return {
    deliver: async letter => {
      const { to, made, arrived } = letter
      try {
        await send(rest, letter, log)
      } catch (err) {
        const late = { event: 'too late', ...logFields(made), ...ageOf(to), err }
        // Who typed on has no use for these choices any more.
        if (isTooLate(err) && made.outcome === 'choices') {
          log.debug(late)
          return false
        }
        log.warn(isTooLate(err) ? late : { ...late, event: 'not sent' })
        observe.answered({ ...made, outcome: 'unsent' }, performance.now() - arrived)
        return false
      }
      recordAnswer(made, arrived, log, observe)
      if (made.after === 'delete') await remove(rest, letter, log)
      return true
    },
    close: () => {
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

async function send(rest: REST, { to, interaction, made }: PendingResponse, log: Log): Promise<void> {
  const post = (body: APIInteractionResponse) =>
    rest.post(Routes.interactionCallback(to.id, to.token), { body, auth: false })
  try {
    await post(made.response)
  } catch (err) {
    if (isGone(err) && made.response.type === InteractionResponseType.UpdateMessage) {
      log.debug({ event: 'message gone', ...logFields(made) })
      await post(messageDeletedResponse(interaction))
    } else if (isMalformed(err)) {
      log.error({ event: 'refused', ...logFields(made), code: errorCode(interaction), err })
      await post(insteadOf(made.response, interaction))
    } else throw err
  }
}

/** What Discord finds malformed is our bug: the person gets the kind line instead, or no choices. */
function insteadOf({ type }: APIInteractionResponse, interaction: unknown): APIInteractionResponse {
  return type === InteractionResponseType.ApplicationCommandAutocompleteResult
    ? { type, data: { choices: [] } }
    : internalErrorResponse(interaction)
}

/** Removes the message that a button sits on. Somebody may have been faster. */
async function remove(
  rest: REST,
  { to: { application, token }, interaction }: PendingResponse,
  log: Log,
): Promise<void> {
  try {
    await rest.delete(Routes.webhookMessage(application, token, '@original'), { auth: false })
  } catch (err) {
    if (err instanceof DiscordAPIError && err.status === 404) return log.debug({ event: 'not deleted', err })
    log.warn({ event: 'not deleted', code: errorCode(interaction), err })
    const { data: body } = internalErrorResponse(interaction)
    await rest.post(Routes.webhook(application, token), { body, auth: false }).catch(() => {})
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
export function ageOf({ id }: Envelope): { age: number } {
  return { age: Date.now() - SnowflakeUtil.timestampFrom(id) }
}

/** @param arrived when what is answered came in, by `performance.now()`. */
export function recordAnswer(made: InteractionResult, arrived: number, log: Log, observe: Observer): void {
  const ms = Math.round((performance.now() - arrived) * 10) / 10
  log[made.outcome === 'choices' ? 'debug' : 'info']({ event: 'answered', ...logFields(made), ms })
  observe.answered(made, ms)
}

/** What the log may say of an answer: neither what was asked nor who asked it. */
export function logFields({ about, outcome }: InteractionResult): object {
  return { ...about, outcome }
}

/** Whether Discord asks to wait longer than so many milliseconds: such a request is given up at once. */
export const asksToWaitLongerThan =
  (ms: number) =>
  ({ retryAfter }: { readonly retryAfter: number }): boolean =>
    retryAfter > ms

/** How discord.js asks about commands. Discord wants hours when too many were made in a day: nobody waits for that. */
export const REGISTER_REST = { retries: 1, rejectOnRateLimit: asksToWaitLongerThan(5000) }

/** The same while a bot starts, which has others to answer. */
export const STARTUP_REST = { ...REGISTER_REST, timeout: 5000 }
