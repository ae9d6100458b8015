import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { Episode, Show } from '../content/types.ts'
import { deserializeLibrary, serializeLibrary } from '../search/frozen.ts'
import type { Library } from '../search/library.ts'

/**
 * What the thread is told: the show without its episodes and the day; the bytes of an earlier library; the episodes, of
 * one that the earlier library has as well only its position there; and then that this was all.
 */
export type ToThread =
  | { readonly about: Omit<Show, 'episodes'>; readonly today: string }
  | { readonly bytes: Uint8Array }
  | { readonly episodes: readonly (Episode | number)[] }
  | 'all'

/** A library that was built before, and the show that it was built of. */
export type Built = { readonly show: Show; readonly library: Library }

/** Handing over more at once would hold up an answer. */
const EPISODES_AT_ONCE = 8
const BYTES_AT_ONCE = 4 << 20

/**
 * Indexes a show as `openLibrary` does, in a thread of its own, so that answers go on meanwhile. The library holds its
 * own copy of the show.
 *
 * @param before spares reading the episodes again that are the same in both shows.
 * @param limits how much memory the thread may take; as much as the process itself unless given.
 * @throws what went wrong in the thread, also that memory ran out there: this thread goes on with what it has.
 */
export async function buildLibrary(
  { episodes, ...about }: Show,
  today: string,
  before?: Built,
  limits: ResourceLimits = {},
): Promise<Library> {
  const thread = startThread(limits)
  try {
    const bytes = new Promise<Uint8Array>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', fault => reject(isOutOfMemory(fault) ? notEnough(episodes.length, fault) : fault))
      thread.once('exit', () => reject(new Error('The thread that indexes the show ended before it was done.')))
    })
    // Looked at below; until then a fault must not count as one that nobody looks at.
    bytes.catch(() => {})
    const tell = (message: ToThread) => thread.postMessage(message)
    tell({ about, today })
    const known = before ? serializeLibrary(before.library) : new Uint8Array()
    for (let i = 0; i < known.length; i += BYTES_AT_ONCE) {
      tell({ bytes: known.slice(i, i + BYTES_AT_ONCE) })
      await setImmediate()
    }
    const positionOf = positionsIn(before?.show.episodes ?? [])
    for (let i = 0; i < episodes.length; i += EPISODES_AT_ONCE) {
      tell({ episodes: episodes.slice(i, i + EPISODES_AT_ONCE).map(episode => positionOf(episode) ?? episode) })
      await setImmediate()
    }
    tell('all')
    return deserializeLibrary(await bytes)
  } finally {
    await thread.terminate()
  }
}

const isOutOfMemory = (fault: Error): boolean => 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY'

const notEnough = (episodes: number, cause: Error): Error =>
  new Error(
    `Memory ran out while ${episodes} episodes were indexed. Give the process more of it, in NODE_OPTIONS=--max-old-space-size=MEGABYTES.`,
    { cause },
  )

/** Where an episode stands that is the same as before in all that was read. */
function positionsIn(before: readonly Episode[]): (episode: Episode) => number | undefined {
  const positions = new Map(before.map(({ id }, i) => [id, i]))
  return episode => {
    const position = positions.get(episode.id)
    return position !== undefined && isDeepStrictEqual(before[position], episode) ? position : undefined
  }
}

/** From source, a thread has to be told anew how TypeScript is read; what was built of it stands beside this file. */
function startThread(resourceLimits: ResourceLimits): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('index-worker-thread.js', import.meta.url), { resourceLimits })
  const [tsx, thread] = [import.meta.resolve('tsx/esm/api'), new URL('index-worker-thread.ts', import.meta.url)]
  const start = `import('${tsx}').then(({ register }) => { register(); return import('${thread}') })`
  return new Worker(start, { eval: true, resourceLimits })
}
