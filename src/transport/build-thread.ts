/** The thread that `build.ts` starts: it takes a show in parts, indexes it, gives back the library's bytes, and ends. */
import { parentPort } from 'node:worker_threads'
import type { Episode, Show } from '../content/episode.ts'
import { freeze } from '../search/frozen.ts'
import { openLibrary } from '../search/library.ts'
import type { ToThread } from './build.ts'

let about: Omit<Show, 'episodes'> = { name: '', about: [], synonyms: {} }
let today = ''
const episodes: Episode[] = []

parentPort?.on('message', (told: ToThread) => {
  if (told === 'all') {
    const bytes = freeze(openLibrary({ ...about, episodes }, today))
    parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer])
    parentPort?.close()
  } else if ('episodes' in told) {
    episodes.push(...told.episodes)
  } else {
    about = told.about
    today = told.today
  }
})
