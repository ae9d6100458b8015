import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { cannotListen, tryToListen, urlOf } from '../operations/lifecycle.ts'
import { DONE, type Result } from '../result.ts'
import { createSite, isLoopback, type Site } from './server.ts'

export type Page = Site & { readonly port: number; readonly shutdown: AbortSignal }

/** How many ports are tried, one after the other. */
const TRIES = 20

/**
 * Serves the page until shutdown, and logs its URL.
 *
 * @param port the first port to try; 0 for any.
 */
export async function openPage({ port, shutdown, ...site }: Page): Promise<Result> {
  const { host, log } = site
  const listener = getRequestListener(createSite(site).fetch, { overrideGlobalObjects: false })
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 }, listener)
  for (let tried = 0; ; tried++) {
    const at = port === 0 ? 0 : port + tried
    const code = await tryToListen(server, host, at)
    if (code === undefined) break
    if (code !== 'EADDRINUSE' || at >= 65_535 || tried + 1 === TRIES) return cannotListen(code, host, at, 'PORT')
    log.warn({ event: 'port taken', port: at, next: at + 1 })
  }
  log.info({ event: 'page', open: `${urlOf(server, host)}/` })
  if (!isLoopback(host)) log.warn({ event: 'page open to others', host })
  if (!shutdown.aborted) await once(shutdown, 'abort')
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
  log.info({ event: 'page closed' })
  return DONE
}
