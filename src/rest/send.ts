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

/** A response on its way to Discord. */
export type PendingResponse = {
  readonly to: Envelope
  /** The interaction that it answers, as JSON. */
  readonly interaction: unknown
  readonly made: InteractionResult
  /** When the interaction arrived, by `performance.now()`. */
  readonly arrived: number
}

export type Responder = {
  /** Sends a response, and what has to follow it; returns whether Discord accepted it. Never throws. */
  readonly deliver: (pending: PendingResponse) => Promise<boolean>
  readonly close: () => void
}

/** The longest wait for a rate limit: a second try has to fit into the three seconds as well. */
const MAX_WAIT_MS = 1500

/**
 * Sends responses to interactions. These requests use the interaction's own token, never the bot's, and time out within
 * Discord's three seconds.
 */
export function createResponder(api: string, log: Log, observe: Observer): Responder {
  const rest = new REST({ api, timeout: 2500, retries: 1, rejectOnRateLimit: rejectWaitsLongerThan(MAX_WAIT_MS) })
  return {
    deliver: async pending => {
      const { to, made, arrived } = pending
      try {
        await send(rest, pending, log)
      } catch (err) {
        const late = { event: 'too late', ...logFields(made), ...ageOf(to), err }
        // The user has typed on and does not need these choices any more.
        if (isTooLate(err) && made.outcome === 'choices') {
          log.debug(late)
          return false
        }
        log.warn(isTooLate(err) ? late : { ...late, event: 'not sent' })
        observe.answered({ ...made, outcome: 'unsent' }, performance.now() - arrived)
        return false
      }
      recordAnswer(made, arrived, log, observe)
      if (made.after === 'delete') await deleteMessage(rest, pending, log)
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
      await post(fallbackFor(made.response, interaction))
    } else throw err
  }
}

/** If Discord finds a response malformed, that is a bug: the user gets an apology instead, or no choices. */
function fallbackFor({ type }: APIInteractionResponse, interaction: unknown): APIInteractionResponse {
  return type === InteractionResponseType.ApplicationCommandAutocompleteResult
    ? { type, data: { choices: [] } }
    : internalErrorResponse(interaction)
}

/** Deletes the message of a button, if nobody else has. */
async function deleteMessage(
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

/** It was answered before, or the three seconds are over. */
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

/** How long ago, in milliseconds, Discord created the interaction; the time is in its id. */
export function ageOf({ id }: Envelope): { age: number } {
  return { age: Date.now() - SnowflakeUtil.timestampFrom(id) }
}

/** @param arrived when the interaction arrived, by `performance.now()`. */
export function recordAnswer(made: InteractionResult, arrived: number, log: Log, observe: Observer): void {
  const ms = Math.round((performance.now() - arrived) * 10) / 10
  log[made.outcome === 'choices' ? 'debug' : 'info']({ event: 'answered', ...logFields(made), ms })
  observe.answered(made, ms)
}

/** What may be logged about an answer: neither the question nor the user. */
export function logFields({ about, outcome }: InteractionResult): object {
  return { ...about, outcome }
}

/** For `rejectOnRateLimit`: a request is given up at once if Discord asks to wait longer than this. */
export const rejectWaitsLongerThan =
  (ms: number) =>
  ({ retryAfter }: { readonly retryAfter: number }): boolean =>
    retryAfter > ms

/** Options for registering commands. If too many were created in a day, Discord asks to wait for hours, which nobody does. */
export const REGISTER_REST = { retries: 1, rejectOnRateLimit: rejectWaitsLongerThan(5000) }

/** The same while a bot starts. */
export const STARTUP_REST = { ...REGISTER_REST, timeout: 5000 }
