import { parentPort } from 'node:worker_threads'
import type { Episode, Show } from '../content/types.ts'
import { createLibrary } from '../search/library.ts'
import { snapshotOf } from '../search/snapshot.ts'
import type { WorkerMessage } from './index-worker.ts'

/** The thread that `index-worker.ts` starts: it receives a show in parts, indexes it, posts its snapshot and ends. */

const episodes: Episode[] = []

parentPort?.on('message', (message: WorkerMessage) => {
  if ('episodes' in message) {
    for (const episode of message.episodes) episodes.push(episode)
    return
  }
  const show: Show = { ...message.show, episodes }
  const snapshot = snapshotOf(createLibrary(show, message.today))
  const buffers = snapshot.positions.flatMap(({ stems, moments }) => [stems.buffer, moments.buffer] as ArrayBuffer[])
  parentPort?.postMessage(snapshot, buffers)
  parentPort?.close()
})
