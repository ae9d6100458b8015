/** Whether something is new: false when the same was asked about within the time that it is remembered. */
export type Once = (id: string, now: number) => boolean

/**
 * Remembers ids for a while, in this process alone.
 *
 * @param ms how long each is remembered.
 * @param most so many at once; the oldest go first.
 */
export function createOnce(ms: number, most: number): Once {
  /** When each came, the oldest first. */
  const seen = new Map<string, number>()
  return (id, now) => {
    for (const [old, at] of seen) {
      if (now - at <= ms && seen.size < most) break
      seen.delete(old)
    }
    if (seen.has(id)) return false
    seen.set(id, now)
    return true
  }
}
