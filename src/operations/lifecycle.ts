import { once } from 'node:events'
import type { Server } from 'node:net'
import { constants } from 'node:os'

/**
 * Listens on exactly this port: whoever stands before it knows it by its number.
 *
 * @param setting the variable that the port comes from.
 * @returns a sentence when it cannot.
 */
export async function listen(
  server: Server,
  host: string,
  port: number,
  setting: string,
): Promise<{ readonly url: string } | string> {
  try {
    server.listen({ host, port })
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
      return refusal(error.code, host, port, setting)
    }
    throw error
  }
  const address = server.address()
  const given = typeof address === 'object' && address !== null ? address.port : port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${given}` }
}

function refusal(code: string, host: string, port: number, setting: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken. Set ${setting} to a free one.`
    case 'EACCES':
      return `Port ${port} is not yours to use. Set ${setting} to one above 1023.`
    default:
      return `Nothing can listen on ${host}, port ${port} (${code}). Set HOST to an address of this computer, such as 127.0.0.1.`
  }
}

/**
 * The first signal asks to leave in good order; a second one, of either kind, ends the process at once. It is not left to
 * the system to do so: the first process of a container outlives a signal that it does not handle.
 */
export function shutdownSignal(): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (told.signal.aborted) process.exit(128 + constants.signals[signal])
      told.abort()
    })
  }
  return told.signal
}

/** Who is told to leave while something is still being opened has nothing in hand, and ends at once. */
export async function unlessShutdown<T>(told: AbortSignal, opening: Promise<T>): Promise<T> {
  const end = () => process.exit()
  told.addEventListener('abort', end, { once: true })
  try {
    return await opening
  } finally {
    told.removeEventListener('abort', end)
  }
}

/** An ISO day, `2026-11-23`, as it is in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
