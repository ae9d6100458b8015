/**
 * Whether a user may send a request now. Only allowed requests count.
 *
 * @param cost how many requests to count: 0 only tells whether one would be allowed.
 */
export type RateLimiter = (userId: string, cost?: 0 | 1) => boolean

/** Faster than anyone who reads the answers would ask. */
const REQUEST_LIMIT = { burst: 8, intervalMs: 2000 }

/** Everyone in a channel reads a reminder to slow down, so each user gets few. */
export const REMINDER_LIMIT = { burst: 1, intervalMs: 30_000 }

/** With more users than this, those with a full bucket are forgotten. */
const MAX_USERS = 10_000

/**
 * A token bucket for each user: it holds `burst` requests, and one more is added every `intervalMs`.
 *
 * @param now a monotonic clock in milliseconds, such as `performance.now`.
 */
export function createRateLimiter(now: () => number, { burst, intervalMs } = REQUEST_LIMIT): RateLimiter {
  /** When a user's bucket will be full again; a user who is missing has a full one. */
  const fullAt = new Map<string, number>()
  return (userId, cost = 1) => {
    const time = now()
    if (fullAt.size >= MAX_USERS) {
      for (const [other, full] of fullAt) if (full <= time) fullAt.delete(other)
    }
    const full = Math.max(time, fullAt.get(userId) ?? 0) + intervalMs
    if (full - time > burst * intervalMs) return false
    if (cost > 0) fullAt.set(userId, full)
    return true
  }
}
