import { availableParallelism } from 'node:os'
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import QuickLRU from 'quick-lru'
import type { EmbeddingConfig } from '../config.ts'
import type { Episode } from '../content/types.ts'
import type { Log } from '../log.ts'
import { failureText, type Result } from '../result.ts'
import type { Library } from '../search/library.ts'
import { embeddedPassages } from '../search/passages.ts'
import { quantize, type VectorOf } from '../search/vectors.ts'
import { VectorCache } from './vector-cache.ts'

/** Keeps the vectors of a library up to date, and turns questions into vectors. Nothing here throws. */
export type Embeddings = {
  /**
   * Computes the vectors that the library lacks, or takes them from the cache. Only one library is worked on at a time: if
   * there is a newer one, the older one is abandoned. Resolves when the newest library has all its vectors, or none can
   * be computed.
   *
   * @param onlyCached computes nothing.
   */
  readonly update: (library: Library, onlyCached?: boolean) => Promise<void>
  /**
   * Computes the vector of a question, unless the library's own vectors are incomplete or the model fails: then only words
   * count.
   */
  readonly prepare: (question: string) => Promise<void>
  /** The quantized vector of a question that has been prepared. */
  readonly vectorOf: VectorOf
  readonly progress: () => EmbeddingProgress
  /** The host of the service that reads the questions; undefined if the model runs on this machine. */
  readonly service?: string
  readonly close: () => Promise<void>
}

/**
 * How many of the library's passages have vectors, and whether these are enough to find by meaning. `failure` says why no
 * more are computed.
 */
export type EmbeddingProgress = {
  readonly done: number
  readonly of: number
  readonly isEnough: boolean
  readonly failure?: string
}

type EmbeddingSources = {
  /** Loads the model. It may throw. */
  readonly open: () => Promise<Embedder>
  readonly cache: VectorCache
  /** Milliseconds since any time. */
  readonly now: () => number
}

export type EmbeddingListener = {
  readonly onProgress?: (done: number, of: number) => void
  /** Called once when the model or its service starts to fail, and when it works again. */
  readonly onFailure?: (error: unknown) => void
  readonly onRecovery?: () => void
  /** Called when the cache cannot be read or written. */
  readonly onCacheFailure?: (result: Result) => void
}

/** How many passages are embedded at once. A question waits for at most one batch. */
const BATCH_SIZE = 8

/** What has been computed is saved this often, so that a restart loses little. */
const SAVE_INTERVAL_MS = 30_000

/** After a failure, the model is left alone for this long, and twice as long after each further one. */
const RETRY_AFTER_MS = 30_000
const MAX_RETRY_AFTER_MS = 3_600_000

/** A question whose vector takes longer is answered from words alone. Behind passages, that is no failure of the model. */
const QUESTION_TIMEOUT_MS = 1000

/** When more questions than this wait for their vectors, the next ones are answered from words alone. */
const MAX_WAITING = 24

/** The same question comes again whenever a page is turned or a button is pressed. */
const MAX_QUESTIONS = 500

/** The share of episodes that must have vectors. With fewer, those that have them would be preferred. */
const MIN_SHARE = 0.9

