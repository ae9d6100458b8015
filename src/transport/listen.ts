import { once } from 'node:events'
import type { Server } from 'node:net'

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
