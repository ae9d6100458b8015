import type { Worker } from 'node:worker_threads'
import { startThread } from '../worker.ts'
import type { FileKind, Parsed, ReadOutcome } from './parse-file.ts'
import { error, unexpectedProblem } from './problems.ts'
import type { Problem } from './types.ts'

export type ReadRequest = { readonly folder: string; readonly file: string; readonly kind: FileKind }

type Waiting = ReadRequest & { readonly resolve: (outcome: ReadOutcome<Parsed>) => void }

/** Nearly every file takes less than a hundredth of this; the largest transcripts that we know of, a tenth. */
const MAX_MS = 2000
const MAX_MS_PER_MEGABYTE = 2000

/** A transcript of five megabytes takes a third of this. */
const MAX_MEMORY_MB = 256

/**
 * Time is counted in steps that are not made up for, and as far as this process could compute in it, so a machine that
 * pauses or is busy does not fail a file. Nothing may take more than some times as long.
 */
const STEP_MS = 100
const PATIENCE = 5

/** A thread that has nothing to read is stopped after a while, to free its memory. */
const IDLE_MS = 5000

/** Starts the thread before the first file is known, since that takes as long as reading a hundred. */
export function startReading(): void {
  thread ??= startReader()
}

/**
 * Reads and parses a file in a thread, which files share. If a file takes too much time or memory, it becomes a problem,
 * and another thread reads the rest.
 */
export function readInThread(request: ReadRequest): Promise<ReadOutcome<Parsed>> {
  thread ??= startReader()
  return thread.read(request)
}

type Reader = { readonly read: (request: ReadRequest) => Promise<ReadOutcome<Parsed>> }

let thread: Reader | undefined

function startReader(): Reader {
  /** The first one is being read. */
  const waiting: Waiting[] = []
  let worker: Worker
  /** How many files the thread has read, and the length of the text that it parses now. */
  let progress: Int32Array = new Int32Array()
  let read = 0
  /** Milliseconds that the file has taken, in steps and in processor time. */
  let waited = 0
  let computed = 0
  let usage = process.cpuUsage()
  let isReady = false
  let idle: NodeJS.Timeout | undefined
  let clock: NodeJS.Timeout | undefined

  const start = (): void => {
    progress = new Int32Array(new SharedArrayBuffer(8))
    read = 0
    waited = 0
    computed = 0
    isReady = false
    const started = startThread('content/file-reader-thread', { maxOldGenerationSizeMb: MAX_MEMORY_MB }, progress)
    worker = started
    started.on('message', (message: 'ready' | ReadOutcome<Parsed>) => {
      if (started !== worker) return
      if (message === 'ready') isReady = true
      else finish(message)
    })
    started.on('error', fault => replace(started, fault))
    started.on('exit', () => replace(started, new Error('the thread ended')))
  }

  const finish = (outcome: ReadOutcome<Parsed>): void => {
    read++
    waited = 0
    computed = 0
    waiting.shift()?.resolve(outcome)
    if (waiting.length === 0) rest()
  }

  const rest = (): void => {
    clearInterval(clock)
    clock = undefined
    worker.unref()
    idle = setTimeout(stop, IDLE_MS).unref()
  }

  const stop = (): void => {
    if (thread === self) thread = undefined
    discard(worker)
  }

  /** Starts another thread for the files that wait, without the one that the old thread failed on. */
  const replace = (failed: Worker, fault: unknown): void => {
    if (failed !== worker) return
    const [culprit] = waiting
    discard(failed)
    start()
    for (const request of waiting.slice(1)) post(request)
    if (culprit) finish({ parsed: undefined, problems: [problemOf(culprit.file, fault)] })
    read = 0
  }

  const step = (): void => {
    const { user, system } = process.cpuUsage(usage)
    usage = process.cpuUsage()
    // The thread may have finished a file while this one was busy.
    if (!isReady || Atomics.load(progress, 0) > read) return
    waited += STEP_MS
    computed += Math.min(STEP_MS, (user + system) / 1000)
    const limit = MAX_MS + (Atomics.load(progress, 1) / 1e6) * MAX_MS_PER_MEGABYTE
    if (computed > limit || waited > PATIENCE * limit) replace(worker, TOO_SLOW)
  }

  const post = ({ folder, file, kind }: ReadRequest): void => worker.postMessage({ folder, file, kind })

  const self: Reader = {
    read: request =>
      new Promise(resolve => {
        clearTimeout(idle)
        clock ??= setInterval(step, STEP_MS)
        worker.ref()
        waiting.push({ ...request, resolve })
        post(request)
      }),
  }
  start()
  rest()
  return self
}

function discard(worker: Worker): void {
  worker.removeAllListeners()
  // What it still reports concerns nobody; without a listener, an error would end the process.
  worker.on('error', () => {})
  worker.unref()
  void worker.terminate()
}

const TOO_SLOW = Symbol('too slow')

function problemOf(file: string, fault: unknown): Problem {
  const isOutOfMemory = fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
  if (fault !== TOO_SLOW && !isOutOfMemory) return unexpectedProblem(file, fault)
  const resource = isOutOfMemory ? 'much memory' : 'long'
  return error(
    file,
    0,
    `This takes too ${resource} to read, so it was left out.`,
    'Shorten it, or take out half of it at a time until it can be read; what you took out last is the cause.',
  )
}
