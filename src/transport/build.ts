import { setImmediate } from 'node:timers/promises'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { Episode, Show } from '../content/episode.ts'
import { thaw } from '../search/frozen.ts'
import type { Library } from '../search/library.ts'

/** What the thread is told: first the show without its episodes and the day, then the episodes, then that it has all. */
export type ToThread =
  | { readonly about: Omit<Show, 'episodes'>; readonly today: string }
  | { readonly episodes: readonly Episode[] }
  | 'all'

/** Handing over more at once would hold up an answer. */
const AT_ONCE = 8

/**
 * Indexes a show as `openLibrary` does, in a thread of its own, so that answers go on meanwhile. The library holds its
 * own copy of the show.
 *
 * @param limits how much memory the thread may take; as much as the process itself unless given.
 * @throws what went wrong in the thread, also that memory ran out there: this thread goes on with what it has.
 */
export async function buildLibrary(
  { episodes, ...about }: Show,
  today: string,
  limits: ResourceLimits = {},
): Promise<Library> {
  const thread = startThread(limits)
  try {
    const bytes = new Promise<Uint8Array>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', () => reject(new Error('The thread that indexes the show ended before it was done.')))
    })
    // Looked at below; until then a fault must not count as one that nobody looks at.
    bytes.catch(() => {})
    const tell = (message: ToThread) => thread.postMessage(message)
    tell({ about, today })
    for (let i = 0; i < episodes.length; i += AT_ONCE) {
      tell({ episodes: episodes.slice(i, i + AT_ONCE) })
      await setImmediate()
    }
    tell('all')
    return thaw(await bytes)
  } finally {
    await thread.terminate()
  }
}

/** From source, a thread has to be told anew how TypeScript is read; what was built of it stands beside this file. */
function startThread(resourceLimits: ResourceLimits): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('build-thread.js', import.meta.url), { resourceLimits })
  const [tsx, thread] = [import.meta.resolve('tsx/esm/api'), new URL('build-thread.ts', import.meta.url)]
  const start = `import('${tsx}').then(({ register }) => { register(); return import('${thread}') })`
  return new Worker(start, { eval: true, resourceLimits })
}
