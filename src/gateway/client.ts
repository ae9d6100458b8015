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
import { prepare } from '../rest/register.ts'
import { STARTUP_REST } from '../rest/send.ts'
import { createInteractionQueue } from './interactions.ts'
import { createMessageQueue } from './messages.ts'

export type Connection = {
  readonly token: string
  readonly api: string
  readonly app: App
  readonly log: Log
  readonly observe?: Observer
  /** Asks to finish what is in hand and go. */
  readonly leave: AbortSignal
  /** How many milliseconds without anything from Discord are too many. A heartbeat is answered every 41 seconds. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 5 * 60 * 1000

/** How long what is in hand may still take when it is time to go. */
const FINISHING_MS = 10_000

/** How long the gateway gets to confirm that the connection is closed: one that has gone silent never will. */
const GOODBYE_MS = 3000

/**
 * Answers on Discord's gateway until told to leave. A request that is under way then may still go on, and so may
 * discord.js trying to connect: whoever calls this should end the process afterwards.
 *
 * @returns nothing when it left as told, else the sentence that says why it cannot stay.
 */
export async function connect(connection: Connection): Promise<string | undefined> {
  const { token, api, app, log, leave, observe = noObserver, patienceMs = PATIENCE_MS } = connection
  const client = createClient(api)
  client.on(Events.Error, err => log.error({ event: 'client', err }))
  client.on(Events.Warn, warning => log.warn({ event: 'client', warning }))
  client.on(Events.ShardError, (err, shard) => log.warn({ event: 'connection', shard, err }))
  noteAbsence(client, log, leave)
  observe.connecting(watchShards(client, Date.now))

  let ids: CommandIds = new Map()
  let lost: (error: DiscordAPIError) => void = () => {}
  const desk = createInteractionQueue(api, app, () => ids, log, observe)
  const conversation = createMessageQueue({
    api,
    token,
    app,
    ids: () => ids,
    bot: () => client.user?.id,
    localeOf: server => client.guilds.cache.get(server)?.preferredLocale ?? 'en-US',
    log,
    observe,
    lost: error => lost(error),
  })
  client.on(Events.Raw, (packet: Packet) => {
    if (packet.t === GatewayDispatchEvents.InteractionCreate) desk.take(packet.d)
    else if (packet.t === GatewayDispatchEvents.MessageCreate) conversation.take(packet.d)
    if (!ITS_OWN.has(packet.t)) Object.assign(packet, TAKEN)
  })
  const enter = async (): Promise<void> => {
    client.rest.setToken(token)
    ids = await prepare(client.rest, app, log)
    if (!leave.aborted) await client.login(token)
  }

  const trouble = await new Promise<string | undefined>(end => {
    leave.addEventListener('abort', () => end(undefined))
    if (leave.aborted) return end(undefined)
    lost = error => end(requestFailure(error, api))
    client.on(Events.ShardDisconnect, ({ code }) => end(closeFailure(code)))
    client.once(Events.ClientReady, () => log.info({ event: 'ready', servers: client.guilds.cache.size }))
    watchForSilence(client, patienceMs, () => end(silenceFailure(patienceMs)))
    enter().catch(error => end(requestFailure(error, api)))
  })
  // Answers do not go over the gateway: first nothing more comes in, then what is in hand is finished.
  // A connection that is only being made is left to the end of the process: discord.js throws when one is given up.
  const isOpen = client.ws.shards.some(({ status }) => status === Status.Ready)
  const goodbye = () => client.destroy().catch(err => log.warn({ event: 'no goodbye', err }))
  const closed = isOpen && within(GOODBYE_MS, goodbye())
  const finished = await within(FINISHING_MS, Promise.all([desk.close(), conversation.close()]))
  if (!finished) log.warn({ event: 'unfinished' })
  await closed
  log.info({ event: 'left' })
  return trouble
}

type Packet = { t: string | null; d: unknown }

/** What discord.js has to hear of: who the bot is, and which servers it is in. */
const ITS_OWN: ReadonlySet<string | null> = new Set([
  GatewayDispatchEvents.Ready,
  GatewayDispatchEvents.Resumed,
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildDelete,
])

/** Of all else it would make objects of its own, keep them, and end the process over one that it does not expect. */
const TAKEN: Packet = { t: 'TAKEN', d: null }

/** Whether it was done in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), setTimeout(ms, false, { ref: false })])
}

/** One line when a connection is lost and one when it is back: discord.js tries twice a second, for as long as it takes. */
function noteAbsence(client: Client, log: Log, leave: AbortSignal): void {
  const away = new Set<number>()
  client.on(Events.ShardReconnecting, shard => {
    if (!away.has(shard) && !leave.aborted) log.warn({ event: 'disconnected', shard })
    away.add(shard)
  })
  const back = (shard: number): void => {
    if (away.delete(shard)) log.info({ event: 'reconnected', shard })
  }
  client.on(Events.ShardResume, back)
  client.on(Events.ShardReady, back)
}

/** Nothing is looked up in caches, so nothing is kept in those that discord.js can do without. */
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
 * How each shard is, whenever it is asked; an empty list as long as Discord has not said how many there are.
 *
 * @param now milliseconds since 1970.
 */
function watchShards(client: Client, now: () => number): () => readonly Shard[] {
  const heard = new Map<number, number>()
  client.on(Events.Raw, (_packet: unknown, shard: number) => heard.set(shard, now()))
  return () =>
    client.ws.shards.map(({ id, status, ping, lastPingTimestamp }) => ({
      connected: status === Status.Ready,
      silent: now() - Math.max(heard.get(id) ?? 0, lastPingTimestamp),
      ping: ping < 0 ? undefined : ping,
    }))
}

/** It looks this many times before it gives up. */
const LOOKS = 10

/**
 * Calls `silent`, once, when a shard has heard nothing for this many milliseconds: no event, no answer to a heartbeat.
 * discord.js connects again for as long as it takes, and can come to wait for what never comes.
 *
 * Looks are counted, clocks not compared: a computer that has slept gets its chance to connect again.
 */
function watchForSilence(client: Client, ms: number, silent: () => void): void {
  /** Looks in a row at which a shard had heard nothing since the one before. */
  const vainLooks = new Map<number, number>()
  const lastPings = new Map<number, number>()
  client.on(Events.Raw, (_packet: unknown, shard: number) => vainLooks.set(shard, 0))
  const looking = setInterval(() => {
    // Until Discord has said how many shards there are, nothing has come for the first.
    for (const shard of client.ws.shards.size === 0 ? [0] : client.ws.shards.keys()) {
      const ping = client.ws.shards.get(shard)?.lastPingTimestamp ?? -1
      vainLooks.set(shard, ping === (lastPings.get(shard) ?? -1) ? (vainLooks.get(shard) ?? 0) + 1 : 0)
      lastPings.set(shard, ping)
    }
    if (Math.max(...vainLooks.values()) < LOOKS) return
    clearInterval(looking)
    silent()
  }, ms / LOOKS)
  looking.unref()
}
