import { type Client, Events } from 'discord.js'

/** It looks this many times before it gives up. */
const LOOKS = 10

/**
 * Calls `silent`, once, when a shard has heard nothing for this many milliseconds: no event, no answer to a heartbeat.
 * discord.js connects again for as long as it takes, and can come to wait for what never comes.
 *
 * Looks are counted, clocks not compared: a computer that has slept gets its chance to connect again.
 */
export function watchForSilence(client: Client, ms: number, silent: () => void): void {
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
