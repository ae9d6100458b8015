import { setTimeout } from 'node:timers/promises'
import {
  Client,
  type DiscordAPIError,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  Status,
} from 'discord.js'
import type { App } from '../commands/app.ts'
import type { CommandIds } from '../discord/markdown.ts'
import type { Log } from '../log.ts'
import { noObserver, type Observer, type Shard } from '../operations/metrics.ts'
import { closeFailure, requestFailure, silenceFailure } from '../rest/errors.ts'
import { registerAtStart } from '../rest/register.ts'
import { STARTUP_REST } from '../rest/send.ts'
import { DONE, type Result } from '../result.ts'
import { createInteractionQueue, createMessageQueue } from './queues.ts'

export type Connection = {
  readonly token: string
  readonly api: string
  readonly app: App
  readonly log: Log
  readonly observe?: Observer
  readonly shutdown: AbortSignal
  /** How long a connection may be silent before the bot gives up. Discord answers a heartbeat about every 41 seconds. */
  readonly maxSilenceMs?: number
}

const MAX_SILENCE_MS = 5 * 60 * 1000

/** How long answers in progress may take after the shutdown signal. */
const DRAIN_MS = 10_000

/** How long to wait for the gateway to confirm that the connection is closed: a silent one never will. */
const CLOSE_MS = 3000

/**
 * Answers over Discord's gateway until shutdown. Fails if the bot cannot log in, or if its connection is closed for good or
 * falls silent. The caller should then end the process: discord.js may still be trying to connect.
 */
export async function connect(connection: Connection): Promise<Result> {
  const { token, api, app, log, shutdown, observe = noObserver, maxSilenceMs = MAX_SILENCE_MS } = connection
  const client = createClient(api)
  client.on(Events.Error, err => log.error({ event: 'client', err }))
  client.on(Events.Warn, warning => log.warn({ event: 'client', warning }))
  client.on(Events.ShardError, (err, shard) => log.warn({ event: 'connection', shard, err }))
  logReconnects(client, log, shutdown)
  observe.connecting(watchShards(client, Date.now))

  let ids: CommandIds = new Map()
  let onInvalidToken: (error: DiscordAPIError) => void = () => {}
  const interactions = createInteractionQueue(api, app, () => ids, log, observe)
  const messages = createMessageQueue({
    api,
    token,
    app,
    ids: () => ids,
    bot: () => client.user?.id,
    localeOf: server => client.guilds.cache.get(server)?.preferredLocale ?? 'en-US',
    log,
    observe,
    onInvalidToken: error => onInvalidToken(error),
  })
  client.on(Events.Raw, (packet: Packet) => {
    if (packet.t === GatewayDispatchEvents.InteractionCreate) interactions.take(packet.d)
    else if (packet.t === GatewayDispatchEvents.MessageCreate) messages.take(packet.d)
    reduceToNeeded(packet)
  })
  const login = async (): Promise<void> => {
    client.rest.setToken(token)
    ids = await registerAtStart(client.rest, app, log)
    if (!shutdown.aborted) await client.login(token)
  }

  const result = await new Promise<Result>(end => {
    shutdown.addEventListener('abort', () => end(DONE))
    if (shutdown.aborted) return end(DONE)
    onInvalidToken = error => end(requestFailure(error, api))
    client.on(Events.ShardDisconnect, ({ code }) => end(closeFailure(code)))
    client.once(Events.ClientReady, () => log.info({ event: 'ready', servers: client.guilds.cache.size }))
    watchForSilence(client, maxSilenceMs, () => end(silenceFailure(maxSilenceMs)))
    login().catch(error => end(requestFailure(error, api)))
  })
  // Answers are not sent over the gateway, so it can be closed while pending ones are finished. If it is still connecting,
  // it is left alone, because discord.js would throw.
  const isOpen = client.ws.shards.some(({ status }) => status === Status.Ready)
  const close = () => client.destroy().catch(err => log.warn({ event: 'not closed', err }))
  const closed = isOpen && within(CLOSE_MS, close())
  const finished = await within(DRAIN_MS, Promise.all([interactions.close(), messages.close()]))
  if (!finished) log.warn({ event: 'unfinished' })
  await closed
  log.info({ event: 'stopped' })
  return result
}

type Packet = { t: string | null; d: unknown }

