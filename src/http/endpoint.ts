import type { KeyObject } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import pLimit from 'p-limit'
import QuickLRU from 'quick-lru'
import type { App } from '../commands/app.ts'
import { handleInteraction, internalErrorResponse } from '../discord/handle-interaction.ts'
import { readEnvelope } from '../discord/interaction.ts'
import type { CommandIds } from '../discord/markdown.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'
import { logFields, recordAnswer } from '../rest/send.ts'
import { isSigned, WINDOW_MS } from './signature.ts'

export type Endpoint = {
  readonly app: App
  /** Called for each interaction, since commands may be registered at any time. */
  readonly ids: () => CommandIds
  readonly key: KeyObject
  readonly api: string
  readonly log: Log
  readonly observe: Observer
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Far larger than any interaction that Discord sends, even one that contains a whole message. */
const MAX_BODY_BYTES = 1024 * 1024

/** Takes up a few megabytes. Only the ids of interactions that Discord has signed are remembered. */
const MAX_REMEMBERED = 100_000

/**
 * Discord's HTTP interactions: `POST /interactions`, and nothing else. No answer depends on an earlier one, so any number of
 * instances can run side by side. Each rejects an interaction that it has already answered: Discord never sends one twice, but
 * an attacker who recorded it might, while its signature is still valid.
 */
export function createEndpoint({ app, ids, key, api, log, observe, now }: Endpoint): Hono {
  const openResponder = async () => (await import('../rest/send.ts')).createResponder(api, log, observe)
  let responder: ReturnType<typeof openResponder> | undefined
  const answered = new QuickLRU<string, true>({ maxSize: MAX_REMEMBERED, maxAge: 2 * WINDOW_MS })
  const oneAtATime = pLimit(1)

  const endpoint = new Hono()
  const limitBody = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: c => c.body(null, 413, { Connection: 'close' }),
  })
  endpoint.post('/interactions', limitBody, async c => {
    const body = new Uint8Array(await c.req.arrayBuffer())
    const arrived = performance.now()
    const timestamp = c.req.header('x-signature-timestamp')
    if (!(await isSigned({ signature: c.req.header('x-signature-ed25519'), timestamp, body }, key, now()))) {
      observe.refused()
      log.debug({ event: 'not signed' })
      return c.body(null, 401)
    }
    const interaction = parseJson(body)
    if (isPing(interaction)) return c.json({ type: InteractionResponseType.Pong })
    const to = readEnvelope(interaction)
    if (to === undefined) {
      log.warn({ event: 'unanswerable' })
      return c.text('This is not an interaction.', 400)
    }
    if (answered.has(to.id)) {
      observe.refused()
      log.debug({ event: 'replayed' })
      return c.body(null, 401)
    }
    answered.set(to.id, true)
    // One answer per turn of the event loop: Node.js accepts one connection per turn (github.com/libuv/libuv/pull/3696), so
    // if all requests were answered in one turn, the last of many new connections would wait for seconds.
    await oneAtATime(() => setImmediate())
    const result = await handleInteraction(interaction, app, ids())
    if (result.fault !== undefined) log.error({ event: 'fault', ...logFields(result), err: result.fault })
    if (result.after !== undefined) {
      // More has to be done once Discord has the response, so it is sent in a request of its own, not as the reply to this one.
      responder ??= openResponder()
      const sent = await (await responder).deliver({ to, interaction, result, arrived })
      return sent ? c.body(null, 202) : c.json(internalErrorResponse(interaction))
    }
    recordAnswer(result, arrived, log, observe)
    return c.json(result.response)
  })
  endpoint.all('/interactions', c => c.text('Only POST is allowed here.', 405, { Allow: 'POST' }))
  endpoint.notFound(c => c.text('There is nothing here.', 404))
  endpoint.onError((err, c) => {
    // A client that has disconnected will not read the answer.
    if (c.req.raw.signal.aborted) log.debug({ event: 'disconnected', err })
    else log.error({ event: 'fault', err })
    return c.body(null, c.req.raw.signal.aborted ? 400 : 500)
  })
  return endpoint
}

/** Undefined if it is not JSON. */
function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

function isPing(interaction: unknown): boolean {
  return (
    typeof interaction === 'object' &&
    interaction !== null &&
    'type' in interaction &&
    interaction.type === InteractionType.Ping
  )
}
