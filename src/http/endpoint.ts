import type { KeyObject } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { InteractionResponseType, InteractionType } from 'discord-api-types/v10'
import { Hono, type HonoRequest } from 'hono'
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
  /** Called once for each interaction: commands may be registered while requests come in. */
  readonly ids: () => CommandIds
  readonly key: KeyObject
  readonly api: string
  readonly log: Log
  readonly observe: Observer
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Bytes. Discord's largest interactions, with a whole message in them, are a small part of it. */
const LARGEST = 1024 * 1024

/** Ids of interactions, a few megabytes of them. Only what Discord has signed gets in. */
const REMEMBERED = 100_000

/**
 * Discord's HTTP interactions as a function of a request: `POST /interactions`, and nothing else. No answer needs what
 * came before it, so any number of these can stand side by side. Each remembers only which interactions it has answered,
 * as long as their signatures hold: Discord sends none twice, but who has overheard one may.
 */
export function createEndpoint({ app, ids, key, api, log, observe, now }: Endpoint): Hono {
  const openDelivery = async () => (await import('../rest/send.ts')).createResponder(api, log, observe)
  let delivery: ReturnType<typeof openDelivery> | undefined

  const isNew = createReplayFilter(2 * WINDOW_MS, REMEMBERED)

  const turn = createTurns()
  const endpoint = new Hono()
  endpoint.post('/interactions', async c => {
    const body = await bodyOf(c.req, LARGEST)
    if (body === undefined) return c.body(null, 413, { Connection: 'close' })
    const arrived = performance.now()
    const stamp = c.req.header('x-signature-timestamp')
    if (!(await isSigned({ signature: c.req.header('x-signature-ed25519'), stamp, body }, key, now()))) {
      observe.refused()
      log.debug({ event: 'not signed' })
      return c.body(null, 401)
    }
    const interaction = parsed(body)
    if (isPing(interaction)) return c.json({ type: InteractionResponseType.Pong })
    const to = readEnvelope(interaction)
    if (to === undefined) {
      log.warn({ event: 'unanswerable' })
      return c.text('This is no interaction.', 400)
    }
    if (!isNew(to.id, now())) {
      observe.refused()
      log.debug({ event: 'sent again' })
      return c.body(null, 401)
    }
    await turn()
    const made = handleInteraction(interaction, app, ids())
    if (made.fault !== undefined) log.error({ event: 'fault', ...logFields(made), err: made.fault })
    if (made.after !== undefined) {
      // What follows a response cannot come before it, and here the response is our last word: it has to go the other way.
      delivery ??= openDelivery()
      const sent = await (await delivery).deliver({ to, interaction, made, arrived })
      return sent ? c.body(null, 202) : c.json(internalErrorResponse(interaction))
    }
    recordAnswer(made, arrived, log, observe)
    return c.json(made.response)
  })
  endpoint.all('/interactions', c => c.text('Only POST is taken here.', 405, { Allow: 'POST' }))
  endpoint.notFound(c => c.text('There is nothing here.', 404))
  endpoint.onError((err, c) => {
    // Who goes away before all is said needs no answer.
    if (c.req.raw.signal.aborted) log.debug({ event: 'gone', err })
    else log.error({ event: 'fault', err })
    return c.body(null, c.req.raw.signal.aborted ? 400 : 500)
  })
  return endpoint
}

/** Nothing when it is not JSON. */
function parsed(body: Uint8Array): unknown {
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

/**
 * The body of a request, byte by byte; nothing when there are more of them than `most`.
 *
 * hono's `bodyLimit` makes a second request of each to look at its body, which costs more than all else that we do with a
 * question asked before.
 */
async function bodyOf(request: HonoRequest, most: number): Promise<Uint8Array | undefined> {
  const announced = request.header('content-length')
  if (announced !== undefined) {
    // Whoever announces less than comes is cut off there by HTTP itself.
    return Number(announced) > most ? undefined : new Uint8Array(await request.arrayBuffer())
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.raw.body ?? []) {
    length += chunk.length
    if (length > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Gives everybody who waits a turn of the event loop of their own, first come first served. Node lets in one new
 * connection with each turn (github.com/libuv/libuv/pull/3696): were all those answered in one turn who are in, the last
 * of many at the door would wait for seconds.
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.then(() => setImmediate())
    return last
  }
}

/** Whether something is new: false when the same was asked about within the time that it is remembered. */
export type ReplayFilter = (id: string, now: number) => boolean

/**
 * Remembers ids for a while, in this process alone.
 *
 * @param ms how long each is remembered.
 * @param most so many at once; the oldest go first.
 */
export function createReplayFilter(ms: number, most: number): ReplayFilter {
  /** When each came, the oldest first. */
  const seen = new Map<string, number>()
  return (id, now) => {
    for (const [old, at] of seen) {
      if (now - at <= ms && seen.size < most) break
      seen.delete(old)
    }
    if (seen.has(id)) return false
    seen.set(id, now)
    return true
  }
}
