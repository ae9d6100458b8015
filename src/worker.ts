import { basename } from 'node:path'
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
