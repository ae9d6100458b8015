import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { APPLICATION, BOT, GUILD, guildOf } from './state.ts'

/** How many shards a bot needs, and how many of them it may open at once. */
export type Sharding = { readonly shards: number; readonly maxConcurrency: number }

export const UNSHARDED: Sharding = { shards: 1, maxConcurrency: 1 }

/** The shard of a server; events without a valid server id belong to the first. */
function shardOf(guild: unknown, { shards }: Sharding): number {
  return typeof guild === 'string' && /^\d+$/.test(guild) ? Number((BigInt(guild) >> 22n) % BigInt(shards)) : 0
}

/** A server for each shard, in order; `GUILD` is one of them. */
export function guildsOf(sharding: Sharding): readonly string[] {
  const { shards } = sharding
  const near = Array.from({ length: shards }, (_, n) => String(BigInt(GUILD) + (BigInt(n) << 22n)))
  return near.sort((a, b) => shardOf(a, sharding) - shardOf(b, sharding))
}

/** `maxConcurrency` shards may identify within this time. */
const IDENTIFY_MS = 5000

/**
 * Limits how fast shards identify. https://docs.discord.com/developers/events/gateway#sharding-max-concurrency
 *
 * @returns a function that says at each attempt whether a shard may identify.
 */
function identifyLimit({ maxConcurrency }: Sharding): (shard: number, now: number) => boolean {
  const last = new Map<number, number>()
  return (shard, now) => {
    const key = shard % maxConcurrency
    const isAllowed = now - (last.get(key) ?? -IDENTIFY_MS) >= IDENTIFY_MS
    last.set(key, now)
    return isAllowed
  }
}

const INTENT = { guildMessages: 1 << 9, directMessages: 1 << 12 }

/** The fields of a message that the bot must not see. */
const HIDDEN = { content: '', embeds: [], attachments: [], components: [] }

/**
 * What a bot with these intents, none of them privileged, sees of an event; undefined if it does not receive it.
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
function seenWith(intents: number, event: string, data: unknown): unknown {
  if (!event.startsWith('MESSAGE_') || typeof data !== 'object' || data === null) return data
  const message = data as { guild_id?: string; author?: { id: string }; mentions?: readonly { id: string }[] }
  const needed = message.guild_id === undefined ? INTENT.directMessages : INTENT.guildMessages
  if ((intents & needed) === 0) return undefined
  const concernsBot =
    message.guild_id === undefined ||
    message.author?.id === APPLICATION ||
    message.mentions?.some(({ id }) => id === APPLICATION) === true
  return event === 'MESSAGE_CREATE' && !concernsBot ? { ...message, ...HIDDEN } : data
}

/** Discord's side of a bot's gateway connections. https://docs.discord.com/developers/events/gateway */
export type Gateway = {
  /** Sends an event to the right shard of the bot, if its intents allow that, as soon as the shard is ready. */
  readonly dispatch: (event: string, data: unknown) => void
  /** Closes every connection with a code; 1006 cuts it. */
  readonly drop: (code: number) => void
  /** Asks the bot to reconnect. */
  readonly sendAway: () => void
  /** Invalidates the sessions; those that cannot be resumed are forgotten. */
  readonly invalidate: (resumable: boolean) => void
  /** Forgets all sessions, so that none can be resumed. */
  readonly forget: () => void
  /** Requests an immediate heartbeat. */
  readonly askForHeartbeat: () => void
  /** Sends something unintelligible on every connection, as text or bytes. */
  readonly babble: (raw: string | Uint8Array) => void
  /** Falls silent on all open connections, and no longer acknowledges heartbeats. */
  readonly fallSilent: () => void
  /** Falls silent on one shard, and only says hello when it reconnects. */
  readonly ignore: (shard: number) => void
  /** Stays silent on future connections too, without a hello. */
  readonly neverSpeak: () => void
  /** The number of open connections. */
  readonly open: () => number
  /** The packets received so far, in order. */
  readonly heard: readonly Packet[]
  /** The codes with which it closed connections by itself. */
  readonly closed: readonly number[]
  readonly close: () => void
}

export type GatewayOptions = {
  readonly token: string
  /** A code to close new connections with. */
  readonly refuseWith?: number | undefined
  /** The heartbeat interval. */
  readonly heartbeatMs?: number | undefined
  /** Sharding; by default one shard that may identify at any time. */
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
/** A bot that closes with one of these codes ends its session. */
const FAREWELLS = [1000, 1001]
const HEARTBEAT_MS = 5000
const LONGEST_PACKET = 4096
const MOST_PACKETS = { count: 120, withinMs: 60_000 }
const GUILDS_INTENT = 1 << 0
/** Bits 0 to 16, and those of auto moderation and polls. */
const KNOWN_INTENTS = (2 ** 17 - 1) | (0b11 << 20) | (0b11 << 24)
/** The privileged intents: members, presences and message content. This bot was never granted them. */
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

  /** Kept to be replayed to a bot that resumes. */
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
    // An event waits for the first session; between two sessions it is lost.
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

/** The shard of a bot that does not use sharding. */
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
