import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Log } from '../log.ts'
import { DONE, type Result } from '../result.ts'
import { listen } from './lifecycle.ts'
import type { Metrics } from './metrics.ts'

type Operations = {
  readonly metrics: Metrics
  /** A bot that uses the gateway is not ready while the gateway sends nothing. */
  readonly transport: 'gateway' | 'http'
  /** After this the bot is no longer ready. */
  readonly shutdown: AbortSignal
}

type Address = { readonly host: string; readonly port: number; readonly log: Log }

/** Discord asks for a heartbeat every 41.25 seconds: docs.discord.com/developers/events/gateway, “Sending Heartbeats”. */
const TWO_HEARTBEATS_MS = 2 * 41_250

/** Serves health checks and metrics on a separate port. The server does not keep the process running. */
export async function openOperations(operations: Operations & Address): Promise<Result> {
  const { host, port, log } = operations
  const listener = getRequestListener(createOperations(operations).fetch, { overrideGlobalObjects: false })
  const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, listener).unref()
  const opened = await listen(server, host, port, 'OPERATIONS_PORT')
  if (!opened.ok) return opened
  log.info({ event: 'operations', url: opened.value.url })
  return DONE
}

export function createOperations({ metrics, transport, shutdown }: Operations): Hono {
  const operations = new Hono()
  operations.get('/healthz', c => c.text('alive\n'))
  operations.get('/readyz', c => {
    const reason = shutdown.aborted
      ? 'shutting down'
      : (unread(metrics) ?? (transport === 'gateway' ? unconnected(metrics) : undefined) ?? stalled(metrics))
    return reason === undefined ? c.text('ready\n') : c.text(`not ready: ${reason}\n`, 503)
  })
  operations.get('/metrics', async c => c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }))
  operations.notFound(c => c.text('There are only /healthz, /readyz and /metrics here.\n', 404))
  return operations
}

const unread = (metrics: Metrics): string | undefined =>
  metrics.hasSource() ? undefined : 'the episodes are still being read'

const stalled = (metrics: Metrics): string | undefined =>
  metrics.isStalled() ? 'Discord has not accepted the latest responses in time' : undefined

function unconnected(metrics: Metrics): string | undefined {
  const shards = metrics.shards()
  if (shards.length === 0) return 'not connected to the gateway yet'
  const away = shards.filter(({ connected, silent }) => !connected || silent > TWO_HEARTBEATS_MS)
  return away.length === 0 ? undefined : `${away.length} of ${shards.length} shards receive nothing from the gateway`
}
