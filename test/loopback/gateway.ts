import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { seenWith } from './intents.ts'
import { APPLICATION, BOT, guildOf } from './people.ts'
import { guildsOf, identifyLimit, type Sharding, shardOf, UNSHARDED } from './sharding.ts'

/** The connections of a bot, as Discord keeps them. https://docs.discord.com/developers/events/gateway */
export type Gateway = {
  /** Sends an event to the bot's shard for it, if its intents let it see it: as soon as that is connected and ready. */
  readonly dispatch: (event: string, data: unknown) => void
  /** Closes every connection with a code, as Discord does when something is wrong with it; 1006 cuts it. */
  readonly drop: (code: number) => void
  /** Asks the bot to connect again. */
  readonly sendAway: () => void
  /** Says that the session is no longer valid; one that cannot be resumed is forgotten. */
  readonly invalidate: (resumable: boolean) => void
  /** Forgets all sessions, so that none can be resumed. */
  readonly forget: () => void
  /** Asks for a heartbeat at once. */
  readonly askForHeartbeat: () => void
  /** Says something on every connection that nobody understands: text as it is, bytes as bytes. */
  readonly babble: (raw: string | Uint8Array) => void
  /** Says nothing more on the connections that are open, not even that it heard a heartbeat. */
  readonly fallSilent: () => void
  /** Says nothing more to one shard, and nothing but hello when that comes back. */
  readonly ignore: (shard: number) => void
  /** Says nothing either on connections that are still to come, no hello. */
  readonly neverSpeak: () => void
  /** How many connections there are now. */
  readonly open: () => number
  /** What bots said so far, in order. */
  readonly heard: readonly Packet[]
  /** The codes with which it closed connections on its own account. */
  readonly closed: readonly number[]
  readonly close: () => void
}

export type GatewayOptions = {
  readonly token: string
  /** A code to close with instead of letting the bot in. */
  readonly refuseWith?: number | undefined
  /** How often the bot has to give a sign of life. */
  readonly heartbeatMs?: number | undefined
  /** Over how many connections the bot has to hear; if not given, over one, and it may come in as often as it likes. */
  readonly sharding?: Sharding | undefined
}

type Packet = { readonly op: number; readonly d?: unknown; readonly s?: number; readonly t?: string }
type Session = {
  readonly id: string
  readonly shard: number
  readonly intents: number
  readonly events: Packet[]
  socket: WebSocket | undefined
}

export const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
}
const CLOSE = {
  abnormal: 1006,
  unknownOp: 4001,
  malformed: 4002,
  notIdentified: 4003,
  badToken: 4004,
  identifiedTwice: 4005,
  badSequence: 4007,
  tooFast: 4008,
  timedOut: 4009,
  badShard: 4010,
  tooFewShards: 4011,
  badIntents: 4013,
  notAllowed: 4014,
}
/** A bot that closes with one of these gives its session up. */
const FAREWELLS = [1000, 1001]
const HEARTBEAT_MS = 5000
const LONGEST_PACKET = 4096
const MOST_PACKETS = { count: 120, withinMs: 60_000 }
const GUILDS_INTENT = 1 << 0
/** Bits 0 to 16, and those of auto moderation and polls. */
const KNOWN_INTENTS = (2 ** 17 - 1) | (0b11 << 20) | (0b11 << 24)
/** Members, presences and the content of messages: this bot was never granted them. */
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15)

