import { type Client, Events, Status } from 'discord.js'
import type { Shard } from './observe.ts'

/**
 * How each shard is, whenever it is asked; an empty list as long as Discord has not said how many there are.
 *
 * @param now milliseconds since 1970.
 */
export function watchShards(client: Client, now: () => number): () => readonly Shard[] {
  const heard = new Map<number, number>()
  client.on(Events.Raw, (_packet: unknown, shard: number) => heard.set(shard, now()))
  return () =>
    client.ws.shards.map(({ id, status, ping, lastPingTimestamp }) => ({
      connected: status === Status.Ready,
      silent: now() - Math.max(heard.get(id) ?? 0, lastPingTimestamp),
      ping: ping < 0 ? undefined : ping,
    }))
}
