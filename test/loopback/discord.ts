import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { secretsIn } from './checks.ts'
import type { Sharding } from './gateway.ts'
import { type Gateway, openGateway } from './gateway.ts'
import { newSigner, postTo } from './http.ts'
import type { InteractionJson } from './interaction.ts'
import { answer, bodyFaults } from './rest.ts'
import type { Message } from './shown.ts'
import { type Body, newState, type RegisteredJson, type Request, type State } from './state.ts'
import type { Answered } from './validate.ts'

/** A Discord on this machine: REST and gateway on one port. It refuses what Discord refuses, and records all requests. */
export type Discord = {
  /** For `DISCORD_API_URL`. */
  readonly api: string
  readonly token: string
  readonly gateway: Gateway
  /** All requests so far with their responses, in order. */
  readonly requests: readonly Request[]
  /** Sends an interaction to the bot. Resolves with the first accepted response; rejects if there is none. */
  readonly send: (interaction: InteractionJson, giveUpAfterMs?: number) => Promise<Response>
  /** The application's key, for `DISCORD_PUBLIC_KEY`. */
  readonly publicKey: string
  /** Sends a signed interaction to the bot's URL. Resolves and rejects as `send` does. */
  readonly post: (url: string, interaction: InteractionJson, giveUpAfterMs?: number) => Promise<Response>
  /** Posts a message as a user; the bot receives it if its intents allow that. */
  readonly say: (message: Message) => void
  /** The messages in a channel now, in order. */
  readonly messages: (channel?: string) => readonly Message[]
  /** Deletes a message as a user. */
  readonly erase: (message: Message) => void
  /** The commands registered globally, or for one server. */
  readonly commands: (guild?: string) => readonly RegisteredJson[]
  /** Makes REST and gateway unreachable, until they are back on the same port. */
  readonly leave: () => Promise<void>
  readonly comeBack: () => Promise<void>
  /** The secrets in a log of the bot. */
  readonly secretsIn: (log: string) => readonly string[]
  /** Throws if the bot sent anything malformed that was not expected. */
  readonly close: (...expected: readonly RegExp[]) => Promise<void>
}

type Response = {
  readonly type: number
  readonly data?: Body
  readonly ms: number
  /** The message that the response created or edited. */
  readonly message?: Message
}

export type Options = {
  /** A close code with which the gateway refuses the bot, although REST accepts its token. */
  readonly refuseWith?: number
  /** The heartbeat interval. */
  readonly heartbeatMs?: number
  /** Sharding; by default one shard that may identify at any time. */
  readonly sharding?: Sharding
  /** How long an interaction waits for its first response; three seconds by default. */
  readonly firstResponseMs?: number
  /**
   * Returns another response, for a slow, overloaded or broken Discord; undefined for the usual one. `usual` handles the
   * request as usual and returns its response.
   */
  readonly instead?: (request: Request, usual: () => Answered) => Promise<Answered | undefined> | undefined
}

const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAx.Gloopb.a-token-that-opens-nothing-anywhere'

/** After this additional time it is certain that no response was accepted. */
const GRACE_MS = 500

