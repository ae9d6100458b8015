import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { ResourceLimits } from 'node:worker_threads'
import type { Episode, Problem, Show } from '../content/types.ts'
import type { Library } from '../search/library.ts'
import { loadSnapshot, type Snapshot } from '../search/snapshot.ts'
import { startThread } from '../worker.ts'

/** What the thread receives: the episodes in batches, then the show without its episodes and the day. */
export type WorkerMessage =
  | { readonly episodes: readonly Episode[] }
  | { readonly show: Omit<Show, 'episodes'>; readonly today: string }

export type BuiltIndex = { readonly snapshot: Snapshot; readonly problems: readonly Problem[] }

/** Posting more at once would delay answers. */
const BATCH_SIZE = 8

/**
 * Indexes a show like `createLibrary`, but in a worker thread, so that questions are answered meanwhile.
 *
 * @param limits how much memory the thread may use; by default as much as the process.
 * @throws any error from the thread, including running out of memory; the process keeps running.
 */
export async function buildLibrary(show: Show, today: string, limits: ResourceLimits = {}): Promise<Library> {
  const thread = startThread('operations/index-worker-thread', limits)
  try {
    const { episodes, ...about } = show
    const answer: Promise<[BuiltIndex]> = Promise.race([
      once(thread, 'message') as Promise<[BuiltIndex]>,
      once(thread, 'exit').then(() => {
        throw new Error('The indexing thread ended before it was done.')
      }),
    ])
    // It is awaited below; until then a failure must not count as an unhandled rejection.
    answer.catch(() => {})
    const post = (message: WorkerMessage): void => thread.postMessage(message)
    for (let i = 0; i < episodes.length; i += BATCH_SIZE) {
      post({ episodes: episodes.slice(i, i + BATCH_SIZE) })
      await setImmediate()
    }
    post({ show: about, today })
    const [{ snapshot, problems }] = await answer
    return { ...(await loadSnapshot(snapshot, show, true)), problems }
  } catch (error) {
    throw isOutOfMemory(error) ? outOfMemory(show.episodes.length, error) : error
  } finally {
    await thread.terminate()
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

const outOfMemory = (episodes: number, cause: unknown): Error =>
  new Error(
    `Memory ran out while ${episodes} episodes were indexed. Allow the process more with NODE_OPTIONS=--max-old-space-size=MEGABYTES.`,
    { cause },
  )
