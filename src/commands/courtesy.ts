/** Whether somebody may ask once more now; asks count, refusals do not. */
export type Courtesy = (asker: string) => boolean

/** So many at once, and one more after each pause: nobody asks faster who reads the answers. */
const AT_ONCE = 8
const PAUSE_MS = 2000

/** From so many people on, those who have not asked for a while are forgotten. */
const MANY = 10_000

/**
 * A token bucket for each person (as in RFC 2697, with one rate): it holds eight asks and fills by one every two seconds.
 *
 * @param now milliseconds that only ever grow, such as `performance.now`.
 */
export function createCourtesy(now: () => number): Courtesy {
  /** When a person's bucket will be full again; who is not there has a full one. */
  const fullAt = new Map<string, number>()
  return asker => {
    const time = now()
    if (fullAt.size >= MANY) {
      for (const [other, full] of fullAt) if (full <= time) fullAt.delete(other)
    }
    const full = Math.max(time, fullAt.get(asker) ?? 0) + PAUSE_MS
    if (full - time > AT_ONCE * PAUSE_MS) return false
    fullAt.set(asker, full)
    return true
  }
}
