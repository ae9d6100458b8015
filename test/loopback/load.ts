import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { asCommand } from './interaction.ts'
import type { Signer } from './signed.ts'
import { snowflake } from './snowflake.ts'

/** What became of one request. */
export type Sent = {
  /** When it was sent, by `performance.now()`. */
  readonly at: number
  /** Whether it went over a connection that had carried others before. */
  readonly reused: boolean
  /** Whether the connection stood: what was written on it is lost when it is cut. */
  readonly connected: boolean
  readonly status: number | undefined
  /** Whether the answer said that it was the last on its connection. */
  readonly last: boolean
  /** Why there is none, or only a part of it: `ECONNRESET`. */
  readonly fault: string | undefined
}

/** Someone who sends requests, one after the other, until nobody answers. */
export type Client = {
  readonly keepsAlive: boolean
  /** The longest pause between two requests. */
  readonly pauseMs: number
}

/**
 * Sends PINGs and questions as Discord does, all of them signed.
 *
 * @returns each request of each client, the refused connection that ended it too.
 */
export async function load(url: string, signer: Signer, clients: readonly Client[]): Promise<readonly Sent[]> {
  const sent = await Promise.all(clients.map(client => goOn(url, signer, client)))
  return sent.flat()
}

async function goOn(url: string, signer: Signer, { keepsAlive, pauseMs }: Client): Promise<readonly Sent[]> {
  const agent = new Agent({ keepAlive: keepsAlive, maxSockets: 1 })
  const all: Sent[] = []
  while (all.at(-1)?.fault !== 'ECONNREFUSED') {
    const body = all.length % 2 === 0 ? { type: 1, id: snowflake(Date.now()), token: 'x' } : question()
    all.push(await send(url, signer, agent, JSON.stringify(body)))
    if (pauseMs > 0) await setTimeout(Math.random() * pauseMs)
  }
  agent.destroy()
  return all
}

const question = () => asCommand('ask', { question: 'which async runtime is it built on top of?' })

function send(url: string, signer: Signer, agent: Agent, body: string): Promise<Sent> {
  return new Promise(resolve => {
    const at = performance.now()
    const headers = { ...signer.headersFor(body), 'content-type': 'application/json' }
    const sending = request(url, { method: 'POST', agent, headers })
    let connected = false
    const end = (got: Pick<Sent, 'status' | 'last' | 'fault'>) =>
      resolve({ at, reused: sending.reusedSocket, connected, ...got })
    sending.on('socket', socket => {
      connected = !socket.connecting
      if (socket.connecting) socket.once('connect', () => (connected = true))
    })
    const fail = (error: NodeJS.ErrnoException) =>
      end({ status: undefined, last: false, fault: error.code ?? error.message })
    sending.on('error', fail)
    sending.on('response', response => {
      response.on('error', fail)
      response.on('end', () =>
        end({ status: response.statusCode, last: response.headers.connection === 'close', fault: undefined }),
      )
      response.resume()
    })
    sending.end(body)
  })
}
