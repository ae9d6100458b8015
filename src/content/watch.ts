import type { Stats } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setInterval } from 'node:timers/promises'
import { type FSWatcher, watch } from 'chokidar'
import { isContent } from './files.ts'

export type Watching = {
  /** Called once for changes that belong together: one saved file, or a hundred from a pull. */
  readonly changed: () => void
  /** Called once if the system cannot watch all of the folder; the rest is watched all the same. */
  readonly failed: (fault: unknown) => void
}

/** A file counts as written once nothing has happened for this long. */
const QUIET_MS = 250

/** In a folder that is never quiet, changes are reported this often. */
const MAX_WAIT_MS = 3000

/** How often to check whether the path still leads to the folder that is watched. */
const CHECK_MS = 500

/**
 * Watches a folder for any change until shutdown. The folder may vanish and come back, or be a link that is pointed
 * elsewhere: both count as a change.
 */
export async function watchFolder(folder: string, { changed, failed }: Watching, shutdown: AbortSignal): Promise<void> {
  const report = debounce(changed, shutdown)
  let watched: FSWatcher | undefined
  let place = ''
  let isStale = false
  let hasFailed = false
  /** Folders without read permission. The system does not report when that changes. */
  const closed = new Set<string>()

  const check = async (): Promise<void> => {
    const now = await placeOf(folder)
    for (const path of closed) isStale ||= await canBeRead(path)
    if (now.id === place && !isStale) return
    await watched?.close()
    place = now.id
    isStale = false
    closed.clear()
    // Links may only lead into the folder, where their targets are watched anyway; following them could loop.
    watched =
      now.path === undefined
        ? undefined
        : watch(now.path, { ignored: isIgnoredBelow(now.path), ignoreInitial: true, followSymlinks: false })
    watched
      ?.on('all', event => {
        // A watcher does not notice a new folder with the name of one that it saw deleted.
        isStale ||= event === 'unlinkDir'
        report()
      })
      .on('ready', report)
      .on('error', async fault => {
        if (isOfPath(fault) && !(await canBeRead(fault.path))) closed.add(fault.path)
        if (!hasFailed) failed(fault)
        hasFailed = true
      })
    report()
  }

  await check()
  try {
    for await (const _ of setInterval(CHECK_MS, undefined, { signal: shutdown, ref: false })) await check()
  } catch (fault) {
    if (!shutdown.aborted) throw fault
  } finally {
    await watched?.close()
  }
}

/** Returns a function that calls `then` once it has not been called itself for a while. */
function debounce(then: () => void, shutdown: AbortSignal): () => void {
  let first: number | undefined
  let timer: NodeJS.Timeout | undefined
  shutdown.addEventListener('abort', () => clearTimeout(timer), { once: true })
  return () => {
    if (shutdown.aborted) return
    clearTimeout(timer)
    first ??= performance.now()
    const left = first + MAX_WAIT_MS - performance.now()
    timer = setTimeout(
      () => {
        first = undefined
        then()
      },
      Math.max(0, Math.min(QUIET_MS, left)),
    )
  }
}

type Place = { readonly id: string; readonly path?: string }

async function placeOf(folder: string): Promise<Place> {
  try {
    const path = await realpath(folder)
    const { dev, ino } = await stat(path)
    return { id: `${path} ${dev} ${ino}`, path }
  } catch {
    return { id: 'nowhere' }
  }
}

/**
 * Files that are not content, and names that are never read: watching fifty thousand pictures takes half a minute. Kubernetes
 * volumes link into folders that begin with two dots, so these are watched.
 */
const isIgnoredBelow = (root: string) => (path: string, stats?: Stats) =>
  path !== root && (/^(\.(?!\.)|node_modules$)/.test(basename(path)) || (stats?.isFile() === true && !isContent(path)))

const isOfPath = (fault: unknown): fault is { readonly path: string } =>
  fault instanceof Error && 'path' in fault && typeof fault.path === 'string'

async function canBeRead(path: string): Promise<boolean> {
  try {
    const opened = await open(path)
    await opened.close()
    return true
  } catch {
    return false
  }
}