/** The events from which discord.js learns who the bot is and which servers it is in. */
const NEEDED_BY_CLIENT: ReadonlySet<string | null> = new Set([
  GatewayDispatchEvents.Ready,
  GatewayDispatchEvents.Resumed,
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildDelete,
])

/**
 * Reduces an event to what the bot needs of it, which may be nothing. From the rest discord.js would build and cache objects,
 * and an unexpected value anywhere in it would end the process.
 */
function reduceToNeeded(packet: Packet): void {
  const isOfServer = packet.t?.startsWith('GUILD_') === true
  if (!NEEDED_BY_CLIENT.has(packet.t)) Object.assign(packet, IGNORED)
  else if (isOfServer) Object.assign(packet, neededOfServer(packet.d) ?? IGNORED)
}

const IGNORED: Packet = { t: 'IGNORED', d: null }

/** A server's id, its language, and whether it is out of order; undefined without an id. */
function neededOfServer(data: unknown): Pick<Packet, 'd'> | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { id, preferred_locale, unavailable } = data as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || !/^\d{1,20}$/.test(id)) return undefined
  // Without channels, discord.js would take the server to be out of order.
  const d = { id, channels: [], ...(unavailable === true && { unavailable }) }
  return { d: typeof preferred_locale === 'string' ? { ...d, preferred_locale } : d }
}

/** Whether the work finishes within `ms` milliseconds. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), setTimeout(ms, false, { ref: false })])
}

/** Logs once when a connection is lost and once when it is back, however often discord.js tries to reconnect. */
function logReconnects(client: Client, log: Log, shutdown: AbortSignal): void {
  const disconnected = new Set<number>()
  client.on(Events.ShardReconnecting, shard => {
    if (!disconnected.has(shard) && !shutdown.aborted) log.warn({ event: 'disconnected', shard })
    disconnected.add(shard)
  })
  const onReconnected = (shard: number): void => {
    if (disconnected.delete(shard)) log.info({ event: 'reconnected', shard })
  }
  client.on(Events.ShardResume, onReconnected)
  client.on(Events.ShardReady, onReconnected)
}

/** The bot looks nothing up in the caches of discord.js, so all that can be disabled are. */
function createClient(api: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    shards: 'auto',
    rest: { api, ...STARTUP_REST },
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      BaseGuildEmojiManager: 0,
      GuildMemberManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      StageInstanceManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      UserManager: 0,
      VoiceStateManager: 0,
    }),
  })
}

/**
 * Returns a function that reports the state of each shard; until Discord has said how many there are, an empty list.
 *
 * @param now milliseconds since 1970.
 */
function watchShards(client: Client, now: () => number): () => readonly Shard[] {
  const lastEvents = new Map<number, number>()
  client.on(Events.Raw, (_packet: unknown, shard: number) => lastEvents.set(shard, now()))
  return () =>
    client.ws.shards.map(({ id, status, ping, lastPingTimestamp }) => ({
      connected: status === Status.Ready,
      silent: now() - Math.max(lastEvents.get(id) ?? 0, lastPingTimestamp),
      ping: ping < 0 ? undefined : ping,
    }))
}

/** How many consecutive checks have to find nothing new. */
const CHECKS = 10

/**
 * Calls `onSilence` once if a shard has received nothing for `ms` milliseconds, neither an event nor a reply to a heartbeat.
 * discord.js reconnects by itself, but can get stuck waiting.
 *
 * It counts checks instead of comparing times, so that a computer has a chance to reconnect when it wakes from sleep.
 */
function watchForSilence(client: Client, ms: number, onSilence: () => void): void {
  /** For each shard, how many consecutive checks have found nothing new. */
  const silentChecks = new Map<number, number>()
  const lastPings = new Map<number, number>()
  client.on(Events.Raw, (_packet: unknown, shard: number) => silentChecks.set(shard, 0))
  const timer = setInterval(() => {
    // Until Discord has said how many shards there are, the first one counts as silent.
    for (const shard of client.ws.shards.size === 0 ? [0] : client.ws.shards.keys()) {
      const ping = client.ws.shards.get(shard)?.lastPingTimestamp ?? -1
      silentChecks.set(shard, ping === (lastPings.get(shard) ?? -1) ? (silentChecks.get(shard) ?? 0) + 1 : 0)
      lastPings.set(shard, ping)
    }
    if (Math.max(...silentChecks.values()) < CHECKS) return
    clearInterval(timer)
    onSilence()
  }, ms / CHECKS)
  timer.unref()
}
