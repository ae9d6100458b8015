import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Log } from '../log.ts'
import { listen } from './lifecycle.ts'
import type { Metrics } from './metrics.ts'

export type Operations = {
  readonly figures: Metrics
  /** What comes in here: nobody on the gateway is ready who hears nothing from it. */
  readonly by: 'gateway' | 'http'
  /** Asks to go: from then on nothing new should be sent here. */
  readonly leave: AbortSignal
}

export type Place = { readonly host: string; readonly port: number; readonly log: Log }

/** Discord asks for a heartbeat every 41.25 seconds: docs.discord.com/developers/events/gateway, “Sending Heartbeats”. */
const TWO_HEARTBEATS_MS = 2 * 41_250

/**
 * For whoever runs the bot, on a port of its own: whether it lives, whether it is ready, and its figures. It stays open
 * until the process ends, and keeps none from ending.
 *
 * @returns a sentence when it cannot be opened.
 */
export async function openOperations(operations: Operations & Place): Promise<string | undefined> {
  const { host, port, log } = operations
  const listener = getRequestListener(createOperations(operations).fetch, { overrideGlobalObjects: false })
  const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, listener).unref()
  const opened = await listen(server, host, port, 'OPERATIONS_PORT')
  if (typeof opened === 'string') return opened
  log.info({ event: 'operations', url: opened.url })
  return undefined
}

export function createOperations({ figures, by, leave }: Operations): Hono {
  const operations = new Hono()
  operations.get('/healthz', c => c.text('alive\n'))
  operations.get('/readyz', c => {
    const why = leave.aborted ? 'leaving' : (unstocked(figures) ?? (by === 'gateway' ? unheard(figures) : undefined))
    return why === undefined ? c.text('ready\n') : c.text(`not ready: ${why}\n`, 503)
  })
  operations.get('/metrics', async c => c.body(await figures.text(), 200, { 'Content-Type': figures.contentType }))
  operations.notFound(c => c.text('There are /healthz, /readyz and /metrics.\n', 404))
  return operations
}

function unstocked(figures: Metrics): string | undefined {
  return figures.stocked() ? undefined : 'the episodes are still being read'
}

function unheard(figures: Metrics): string | undefined {
  const shards = figures.shards()
  if (shards.length === 0) return 'not connected to the gateway yet'
  const away = shards.filter(({ connected, silent }) => !connected || silent > TWO_HEARTBEATS_MS)
  return away.length === 0 ? undefined : `${away.length} of ${shards.length} shards hear nothing from the gateway`
}
