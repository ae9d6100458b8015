import { basename } from 'node:path'
import { Script } from 'node:vm'
import { type ResourceLimits, Worker } from 'node:worker_threads'

/**
 * Starts a worker thread. From source, it needs the TypeScript loader registered again; a build has all threads in one
 * folder.
 *
 * @param module relative to `src`, without its extension.
 */
export function startThread(module: string, resourceLimits: ResourceLimits, workerData?: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL(`${basename(module)}.js`, import.meta.url), { resourceLimits, workerData })
  }
  const [tsx, thread] = [import.meta.resolve('tsx/esm/api'), new URL(`${module}.ts`, import.meta.url)]
  const start = `import('${tsx}').then(({ register }) => { register(); return import('${thread}') })`
  return new Worker(start, { eval: true, resourceLimits, workerData })
}

/**
 * Runs synchronous work, and interrupts it if it takes too long: V8 can stop a script anywhere, even in an endless loop.
 *
 * @throws what the work throws, or an error with the code `ERR_SCRIPT_EXECUTION_TIMEOUT`.
 */
export function interruptible(work: () => unknown, maxMs: number): void {
  const outer = globals.shownotesWork
  globals.shownotesWork = work
  try {
    runWork.runInThisContext({ timeout: maxMs })
  } finally {
    globals.shownotesWork = outer
  }
}

/** A script can only reach what is global. */
const globals = globalThis as { shownotesWork?: (() => unknown) | undefined }
const runWork = new Script('shownotesWork()')
