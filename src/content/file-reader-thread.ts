import { parentPort, workerData } from 'node:worker_threads'
import type { ReadRequest } from './file-reader.ts'
import { parseFile } from './parse-file.ts'
import { unexpectedProblem } from './problems.ts'

/** The thread that `file-reader.ts` starts: it reads one file after another, and posts what each was parsed to. */

const progress = workerData as Int32Array

let last: Promise<void> = Promise.resolve()

parentPort?.on('message', (request: ReadRequest) => {
  last = last.then(() => read(request))
})
parentPort?.postMessage('ready')

async function read({ folder, file, kind }: ReadRequest): Promise<void> {
  const outcome = await parseFile(folder, file, kind, length => Atomics.store(progress, 1, length))
  Atomics.store(progress, 1, 0)
  Atomics.add(progress, 0, 1)
  try {
    parentPort?.postMessage(outcome)
  } catch (fault) {
    parentPort?.postMessage({ parsed: undefined, problems: [unexpectedProblem(file, fault)] })
  }
}
