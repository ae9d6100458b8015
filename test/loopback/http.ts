import { generateKeyPairSync, sign } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { asCommand, type InteractionJson } from './interaction.ts'
import { answer } from './rest.ts'
import { type State, snowflake } from './state.ts'

/** An application's key pair, with which Discord signs requests. */
export type Signer = {
  /** For `DISCORD_PUBLIC_KEY`. */
  readonly publicKey: string
  /** The headers with which Discord signs a body. @param at milliseconds since 1970. */
  readonly headersFor: (body: string | Uint8Array, at?: number) => Headers
}

type Headers = { readonly 'x-signature-ed25519': string; readonly 'x-signature-timestamp': string }

export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    headersFor: (body, at = Date.now()) => {
      const stamp = String(Math.floor(at / 1000))
      const signature = sign(null, Buffer.concat([Buffer.from(stamp), Buffer.from(body)]), privateKey)
      return { 'x-signature-ed25519': signature.toString('hex'), 'x-signature-timestamp': stamp }
    },
  }
}

/**
 * Sends an interaction to the bot's own URL, as Discord does for bots over HTTP. The response is treated like one that the
 * bot posted; 202 means that it has posted one.
 */
export async function postTo(url: string, interaction: InteractionJson, signer: Signer, state: State): Promise<void> {
  const sent = JSON.stringify(interaction)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
  }
  const response = await fetch(url, { method: 'POST', headers: { ...headers, ...signer.headersFor(sent) }, body: sent })
  const text = await response.text()
  if (response.status === 202 && text === '') return
  if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('application/json')) {
    throw new Error(`The endpoint answered ${response.status} ${text}`)
  }
  const path = `/interactions/${interaction.id}/${interaction.token}/callback`
  const request = { method: 'POST', path, query: new URLSearchParams(), headers: {}, body: JSON.parse(text) }
  const taken = answer({ ...request, at: Date.now() }, state)
  if (taken.status >= 400) throw new Error(`Discord refuses the response: ${JSON.stringify(taken.body)}`)
}

/** The result of one request. */
export type Sent = {
  /** When it was sent, by `performance.now()`. */
  readonly at: number
  /** Whether its connection was used before. */
  readonly reused: boolean
  /** Whether the connection was established: what was written on it is lost when it is reset. */
  readonly connected: boolean
  readonly status: number | undefined
  /** Whether the response was the last on its connection. */
  readonly last: boolean
  /** Why there is no complete response: `ECONNRESET`. */
  readonly fault: string | undefined
}

/** A client that sends one request after another until the connection is refused. */
export type Client = {
  readonly keepsAlive: boolean
  /** The longest pause between two requests. */
  readonly pauseMs: number
}

/**
 * Sends PINGs and questions as Discord does, all of them signed.
 *
 * @returns all requests of all clients, including the refused ones at the end.
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
