import { parentPort, workerData } from 'node:worker_threads'
import { createWebClient } from '../web/fetch.ts'
import { type ImportOptions, type ImportOutcome, importFeed } from './import.ts'

/** The thread that `operations/feed.ts` starts for one import: neither a large feed nor a hostile one delays answers. */

export type ImportRequest = ImportOptions & {
  /** Origins that may be private; none, except in tests. */
  readonly trusted: readonly string[]
}

export type ImportMessage =
  | { readonly what: string; readonly done: number; readonly of: number }
  | { readonly outcome: ImportOutcome }

const { trusted, ...options } = workerData as ImportRequest
const client = createWebClient({
  // Hosts of transcripts learn which show asks for them, and whom to write to.
  userAgent: `Shownotes-Feed/1${URL.canParse(options.url) ? ` (+${new URL(options.url).origin})` : ''}`,
  isTrusted: ({ origin }) => trusted.includes(origin),
})
const post = (message: ImportMessage): void => parentPort?.postMessage(message)

const outcome = await importFeed(options, {
  client,
  now: Date.now,
  onProgress: (what, done, of) => post({ what, done, of }),
})
await client.close()
post({ outcome })
