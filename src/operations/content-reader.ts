import { setImmediate } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { ReadShowResult } from '../content/read-show.ts'
import type { Episode, Problem, Show } from '../content/types.ts'
import { startThread } from '../worker.ts'

/** What the thread receives: the episodes that are known already, in batches; and a request to read the folder. */
export type ContentRequest =
  | { readonly known: readonly Episode[] }
  | { readonly about?: Omit<Show, 'episodes'> | undefined }

/** What the thread posts: its progress; the episodes that have changed, in batches; and, at last, what else has. */
export type ContentMessage =
  | { readonly done: number; readonly of: number }
  | { readonly episodes: readonly Episode[] }
  | { readonly show: ShowChange | undefined; readonly problems: readonly Problem[] | undefined }
  | { readonly fault: unknown }

/** `ids`: those of all episodes, in order. */
type ShowChange = { readonly about: Omit<Show, 'episodes'>; readonly ids: readonly string[] }

/** Posting more at once would delay answers. */
const BATCH_SIZE = 8

export function* batchesOf(episodes: readonly Episode[]): Generator<readonly Episode[]> {
  for (let i = 0; i < episodes.length; i += BATCH_SIZE) yield episodes.slice(i, i + BATCH_SIZE)
}

/** Reads a folder in a thread, which keeps what it read, so that reading it again is cheap. */
export type ContentReader = {
  /**
   * The folder's show and problems now: the same objects as before if they are the same, and the same episodes if only
   * others have changed.
   *
   * @throws any error from the thread, including running out of memory. The next call starts another thread.
   */
  readonly read: (onRead?: (done: number, of: number) => void) => Promise<ReadShowResult>
  readonly close: () => void
}

/** @param opened what the folder held according to its index, if there is one. */
export function contentReader(folder: string, opened?: ReadShowResult): ContentReader {
  let thread: Worker | undefined
  let now = opened

  const begin = async (): Promise<Worker> => {
    const started = startThread('operations/content-thread', {}, { folder })
    thread = started
    // Between two readings an error concerns nobody, but without a listener it would end the process.
    started.on('error', () => {})
    started.once('exit', () => {
      if (thread === started) thread = undefined
    })
    for (const known of batchesOf(now?.show.episodes ?? [])) {
      started.postMessage({ known } satisfies ContentRequest)
      await setImmediate()
    }
    return started
  }

  const read = async (onRead?: (done: number, of: number) => void): Promise<ReadShowResult> => {
    const isNew = thread === undefined
    const reader = thread ?? (await begin())
    const { episodes, ...about } = now?.show ?? { episodes: [] as readonly Episode[], name: undefined }
    const request: ContentRequest = isNew && about.name !== undefined ? { about } : {}
    const changed: Episode[] = []
    reader.ref()
    try {
      const { show, problems } = await answerOf(reader, request, message => {
        if ('episodes' in message) for (const episode of message.episodes) changed.push(episode)
        else onRead?.(message.done, message.of)
      })
      now = {
        show: show || !now ? put(show, [...episodes, ...changed]) : now.show,
        problems: problems ?? now?.problems ?? [],
      }
      return now
    } finally {
      reader.unref()
    }
  }

  return { read, close: () => void thread?.terminate() }
}

type Finished = Extract<ContentMessage, { problems: unknown }>
type Progress = Exclude<ContentMessage, Finished | { fault: unknown }>

function answerOf(thread: Worker, request: ContentRequest, onProgress: (message: Progress) => void): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: ContentMessage): void => {
      if ('fault' in message) end(() => reject(message.fault))
      else if ('problems' in message) end(() => resolve(message))
      else onProgress(message)
    }
    const onError = (fault: unknown): void => end(() => reject(fault))
    const onExit = (): void => end(() => reject(new Error('The thread that reads the content ended.')))
    const end = (settle: () => void): void => {
      thread.off('message', onMessage).off('error', onError).off('exit', onExit)
      settle()
    }
    thread.on('message', onMessage).on('error', onError).on('exit', onExit)
    thread.postMessage(request)
  })
}

/** @param episodes later ones replace earlier ones with the same id. */
function put(change: ShowChange | undefined, episodes: readonly Episode[]): Show {
  if (!change) throw new Error('The thread has read nothing.')
  const byId = new Map(episodes.map(episode => [episode.id, episode]))
  return { ...change.about, episodes: change.ids.flatMap(id => byId.get(id) ?? []) }
}
