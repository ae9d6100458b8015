/** Whether Discord asks to wait longer than so many milliseconds: such a request is given up at once. */
export const longerThan =
  (ms: number) =>
  ({ retryAfter }: { readonly retryAfter: number }): boolean =>
    retryAfter > ms

/** How discord.js asks about commands. Discord wants hours when too many were made in a day: nobody waits for that. */
export const REGISTERING = { retries: 1, rejectOnRateLimit: longerThan(5000) }

/** The same while a bot starts, which has others to answer. */
export const STARTING = { ...REGISTERING, timeout: 5000 }