export async function startDiscord(options: Options = {}): Promise<Discord> {
  const { refuseWith, heartbeatMs, sharding, firstResponseMs, instead } = options
  const signer = newSigner()
  const state = newState(TOKEN, (event, data) => gateway.dispatch(event, data), firstResponseMs, sharding)
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming)
    request.faults = bodyFaults(request, state)
    state.requests.push(request)
    request.answer = (await instead?.(request, () => answer(request, state))) ?? answer(request, state)
    write(request.answer, outgoing)
  })
  const gateway = openGateway(server, { token: TOKEN, refuseWith, heartbeatMs, sharding })
  const listen = (port: number) => new Promise<void>(listening => server.listen(port, '127.0.0.1', listening))
  const stop = async (): Promise<void> => {
    const stopped = new Promise(closed => server.close(closed))
    gateway.drop(1006)
    server.closeAllConnections()
    await stopped
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    api: `http://127.0.0.1:${port}/api`,
    token: TOKEN,
    gateway,
    requests: state.requests,
    send: (interaction, giveUp = state.firstResponseMs + GRACE_MS) =>
      deliver(interaction, giveUp, state, async () => state.dispatch('INTERACTION_CREATE', interaction)),
    publicKey: signer.publicKey,
    post: (url, interaction, giveUp = state.firstResponseMs + GRACE_MS) =>
      deliver(interaction, giveUp, state, () => postTo(url, interaction, signer, state)),
    say: message => {
      state.messages.set(message.id, message)
      state.dispatch('MESSAGE_CREATE', message)
    },
    messages: channel =>
      [...state.messages.values()].filter(
        (message): message is Message =>
          message !== 'gone' && (channel === undefined || message.channel_id === channel),
      ),
    erase: ({ id }) => state.messages.set(id, 'gone'),
    commands: (guild = 'everywhere') => state.commands.get(guild) ?? [],
    leave: stop,
    comeBack: () => listen(port),
    secretsIn: log => secretsIn(log, state),
    close: async (...expected) => {
      gateway.close()
      if (server.listening) await stop()
      const wrong = malformed(state).filter(line => !expected.some(pattern => pattern.test(line)))
      if (wrong.length > 0) throw new Error(`The bot sent what Discord does not take:\n${wrong.join('\n')}`)
    },
  }
}

/** A line for each request that Discord refused. */
export function refusals({ requests }: Discord): readonly string[] {
  const refused = requests.filter(({ answer }) => answer !== undefined && answer.status >= 400)
  return refused.map(({ method, path, answer }) => `${method} ${path} ${JSON.stringify((answer as Answered).body)}`)
}

/** A line for each fault in a body that the bot sent, even if Discord accepted it. */
function malformed({ requests }: Pick<Discord, 'requests'>): readonly string[] {
  return requests.flatMap(({ method, path, faults = [] }) =>
    faults.map(({ path: at, says }) => `${method} ${path} ${at.join('.')} ${says}`),
  )
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const at = Date.now()
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const path = url.pathname.replace(/^\/api\/v10/, '').replace(/(?<=.)\/$/, '')
  return {
    method: incoming.method ?? '',
    path: decodeURIComponent(path),
    query: url.searchParams,
    headers: incoming.headers,
    body: json(chunks),
    at,
  }
}

/** A body that is an Error stands for text that is not JSON. */
function json(chunks: readonly Buffer[]): unknown {
  if (chunks.length === 0) return undefined
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    return error
  }
}

function write({ status, headers, body, endless }: Answered, outgoing: ServerResponse): void {
  const json = body === undefined ? {} : { 'content-type': 'application/json' }
  outgoing.writeHead(status, { ...json, ...headers })
  if (endless) outgoing.write(' ')
  else outgoing.end(body === undefined ? undefined : JSON.stringify(body))
}

function deliver(
  interaction: InteractionJson,
  giveUp: number,
  state: State,
  send: () => Promise<void>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('This application did not respond')), giveUp)
    const answered = (ms: number): void => {
      clearTimeout(timer)
      const { response, original } = waiting
      const message = original === undefined ? undefined : state.messages.get(original)
      if (response) resolve({ ...response, ms, ...(message !== undefined && message !== 'gone' && { message }) })
    }
    const waiting: Parameters<State['interactions']['set']>[1] = { interaction, sentAt: Date.now(), answered }
    state.interactions.set(interaction.token, waiting)
    meet(interaction.message, state)
    send().catch(reject)
  })
}

/** An invented message with a button exists from the first time that the button is pressed. */
function meet(message: unknown, { messages }: State): void {
  if (typeof message !== 'object' || message === null || !('id' in message)) return
  const { id } = message as Message
  if (!messages.has(id)) messages.set(id, message as Message)
}
