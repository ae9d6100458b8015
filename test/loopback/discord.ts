import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answered } from './fault.ts'
import { type Gateway, openGateway } from './gateway.ts'
import type { InteractionJson } from './interaction.ts'
import { answer } from './routes.ts'
import type { MessageJson, RegisteredJson, Request, State } from './state.ts'

/** A Discord on this machine: REST and gateway on one port, refusing what Discord refuses, remembering what it saw. */
export type Discord = {
  /** For `DISCORD_API_URL`. */
  readonly api: string
  readonly token: string
  readonly gateway: Gateway
  /** Every request so far with its answer, in order. */
  readonly requests: readonly Request[]
  /** Sends an interaction to the bot. Resolves with the first response that is taken; rejects when none is. */
  readonly send: (interaction: InteractionJson, giveUpAfterMs?: number) => Promise<Response>
  /** Commands as registered for everyone, or for one server. */
  readonly commands: (guild?: string) => readonly RegisteredJson[]
  readonly close: () => Promise<void>
}

export type Response = { readonly type: number; readonly data?: MessageJson; readonly ms: number }

export type Options = {
  /** A code with which the gateway refuses the bot, although REST takes its token. */
  readonly refuseWith?: number
  /** What to answer instead, or nothing to go on as usual: for a Discord that is slow, overloaded or broken. */
  readonly instead?: (request: Request) => Promise<Answered | undefined> | undefined
}

const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAx.Gloopb.a-token-that-opens-nothing-anywhere'

/** Discord waits three seconds for a first response; a little later it is sure that none was taken. */
const GIVE_UP_MS = 3500

export async function startDiscord({ refuseWith, instead }: Options = {}): Promise<Discord> {
  const state: State = {
    token: TOKEN,
    commands: new Map(),
    interactions: new Map(),
    requests: [],
  }
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming)
    state.requests.push(request)
    request.answer = (await instead?.(request)) ?? answer(request, state)
    const { status, headers, body } = request.answer
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    outgoing.writeHead(status, { ...json, ...headers })
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
  const gateway = openGateway(server, { token: TOKEN, refuseWith })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    token: TOKEN,
    gateway,
    requests: state.requests,
    send: (interaction, giveUp = GIVE_UP_MS) => deliver(interaction, giveUp, state, gateway),
    commands: (guild = 'everywhere') => state.commands.get(guild) ?? [],
    close: async () => {
      gateway.close()
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}

/** The requests that Discord refused, each as a line; none when the bot behaved. */
export function refusals({ requests }: Discord): readonly string[] {
  const refused = requests.filter(({ answer }) => answer !== undefined && answer.status >= 400)
  return refused.map(({ method, path, answer }) => `${method} ${path} ${JSON.stringify((answer as Answered).body)}`)
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const at = Date.now()
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const path = url.pathname.replace(/^\/api\/v10/, '').replace(/(?<=.)\/$/, '')
  return {
    method: incoming.method ?? '',
    path,
    query: url.searchParams,
    headers: incoming.headers,
    body: json(chunks),
    at,
  }
}

/** An error as body stands for text that is not JSON. */
function json(chunks: readonly Buffer[]): unknown {
  if (chunks.length === 0) return undefined
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    return error
  }
}

function deliver(
  interaction: InteractionJson,
  giveUp: number,
  { interactions }: State,
  gateway: Gateway,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('This application did not respond')), giveUp)
    const answered = (ms: number): void => {
      clearTimeout(timer)
      const { response } = waiting
      if (response) resolve({ ...response, ms })
    }
    const waiting: Parameters<typeof interactions.set>[1] = { interaction, sentAt: Date.now(), answered }
    interactions.set(interaction.token, waiting)
    gateway.dispatch('INTERACTION_CREATE', interaction)
  })
}
