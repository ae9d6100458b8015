import {
  type APIInteractionResponse,
  DefaultRestOptions,
  DiscordAPIError,
  InteractionResponseType,
  REST,
  RESTJSONErrorCodes,
  type RESTOptions,
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
import { limits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'

/** A response on its way to Discord. */
export type PendingResponse = {
  readonly to: Envelope
  /** The interaction that it answers, as JSON. */
  readonly interaction: unknown
  readonly result: InteractionResult
  /** When the interaction arrived, by `performance.now()`. */
  readonly arrived: number
}

export type Responder = {
  /** Sends a response, then does what has to follow it; returns whether Discord accepted the response. Never throws. */
  readonly deliver: (pending: PendingResponse) => Promise<boolean>
  readonly close: () => void
}

/** The longest wait for a rate limit: there has to be time for a second try within the three seconds. */
const MAX_WAIT_MS = 1500

/** How long to wait for a sign of Discord before the second try, if the first one may be lost. */
const TRY_MS = 2500

/**
 * Sends responses to interactions. These requests use the interaction's own token, never the bot's, and are given up when
 * Discord's three seconds are over.
 */
export function createResponder(api: string, log: Log, observe: Observer): Responder {
  const rest = new REST({
    ...REST_OPTIONS,
    api,
    timeout: TRY_MS,
    rejectOnRateLimit: rejectWaitsLongerThan(MAX_WAIT_MS),
  })
  return {
    deliver: async pending => {
      const { to, result, arrived } = pending
      const deadline = AbortSignal.timeout(Math.max(0, Math.ceil(arrived + limits.answerWithinMs - performance.now())))
      let isAsMade = true
      try {
        isAsMade = await send(rest, pending, deadline, log)
        observe.responded(true)
      } catch (err) {
        observe.responded(!deadline.aborted)
        const late = { event: 'too late', ...logFields(result), ...ageOf(to), err }
        // The user has kept typing and no longer needs these choices.
        if (isTooLate(err) && result.outcome === 'choices') {
          log.debug(late)
          return false
        }
        log.warn(isTooLate(err) ? late : { ...late, event: 'not sent' })
        observe.answered({ ...result, outcome: 'unsent' }, performance.now() - arrived)
        return false
      }
      recordAnswer(isAsMade ? result : { ...result, outcome: 'failed' }, arrived, log, observe)
      // What was sent instead is an apology, which has to stay.
      if (isAsMade && result.after === 'delete') await deleteMessage(rest, pending, log)
      return true
    },
    close: () => {
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

/** Returns whether the response was accepted as it is, and not another one in its place. */
async function send(
  rest: REST,
  { to, interaction, result }: PendingResponse,
  signal: AbortSignal,
  log: Log,
): Promise<boolean> {
  const post = (body: APIInteractionResponse) =>
    rest.post(Routes.interactionCallback(to.id, to.token), { body, auth: false, signal })
  try {
    await post(result.response)
    return true
  } catch (err) {
    if (isGone(err) && result.response.type === InteractionResponseType.UpdateMessage) {
      log.debug({ event: 'message gone', ...logFields(result) })
      await post(messageDeletedResponse(interaction))
      return true
    }
    if (isMalformed(err)) {
      log.error({ event: 'refused', ...logFields(result), code: errorCode(interaction), err })
      await post(fallbackFor(result.response, interaction))
      return false
    }
    throw err
  }
}

/** What to send if Discord rejects a malformed response, which is a bug: an apology, or no choices. */
function fallbackFor({ type }: APIInteractionResponse, interaction: unknown): APIInteractionResponse {
  return type === InteractionResponseType.ApplicationCommandAutocompleteResult
    ? { type, data: { choices: [] } }
    : internalErrorResponse(interaction)
}

/** Deletes the message whose button was pressed, unless it has already been deleted. */
async function deleteMessage(
  rest: REST,
  { to: { application, token }, interaction }: PendingResponse,
  log: Log,
): Promise<void> {
  try {
    await rest.delete(Routes.webhookMessage(application, token, '@original'), { auth: false, signal: restDeadline() })
  } catch (err) {
    if (err instanceof DiscordAPIError && err.status === 404) return log.debug({ event: 'not deleted', err })
    log.warn({ event: 'not deleted', code: errorCode(interaction), err })
    const { data: body } = internalErrorResponse(interaction)
    await rest.post(Routes.webhook(application, token), { body, auth: false, signal: restDeadline() }).catch(() => {})
  }
}

/** The interaction has already been answered, or the three seconds are over. */
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

/** How many milliseconds ago Discord created the interaction, according to its id. */
export function ageOf({ id }: Envelope): { age: number } {
  return { age: Date.now() - SnowflakeUtil.timestampFrom(id) }
}

/** @param arrived when the interaction arrived, by `performance.now()`. */
export function recordAnswer(result: InteractionResult, arrived: number, log: Log, observe: Observer): void {
  const ms = Math.round((performance.now() - arrived) * 10) / 10
  log[result.outcome === 'choices' ? 'debug' : 'info']({ event: 'answered', ...logFields(result), ms })
  observe.answered(result, ms)
}

/** What may be logged about an answer: neither the question nor the user. */
export function logFields({ about, outcome }: InteractionResult): object {
  return { ...about, outcome }
}

/** For `rejectOnRateLimit`: a request fails at once if Discord asks for a longer wait, in milliseconds. */
export const rejectWaitsLongerThan =
  (ms: number) =>
  ({ retryAfter }: { readonly retryAfter: number }): boolean =>
    retryAfter > ms

/** How long a request may take, from waiting for its turn to the end of the response. */
export const restDeadline = (): AbortSignal => AbortSignal.timeout(10_000)

/**
 * Options for every REST client. The timeout of discord.js ends when the head of a response has arrived, but its body may
 * never end, so each request has a deadline as well.
 */
export const REST_OPTIONS = {
  retries: 1,
  makeRequest: (url, { signal, ...request }) => {
    const deadline = restDeadline()
    return DefaultRestOptions.makeRequest(url, {
      ...request,
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    })
  },
} satisfies Partial<RESTOptions>

/** Options for registering commands. After too many in one day Discord asks for a wait of hours, which is not worth it. */
export const REGISTER_REST = { ...REST_OPTIONS, rejectOnRateLimit: rejectWaitsLongerThan(5000) }

/** The same, while the bot starts. */
export const STARTUP_REST = { ...REGISTER_REST, timeout: 5000 }
