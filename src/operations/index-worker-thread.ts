import { parentPort } from 'node:worker_threads'
import type { Episode, Show } from '../content/types.ts'
import { createLibrary } from '../search/library.ts'
import { snapshotOf } from '../search/snapshot.ts'
import { interruptible } from '../worker.ts'
import type { BuiltIndex, WorkerMessage } from './index-worker.ts'

/** The thread that `index-worker.ts` starts: it receives a show in parts, indexes it, posts its snapshot and ends. */

/** Indexing an hour of speech takes a few hundredths of this. */
const MAX_MS_PER_EPISODE = 10_000

const episodes: Episode[] = []

parentPort?.on('message', (message: WorkerMessage) => {
  if ('episodes' in message) {
    for (const episode of message.episodes) episodes.push(episode)
    return
  }
  const show: Show = { ...message.show, episodes }
  const library = createLibrary(show, message.today, work => interruptible(work, MAX_MS_PER_EPISODE))
  const snapshot = snapshotOf(library)
  const buffers = snapshot.positions.flatMap(({ stems, moments }) => [stems.buffer, moments.buffer] as ArrayBuffer[])
  parentPort?.postMessage({ snapshot, problems: library.problems } satisfies BuiltIndex, buffers)
  parentPort?.close()
})
