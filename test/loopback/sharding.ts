import { GUILD } from './people.ts'

/** Over how many connections a bot has to hear, and how many of them it may open at once. */
export type Sharding = { readonly shards: number; readonly maxConcurrency: number }

export const UNSHARDED: Sharding = { shards: 1, maxConcurrency: 1 }

/** The shard that hears of a server; what comes from none, or from what is no server's id, comes over the first. */
export function shardOf(guild: unknown, { shards }: Sharding): number {
  return typeof guild === 'string' && /^\d+$/.test(guild) ? Number((BigInt(guild) >> 22n) % BigInt(shards)) : 0
}

/** A server for each shard, in their order; `GUILD` is one of them. */
export function guildsOf(sharding: Sharding): readonly string[] {
  const { shards } = sharding
  const near = Array.from({ length: shards }, (_, n) => String(BigInt(GUILD) + (BigInt(n) << 22n)))
  return near.sort((a, b) => shardOf(a, sharding) - shardOf(b, sharding))
}

/** Each of so many may identify once within this time. */
const IDENTIFY_MS = 5000

/**
 * Whether a shard may identify now. https://docs.discord.com/developers/events/gateway#sharding-max-concurrency
 *
 * @returns a function that is called at each attempt.
 */
export function identifyLimit({ maxConcurrency }: Sharding): (shard: number, now: number) => boolean {
  const last = new Map<number, number>()
  return (shard, now) => {
    const key = shard % maxConcurrency
    const isAllowed = now - (last.get(key) ?? -IDENTIFY_MS) >= IDENTIFY_MS
    last.set(key, now)
    return isAllowed
  }
}
