import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { GUILD } from './interaction.ts'
import { APPLICATION } from './state.ts'

/** The connections of a bot, as Discord keeps them. https://docs.discord.com/developers/events/gateway */
export type Gateway = {
  /** Sends an event to the bot as soon as it is connected and ready. */
  readonly dispatch: (name: string, data: unknown) => void
  /** Closes every connection with a code, as Discord does when something is wrong with it. */
  readonly drop: (code: number) => void
  readonly close: () => void
}

export type GatewayOptions = {
  readonly token: string
  /** A code to close with instead of letting the bot in. */
  readonly refuseWith?: number | undefined
}

type Packet = { readonly op: number; readonly d?: unknown; readonly s?: number; readonly t?: string }
type Session = { readonly id: string; readonly events: Packet[]; socket: WebSocket | undefined }

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, invalidSession: 9, hello: 10, heartbeatAck: 11 }
const CLOSE = {
  unknownOp: 4001,
  notJson: 4002,
  notIdentified: 4003,
  badToken: 4004,
  identifiedTwice: 4005,
  badIntents: 4013,
  notAllowed: 4014,
}
const HEARTBEAT_MS = 5000
const GUILDS_INTENT = 1 << 0
/** Bits 0 to 16, and those of auto moderation and polls. */
const KNOWN_INTENTS = (2 ** 17 - 1) | (0b11 << 20) | (0b11 << 24)
/** Members, presences and the content of messages: this bot was never granted them. */
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)

export function openGateway(server: Server, { token, refuseWith }: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ server })
  const sessions = new Map<string, Session>()
  const unsent: { name: string; data: unknown }[] = []

  sockets.on('connection', socket => {
    let session: Session | undefined
    send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } })
    socket.on('message', raw => {
      const packet = parse(String(raw))
      if (packet === undefined) return socket.close(CLOSE.notJson)
      if (packet.op === OP.heartbeat) return send(socket, { op: OP.heartbeatAck })
      if (packet.op === OP.identify) {
        if (session) return socket.close(CLOSE.identifiedTwice)
        const refusal = refuseWith ?? refusalOf(packet.d, token)
        if (refusal) return socket.close(refusal)
        session = welcome(socket, packet.d as Identify)
        for (const { name, data } of unsent.splice(0)) push(session, name, data)
      } else if (packet.op === OP.resume) {
        session = resume(socket, packet.d as Resume)
      } else socket.close(session ? CLOSE.unknownOp : CLOSE.notIdentified)
    })
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined
    })
  })

  function welcome(socket: WebSocket, { intents, shard = [0, 1] }: Identify): Session {
    const session: Session = { id: `session-${sessions.size + 1}`, events: [], socket }
    sessions.set(session.id, session)
    const user = { id: APPLICATION, username: 'loopback', discriminator: '0', avatar: null, bot: true }
    const guilds = [{ id: GUILD, unavailable: true }]
    const application = { id: APPLICATION, flags: 0 }
    const resume_gateway_url = `ws://127.0.0.1:${(server.address() as { port: number }).port}`
    push(session, 'READY', { v: 10, user, guilds, session_id: session.id, resume_gateway_url, shard, application })
    if (intents & GUILDS_INTENT) push(session, 'GUILD_CREATE', guild())
    return session
  }

  function resume(socket: WebSocket, { session_id, seq, token: given }: Resume): Session | undefined {
    const session = sessions.get(session_id)
    if (given !== token || session === undefined) {
      send(socket, { op: OP.invalidSession, d: false })
      return undefined
    }
    session.socket = socket
    for (const event of session.events.filter(({ s = 0 }) => s > seq)) send(socket, event)
    push(session, 'RESUMED', {})
    return session
  }

  return {
    dispatch: (name, data) => {
      const session = [...sessions.values()].at(-1)
      if (session) push(session, name, data)
      else unsent.push({ name, data })
    },
    drop: code => {
      for (const socket of sockets.clients) socket.close(code)
    },
    close: () => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

type Identify = { token: string; intents: number; shard?: readonly number[] }
type Resume = { token: string; session_id: string; seq: number }

function refusalOf(data: unknown, token: string): number | undefined {
  const { token: given, intents } = data as Identify
  if (given !== token) return CLOSE.badToken
  if ((intents & ~KNOWN_INTENTS) !== 0) return CLOSE.badIntents
  return (intents & PRIVILEGED_INTENTS) !== 0 ? CLOSE.notAllowed : undefined
}

/** Kept, so that it can be sent again to a bot that was away. */
function push(session: Session, name: string, data: unknown): void {
  const packet: Packet = { op: OP.dispatch, t: name, s: session.events.length + 1, d: data }
  session.events.push(packet)
  if (session.socket) send(session.socket, packet)
}

function send(socket: WebSocket, packet: Packet): void {
  socket.send(JSON.stringify({ s: null, t: null, d: null, ...packet }))
}

function parse(text: string): Packet | undefined {
  try {
    return JSON.parse(text) as Packet
  } catch {
    return undefined
  }
}

function guild(): object {
  const lists = [
    'roles',
    'emojis',
    'stickers',
    'features',
    'channels',
    'threads',
    'members',
    'presences',
    'voice_states',
  ]
  const empty = [...lists, 'stage_instances', 'guild_scheduled_events', 'soundboard_sounds'].map(
    name => [name, []] as const,
  )
  return {
    id: GUILD,
    name: 'Loopback',
    owner_id: '1',
    preferred_locale: 'en-US',
    member_count: 2,
    ...Object.fromEntries(empty),
  }
}