export function openGateway(server: Server, options: GatewayOptions): Gateway {
  const { token, refuseWith, heartbeatMs = HEARTBEAT_MS, sharding = UNSHARDED } = options
  const mayIdentify = options.sharding ? identifyLimit(options.sharding) : () => true
  const sockets = new WebSocketServer({ server, maxPayload: LONGEST_PACKET })
  const sessions = new Map<string, Session>()
  const sessionOf = new Map<WebSocket, Session>()
  const unsent: { shard: number; event: string; data: unknown }[] = []
  const heard: Packet[] = []
  const closed: number[] = []
  const silent = new WeakSet<WebSocket>()
  const ignored = new Set<number>()
  const welcomed = new Set<number>()
  let sessionCount = 0
  let mute = false

  const close = (socket: WebSocket, code: number): void => {
    closed.push(code)
    socket.close(code)
  }
  const say = (socket: WebSocket, packet: Packet): void => {
    const isIgnored = ignored.has(sessionOf.get(socket)?.shard ?? -1)
    if (!mute && !silent.has(socket) && !isIgnored)
      socket.send(JSON.stringify({ s: null, t: null, d: null, ...packet }))
  }

  sockets.on('connection', socket => {
    const arrivals: number[] = []
    const timeOut = (): void => {
      sessions.delete(sessionOf.get(socket)?.id ?? '')
      close(socket, CLOSE.timedOut)
    }
    const deadline = setTimeout(timeOut, 2 * heartbeatMs)
    say(socket, { op: OP.hello, d: { heartbeat_interval: heartbeatMs } })
    socket.on('error', () => closed.push(CLOSE.malformed))
    socket.on('message', raw => {
      const packet = parse(String(raw))
      if (packet === undefined) return close(socket, CLOSE.malformed)
      heard.push(packet)
      arrivals.push(Date.now())
      if (arrivals.filter(at => Date.now() - at < MOST_PACKETS.withinMs).length > MOST_PACKETS.count)
        return close(socket, CLOSE.tooFast)
      if (packet.op === OP.heartbeat) {
        deadline.refresh()
        return say(socket, { op: OP.heartbeatAck })
      }
      const session = sessionOf.get(socket)
      if (packet.op === OP.identify) {
        if (session) return close(socket, CLOSE.identifiedTwice)
        const refusal = refuseWith ?? refusalOf(packet.d, token, sharding)
        if (refusal) return close(socket, refusal)
        const identify = packet.d as Identify
        if (!mayIdentify(identify.shard?.[0] ?? 0, Date.now())) return say(socket, { op: OP.invalidSession, d: false })
        welcome(socket, identify)
      } else if (packet.op === OP.resume) {
        if (session) return close(socket, CLOSE.identifiedTwice)
        resume(socket, packet.d as Resume)
      } else close(socket, session ? CLOSE.unknownOp : CLOSE.notIdentified)
    })
    socket.on('close', code => {
      clearTimeout(deadline)
      const session = sessionOf.get(socket)
      if (session?.socket === socket) session.socket = undefined
      if (session && FAREWELLS.includes(code)) sessions.delete(session.id)
    })
  })

  function welcome(socket: WebSocket, { intents, shard = ALONE }: Identify): void {
    const [id = 0] = shard
    const session: Session = { id: `session-${++sessionCount}`, shard: id, intents, events: [], socket }
    sessions.set(session.id, session)
    sessionOf.set(socket, session)
    const heard = guildsOf(sharding).filter(guild => shardOf(guild, sharding) === id)
    const guilds = heard.map(guild => ({ id: guild, unavailable: true }))
    const application = { id: APPLICATION, flags: 0 }
    const resume_gateway_url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
    push(session, 'READY', { v: 10, user: BOT, guilds, session_id: session.id, resume_gateway_url, shard, application })
    if (intents & GUILDS_INTENT) for (const guild of heard) push(session, 'GUILD_CREATE', guildOf(guild))
    welcomed.add(id)
    for (const event of unsent.splice(0)) {
      if (event.shard === id) push(session, event.event, event.data)
      else unsent.push(event)
    }
  }

  function resume(socket: WebSocket, { session_id, seq, token: given }: Resume): void {
    const session = sessions.get(session_id)
    if (given !== token || session === undefined) {
      say(socket, { op: OP.invalidSession, d: false })
    } else if (seq > session.events.length) close(socket, CLOSE.badSequence)
    else goOn(session, socket, seq)
  }

  function goOn(session: Session, socket: WebSocket, seq: number): void {
    session.socket = socket
    sessionOf.set(socket, session)
    for (const event of session.events.filter(({ s = 0 }) => s > seq)) say(socket, event)
    push(session, 'RESUMED', {})
  }

  /** Kept, so that it can be sent again to a bot that was away. */
  function push(session: Session, event: string, data: unknown): void {
    const d = seenWith(session.intents, event, data)
    if (d === undefined) return
    const packet: Packet = { op: OP.dispatch, t: event, s: session.events.length + 1, d }
    session.events.push(packet)
    if (session.socket) say(session.socket, packet)
  }

  const everybody = (tell: (socket: WebSocket) => void): void => {
    for (const socket of sockets.clients) tell(socket)
  }
  return {
    // Before the first session an event waits for it; between two it is lost.
    dispatch: (event, data) => {
      const shard = shardOf((data as { guild_id?: unknown } | null)?.guild_id, sharding)
      const session = [...sessions.values()].findLast(session => session.shard === shard)
      if (session) push(session, event, data)
      else if (!welcomed.has(shard)) unsent.push({ shard, event, data })
    },
    drop: code => everybody(socket => (code === CLOSE.abnormal ? socket.terminate() : socket.close(code))),
    sendAway: () => everybody(socket => say(socket, { op: OP.reconnect })),
    invalidate: resumable =>
      everybody(socket => {
        const session = sessionOf.get(socket)
        if (session) session.socket = undefined
        if (session && !resumable) sessions.delete(session.id)
        sessionOf.delete(socket)
        say(socket, { op: OP.invalidSession, d: resumable })
      }),
    forget: () => sessions.clear(),
    askForHeartbeat: () => everybody(socket => say(socket, { op: OP.heartbeat })),
    babble: raw => everybody(socket => socket.send(raw)),
    fallSilent: () => everybody(socket => silent.add(socket)),
    ignore: shard => ignored.add(shard),
    neverSpeak: () => {
      mute = true
    },
    open: () => sockets.clients.size,
    heard,
    closed,
    close: () => {
      everybody(socket => socket.terminate())
      sockets.close()
    },
  }
}

type Identify = { token: string; intents: number; shard?: readonly number[]; properties?: unknown }
type Resume = { token: string; session_id: string; seq: number }

/** The only shard of a bot that says nothing of shards. */
const ALONE = [0, 1]

function refusalOf(data: unknown, token: string, { shards }: Sharding): number | undefined {
  const { token: given, intents, shard = ALONE, properties } = data as Identify
  if (given !== token) return CLOSE.badToken
  if (typeof properties !== 'object') return CLOSE.malformed
  const [id = 0, count = 0] = shard
  if (shard.length !== 2 || id < 0 || id >= count || count > shards) return CLOSE.badShard
  if (count < shards) return CLOSE.tooFewShards
  if ((intents & ~KNOWN_INTENTS) !== 0) return CLOSE.badIntents
  return (intents & PRIVILEGED_INTENTS) !== 0 ? CLOSE.notAllowed : undefined
}

function parse(text: string): Packet | undefined {
  try {
    return JSON.parse(text) as Packet
  } catch {
    return undefined
  }
}
