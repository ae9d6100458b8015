/** Whether somebody may ask once more now; asks count, refusals do not. */
export type RateLimiter = (userId: string) => boolean

/** So many at once, and one more after each pause: nobody asks faster who reads the answers. */
const READING = { atOnce: 8, pauseMs: 2000 }

/** In a channel all read that somebody asks too fast: of each person once in half a minute is enough. */
export const REMINDER_LIMIT = { atOnce: 1, pauseMs: 30_000 }

/** From so many people on, those who have not asked for a while are forgotten. */
const MANY = 10_000

/**
 * A token bucket for each person (as in RFC 2697, with one rate): unless told otherwise it holds eight asks and
 * fills by one every two seconds.
 *
 * @param now milliseconds that only ever grow, such as `performance.now`.
 */
export function createRateLimiter(now: () => number, { atOnce, pauseMs } = READING): RateLimiter {
  /** When a person's bucket will be full again; who is not there has a full one. */
  const fullAt = new Map<string, number>()
  return userId => {
    const time = now()
    if (fullAt.size >= MANY) {
      for (const [other, full] of fullAt) if (full <= time) fullAt.delete(other)
    }
    const full = Math.max(time, fullAt.get(userId) ?? 0) + pauseMs
    if (full - time > atOnce * pauseMs) return false
    fullAt.set(userId, full)
    return true
  }
}
