import { setTimeout } from 'node:timers/promises'
import { type Client, type DiscordAPIError, Events, GatewayDispatchEvents, Status } from 'discord.js'
import type { App } from '../commands/app.ts'
import type { CommandIds } from '../discord/markdown.ts'
import type { Log } from '../log.ts'
import { createClient } from './client.ts'
import { openConversation } from './conversation.ts'
import { openDesk } from './desk.ts'
import { type Observe, unobserved } from './observe.ts'
import { prepare } from './prepare.ts'
import { closedFor, failedFor, silentFor } from './refusal.ts'
import { watchShards } from './shards.ts'
import { watchForSilence } from './silence.ts'

export type Connection = {
  readonly token: string
  readonly api: string
  readonly app: App
  readonly log: Log
  readonly observe?: Observe
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
  const { token, api, app, log, leave, observe = unobserved, patienceMs = PATIENCE_MS } = connection
  const client = createClient(api)
  client.on(Events.Error, err => log.error({ event: 'client', err }))
  client.on(Events.Warn, warning => log.warn({ event: 'client', warning }))
  client.on(Events.ShardError, (err, shard) => log.warn({ event: 'connection', shard, err }))
  noteAbsence(client, log, leave)
  observe.connecting(watchShards(client, Date.now))

  let ids: CommandIds = new Map()
  let lost: (error: DiscordAPIError) => void = () => {}
  const desk = openDesk(api, app, () => ids, log, observe)
  const conversation = openConversation({
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
    lost = error => end(failedFor(error, api))
    client.on(Events.ShardDisconnect, ({ code }) => end(closedFor(code)))
    client.once(Events.ClientReady, () => log.info({ event: 'ready', servers: client.guilds.cache.size }))
    watchForSilence(client, patienceMs, () => end(silentFor(patienceMs)))
    enter().catch(error => end(failedFor(error, api)))
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
