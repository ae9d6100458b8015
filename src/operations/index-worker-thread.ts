import { parentPort } from 'node:worker_threads'
import type { Episode, Show } from '../content/types.ts'
import { deserializeLibrary, serializeLibrary } from '../search/frozen.ts'
import { createLibrary } from '../search/library.ts'
import type { ToThread } from './index-worker.ts'

/** The thread that `build.ts` starts: it takes a show in parts, indexes it, gives back the library's bytes, and ends. */

let about: Omit<Show, 'episodes'> = { name: '', about: [], synonyms: {} }
let today = ''
const known: Uint8Array[] = []
const told: (Episode | number)[] = []

parentPort?.on('message', (message: ToThread) => {
  if (message === 'all') {
    const bytes = build()
    parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer])
    parentPort?.close()
  } else if ('episodes' in message) {
    told.push(...message.episodes)
  } else if ('bytes' in message) {
    known.push(message.bytes)
  } else {
    about = message.about
    today = message.today
  }
})

function build(): Uint8Array {
  const before = known.length > 0 ? deserializeLibrary(Buffer.concat(known)) : undefined
  const episodes = told.flatMap(episode =>
    typeof episode === 'number' ? (before?.show.episodes[episode] ?? []) : episode,
  )
  return serializeLibrary(createLibrary({ ...about, episodes }, today, before))
}
