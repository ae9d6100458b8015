import { once } from 'node:events'
import type { Server } from 'node:net'
import { constants } from 'node:os'
import { type Failed, fail, type Result, succeed } from '../result.ts'

/**
 * Listens on exactly this port, since other systems are configured to use it.
 *
 * @param setting the variable that the port comes from.
 */
export async function listen(
  server: Server,
  host: string,
  port: number,
  setting: string,
): Promise<Result<{ readonly url: string }>> {
  const code = await tryToListen(server, host, port)
  if (code !== undefined) return cannotListen(code, host, port, setting)
  return succeed({ url: urlOf(server, host) })
}

/** Returns the system's error code, or undefined if the server listens. */
export async function tryToListen(server: Server, host: string, port: number): Promise<string | undefined> {
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    return undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
    throw error
  }
}

export function cannotListen(code: string, host: string, port: number, setting: string): Failed {
  switch (code) {
    case 'EADDRINUSE':
      return fail(`Port ${port} on ${host} is in use.`, `Set ${setting} to a free port.`)
    case 'EACCES':
      return fail(`You are not allowed to use port ${port}.`, `Set ${setting} to a port above 1023.`)
    default:
      return fail(
        `Listening on ${host}, port ${port}, failed (${code}).`,
        'Set HOST to an address of this computer, such as 127.0.0.1.',
      )
  }
}

/** The URL of a server that listens. */
export function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Aborts on the first SIGINT or SIGTERM. A second one ends the process at once; the system would not do that in a container,
 * where the first process ignores signals that it does not handle.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(128 + constants.signals[signal])
      controller.abort()
    })
  }
  return controller.signal
}

/** A shutdown while something is still being opened ends the process at once, since there is nothing to finish. */
export async function unlessShutdown<T>(shutdown: AbortSignal, opening: Promise<T>): Promise<T> {
  const end = () => process.exit()
  shutdown.addEventListener('abort', end, { once: true })
  try {
    return await opening
  } finally {
    shutdown.removeEventListener('abort', end)
  }
}

/** Today as an ISO day in UTC, `2026-11-23`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