export function createEmbeddings(
  { open, cache, now }: EmbeddingSources,
  { onProgress, onFailure, onRecovery, onCacheFailure }: EmbeddingListener = {},
): Embeddings {
  const questions = new QuickLRU<string, Int8Array>({ maxSize: MAX_QUESTIONS })
  const waiting = new Map<string, Promise<{ readonly vector?: Int8Array | undefined }>>()
  let current: Library | undefined
  let [done, of] = [0, 0]
  let failure: { readonly reason: string; readonly until: number; readonly delay: number } | undefined
  let retry: NodeJS.Timeout | undefined
  let opening: Promise<Embedder> | undefined
  let isOpen = false
  let closed = false

  const report = (result: Result): void => {
    if (!result.ok) onCacheFailure?.(result)
  }
  const loaded = cache.load().then(report)

  const fail = (error: unknown): void => {
    if (!failure) onFailure?.(error)
    const delay = failure ? Math.min(MAX_RETRY_AFTER_MS, 2 * failure.delay) : RETRY_AFTER_MS
    failure = { reason: error instanceof Error ? error.message : String(error), until: now() + delay, delay }
    clearTimeout(retry)
    retry = setTimeout(() => {
      if (current) void update(current)
    }, delay).unref()
  }

  /** Calls the model, and notes whether it works. */
  const embed = async (texts: readonly string[]): Promise<readonly Int8Array[] | undefined> => {
    if (failure && now() < failure.until) return undefined
    try {
      opening ??= open()
      const { embed: compute, dimensions } = await opening
      isOpen = true
      if (cache.dimensions !== undefined && cache.dimensions !== dimensions) startAnew()
      const vectors = await compute(texts)
      if (failure) onRecovery?.()
      failure = undefined
      return vectors.map(quantize)
    } catch (error) {
      if (closed) return undefined
      fail(error)
      await opening?.then(embedder => embedder.close()).catch(() => {})
      opening = undefined
      isOpen = false
      return undefined
    }
  }

  /** A service may put another model under the same name; its vectors cannot be compared with those that there are. */
  const startAnew = (): void => {
    cache.clear()
    current?.vectors.clear()
    questions.clear()
    if (current) void update(current)
  }

  /** Gives vectors to the episodes whose passages are all known, and returns the texts that the others lack. */
  const apply = async (library: Library): Promise<ReadonlySet<string>> => {
    const missing = new Set<string>()
    let passages = 0
    for (const episode of library.episodes) {
      const known = library.vectors.count(episode)
      passages += known
      if (known > 0) continue
      const texts = embeddedPassages(episode).map(({ text }) => text)
      passages += texts.length
      if (!setFrom(library, episode, texts)) for (const text of texts) if (!cache.get(text)) missing.add(text)
      // Between two episodes, questions are answered.
      await setImmediate()
    }
    ;[done, of] = [passages - missing.size, passages]
    return missing
  }
  const setFrom = (library: Library, episode: Episode, texts: readonly string[]): boolean => {
    const vectors = texts.flatMap(text => cache.get(text) ?? [])
    if (vectors.length < texts.length) return false
    library.vectors.set(episode, vectors)
    return true
  }

  const work = async (onlyCached: boolean): Promise<void> => {
    await loaded
    let saved = now()
    for (let library = current; library && !closed; ) {
      const missing = await apply(library)
      // Texts of the same length waste no time on padding.
      const texts = onlyCached ? [] : [...missing].sort((a, b) => a.length - b.length)
      for (let at = 0; at < texts.length && library === current && !closed; at += BATCH_SIZE) {
        const batch = texts.slice(at, at + BATCH_SIZE)
        const vectors = await embed(batch)
        if (!vectors) break
        batch.forEach((text, i) => {
          const vector = vectors[i]
          if (vector) cache.set(text, vector)
        })
        done += batch.length
        onProgress?.(done, of)
        if (now() - saved > SAVE_INTERVAL_MS) {
          report(await cache.save())
          saved = now()
        }
      }
      const isNewest = library === current
      const left = isNewest && texts.length > 0 ? (await apply(library)).size : 0
      if (isNewest && (left === 0 || failure)) break
      library = current
    }
    report(await cache.save())
    // Loads the model ahead of the first question, which would be late otherwise.
    if (!onlyCached && !isOpen && !closed && isCovered(current)) await embed(['lighthouse'])
  }

  let working: Promise<void> | undefined
  const update = (library: Library, onlyCached = false): Promise<void> => {
    current = library
    working ??= work(onlyCached).finally(() => {
      working = undefined
    })
    return working
  }

  return {
    update,
    prepare: async question => {
      if (question.trim() === '' || questions.has(question) || !isCovered(current)) return
      if (waiting.size >= MAX_WAITING && !waiting.has(question)) return
      const answer = waiting.get(question) ?? embed([question]).then(vectors => ({ vector: vectors?.[0] }))
      waiting.set(question, answer)
      void answer.then(() => waiting.delete(question))
      const inTime = await Promise.race([answer, wait(QUESTION_TIMEOUT_MS, undefined, { ref: false })])
      if (!inTime && isOpen && !working) {
        waiting.clear()
        fail(new Error(`The embedding model took longer than ${QUESTION_TIMEOUT_MS} ms.`))
      } else if (inTime?.vector) questions.set(question, inTime.vector)
    },
    vectorOf: question => questions.get(question),
    progress: () => ({ done, of, isEnough: isCovered(current), ...(failure && { failure: failure.reason }) }),
    close: async () => {
      closed = true
      clearTimeout(retry)
      await opening?.then(embedder => embedder.close()).catch(() => {})
      await working
    },
  }
}

/** Whether so many episodes have vectors that questions may be compared with them. */
function isCovered(library: Library | undefined): boolean {
  const covered = library?.episodes.filter(episode => library.vectors.count(episode) > 0).length ?? 0
  return covered > 0 && covered >= MIN_SHARE * (library?.episodes.length ?? 0)
}

/** Turns text into vectors that are near each other if the texts mean similar things. */
export type Embedder = {
  /** Names the model. Vectors of different models cannot be compared. */
  readonly model: string
  /** The length of every vector. */
  readonly dimensions: number
  /**
   * @returns a unit vector for each text, in order.
   * @throws if the model or its service fails.
   */
  readonly embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>
  readonly close: () => Promise<void>
}

/** More than this gain little with a model of this size. */
const MAX_CORES = 4

/**
 * The embeddings that the settings ask for; undefined if they are off. Nothing is loaded until it is needed.
 *
 * @param spareCores how many processors to leave to others: one for the answers of a bot, none if nothing else happens.
 */
export function openEmbeddings(
  config: EmbeddingConfig,
  listener: EmbeddingListener,
  spareCores = 1,
): Embeddings | undefined {
  const { model, cache, service } = config
  if (model === 'off') return undefined
  const open = async (): Promise<Embedder> => {
    if (service) return (await import('./service.ts')).openService(service)
    const cores = Math.min(MAX_CORES, Math.max(1, availableParallelism() - spareCores))
    return (await import('./minilm.ts')).openMiniLm(cores)
  }
  const name = service ? `${service.url} ${service.model}` : MINILM
  const embeddings = createEmbeddings(
    { open, cache: new VectorCache(cache, name), now: () => performance.now() },
    listener,
  )
  return { ...embeddings, ...(service && { service: new URL(service.url).host }) }
}

/** Changes whenever the same text would get another vector. */
const MINILM = 'all-MiniLM-L6-v2 fp16, 256 tokens'

/** At most one line of progress in this time. */
const LOG_INTERVAL_MS = 10_000

/** Logs the progress, and each failure once. */
export function logEmbeddings(log: Log): EmbeddingListener {
  let next = performance.now() + LOG_INTERVAL_MS
  return {
    onProgress: (done, of) => {
      if (performance.now() < next && done < of) return
      next = performance.now() + LOG_INTERVAL_MS
      log.info({ event: 'embedding', done, of })
    },
    onFailure: err => log.warn({ event: 'embeddings failed', err }),
    onRecovery: () => log.info({ event: 'embeddings work again' }),
    onCacheFailure: result => {
      if (!result.ok) log.warn({ event: 'embedding cache', message: failureText(result.error) })
    },
  }
}
