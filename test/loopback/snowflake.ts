const EPOCH = 1_420_070_400_000n

let count = 0n

/** An id as Discord makes them: it holds the time at which it was made. */
export function snowflake(time: number): string {
  count = (count + 1n) % 4096n
  return String(((BigInt(time) - EPOCH) << 22n) | count)
}
