import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createSite, isLoopback, type Site } from './server.ts'

export type Page = Site & { readonly port: number; readonly leave: AbortSignal }

/** So many ports are tried, one after the other. */
const TRIES = 20

/**
 * Opens the page and keeps it open until told to leave; the log says where it is.
 *
 * @param port where to listen, or the first free one after it; 0 for any.
 * @returns a sentence when it cannot be opened.
 */
export async function openPage({ port, leave, ...site }: Page): Promise<string | undefined> {
  const listener = getRequestListener(createSite(site).fetch, { overrideGlobalObjects: false })
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 }, listener)
  for (let tried = 0; tried < TRIES; tried++) {
    const at = port === 0 ? 0 : port + tried
    const fault = await listening(server, site.host, at)
    if (fault === undefined) return untilTold(server, site, leave)
    if (fault !== 'EADDRINUSE' || at >= 65_535) return refusal(fault, site.host, at)
    site.log.warn({ event: 'port taken', port: at, next: at + 1 })
  }
  return refusal('EADDRINUSE', site.host, port)
}

async function untilTold(server: Server, { host, log }: Site, leave: AbortSignal): Promise<undefined> {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  log.info({ event: 'page', open: `http://${host.includes(':') ? `[${host}]` : host}:${port}/` })
  if (!isLoopback(host)) log.warn({ event: 'page open to others', host })
  if (!leave.aborted) await once(leave, 'abort')
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
  log.info({ event: 'page closed' })
}

/** The system's code for what kept it from listening; nothing when it listens. */
async function listening(server: Server, host: string, port: number): Promise<string | undefined> {
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    return undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
    throw error
  }
}

function refusal(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `The page cannot be opened: port ${port} and the ones after it are taken. Set PORT to a free one.`
    case 'EACCES':
      return `The page cannot be opened: port ${port} is not yours to use. Set PORT to one above 1023.`
    default:
      return `The page cannot be opened on ${host}, port ${port} (${code}). Set HOST to an address of this computer, such as 127.0.0.1.`
  }
}
