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
  /** The connection is given up after so many milliseconds without an event. Heartbeats are answered every 41 seconds. */
  readonly maxSilenceMs?: number
}

const MAX_SILENCE_MS = 5 * 60 * 1000

/** How long answers in progress may take after the shutdown signal. */
const DRAIN_MS = 10_000

/** How long to wait for the gateway to confirm that the connection is closed: a silent one never will. */
const CLOSE_MS = 3000

/**
 * Answers on Discord's gateway until shutdown. Requests in progress, and attempts of discord.js to connect, may outlive it, so
 * the caller should end the process afterwards. Fails if Discord or the network makes it useless to go on.
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
    if (!NEEDED_BY_CLIENT.has(packet.t)) Object.assign(packet, IGNORED)
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
  // Answers are not sent over the gateway, so it is closed first, and then answers in progress are finished. A connection
  // that is still being made is left alone: discord.js throws if it is closed then.
  const isOpen = client.ws.shards.some(({ status }) => status === Status.Ready)
  const close = () => client.destroy().catch(err => log.warn({ event: 'not closed', err }))
  const closed = isOpen && within(CLOSE_MS, close())
  const finished = await within(DRAIN_MS, Promise.all([interactions.close(), messages.close()]))
  if (!finished) log.warn({ event: 'unfinished' })
  await closed
  log.info({ event: 'left' })
  return result
}

type Packet = { t: string | null; d: unknown }

/** The events that discord.js itself needs: who the bot is, and which servers it is in. */
const NEEDED_BY_CLIENT: ReadonlySet<string | null> = new Set([
  GatewayDispatchEvents.Ready,
  GatewayDispatchEvents.Resumed,
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildDelete,
])

/** discord.js would build and cache objects from all other events, and an unexpected one would end the process. */
const IGNORED: Packet = { t: 'IGNORED', d: null }

/** Whether some work was done in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), setTimeout(ms, false, { ref: false })])
}

/** Logs a line when a connection is lost and one when it is back; discord.js tries to connect twice a second. */
function logReconnects(client: Client, log: Log, shutdown: AbortSignal): void {
  const away = new Set<number>()
  client.on(Events.ShardReconnecting, shard => {
    if (!away.has(shard) && !shutdown.aborted) log.warn({ event: 'disconnected', shard })
    away.add(shard)
  })
  const back = (shard: number): void => {
    if (away.delete(shard)) log.info({ event: 'reconnected', shard })
  }
  client.on(Events.ShardResume, back)
  client.on(Events.ShardReady, back)
}

/** We look nothing up in caches, so the ones that discord.js can do without are disabled. */
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
 * Returns a function that reports the state of each shard; an empty list until Discord has said how many there are.
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

/** How many checks in a row have to fail. */
const CHECKS = 10

/**
 * Calls `silent` once if a shard has received nothing for so many milliseconds: no event, and no answer to a heartbeat.
 * discord.js reconnects by itself, but can end up waiting for something that never comes.
 *
 * It counts checks instead of comparing clocks, so a computer that was asleep gets the chance to reconnect.
 */
function watchForSilence(client: Client, ms: number, silent: () => void): void {
  /** By shard, the checks in a row without anything new. */
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
    silent()
  }, ms / CHECKS)
  timer.unref()
}
