import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { importFeed } from '../../src/feeds/import.ts'
import { hashOf } from '../../src/feeds/plan.ts'
import { createWebClient } from '../../src/web/fetch.ts'
import { type Dialect, FILES } from './dialects.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A host on loopback that serves a feed at `/feed`, files beside it, and conditional requests as hosts do. */
export async function feedHost(
  dialect: Dialect['feed'],
  answers: Readonly<Record<string, Answer>> = {},
  type = 'application/rss+xml',
) {
  let feed = dialect
  /** `GET /feed 200`, in the order of the responses. */
  const requests: string[] = []
  const files: Record<string, string | Uint8Array> = { ...FILES }
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    response.on('finish', () => requests.push(`${path} ${response.statusCode}`))
    const answer = answers[path]
    if (answer) return answer(request, response)
    const body = path === '/feed' ? feed(at) : files[path]
    if (body === undefined) return void response.writeHead(404).end('not here')
    const etag = `"${hashOf(body)}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
    response.writeHead(200, { etag, 'content-type': path === '/feed' ? type : 'text/plain' }).end(body)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    at,
    requests,
    files,
    change: (next: Dialect['feed']) => {
      feed = next
    },
  }
}

/** Imports with a client to which only this host may be private. */
export async function importFrom(at: string, folder: string, { path = '/feed', now = Date.now } = {}) {
  const client = createWebClient({ userAgent: 'Shownotes-Feed/1', isTrusted: ({ origin }) => origin === at })
  const outcome = await importFeed({ url: `${at}${path}`, folder }, { client, now })
  await client.close()
  return outcome
}
