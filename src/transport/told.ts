import { constants } from 'node:os'

/**
 * The first signal asks to leave in good order; a second one, of either kind, ends the process at once. It is not left to
 * the system to do so: the first process of a container outlives a signal that it does not handle.
 */
export function toldToLeave(): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (told.signal.aborted) process.exit(128 + constants.signals[signal])
      told.abort()
    })
  }
  return told.signal
}

/** Who is told to leave while something is still being opened has nothing in hand, and ends at once. */
export async function unlessTold<T>(told: AbortSignal, opening: Promise<T>): Promise<T> {
  const end = () => process.exit()
  told.addEventListener('abort', end, { once: true })
  try {
    return await opening
  } finally {
    told.removeEventListener('abort', end)
  }
}
