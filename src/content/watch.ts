import { open, realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setInterval } from 'node:timers/promises'
import { type FSWatcher, watch } from 'chokidar'

export type Watching = {
  /** Called once for all that changed in one go: a file saved, or a hundred that were fetched. */
  readonly changed: () => void
  /** The system cannot watch all of the folder. Told once; what can be watched is watched all the same. */
  readonly failed: (fault: unknown) => void
}

/** A file is taken to be written when nothing has happened for so long. */
const STILL_MS = 250

/** In a folder that is never still, so often. */
const LONGEST_WAIT_MS = 3000

/** How often to look whether the folder itself is still the one that is watched. */
const LOOK_MS = 500

/**
 * Watches a folder for any change, until `leave`. The folder may vanish and come back, and may be a link that is pointed
 * elsewhere: that counts as a change too.
 */
export async function watchFolder(folder: string, { changed, failed }: Watching, leave: AbortSignal): Promise<void> {
  const stir = whenStill(changed, leave)
  let watched: FSWatcher | undefined
  let place = ''
  let isLoose = false
  let hasFailed = false
  /** Folders that may not be read. The system does not tell when that changes. */
  const closed = new Set<string>()

  const look = async (): Promise<void> => {
    const now = await placeOf(folder)
    for (const path of closed) isLoose ||= await canBeRead(path)
    if (now.id === place && !isLoose) return
    await watched?.close()
    place = now.id
    isLoose = false
    closed.clear()
    // Links lead nowhere but into the folder, where what they lead to is watched; following them, a loop never ends.
    watched =
      now.path === undefined
        ? undefined
        : watch(now.path, { ignored: isIgnoredBelow(now.path), ignoreInitial: true, followSymlinks: false })
    watched
      ?.on('all', event => {
        // What is made anew under the name of a folder that went is not seen by a watcher that knew the old one.
        isLoose ||= event === 'unlinkDir'
        stir()
      })
      .on('ready', stir)
      .on('error', async fault => {
        if (isOfPath(fault) && !(await canBeRead(fault.path))) closed.add(fault.path)
        if (!hasFailed) failed(fault)
        hasFailed = true
      })
    stir()
  }

  await look()
  try {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal: leave, ref: false })) await look()
  } catch (fault) {
    if (!leave.aborted) throw fault
  } finally {
    await watched?.close()
  }
}

/** Calls back when it has not been stirred for a while. */
function whenStill(then: () => void, leave: AbortSignal): () => void {
  let first: number | undefined
  let timer: NodeJS.Timeout | undefined
  leave.addEventListener('abort', () => clearTimeout(timer), { once: true })
  return () => {
    if (leave.aborted) return
    clearTimeout(timer)
    first ??= performance.now()
    const left = first + LONGEST_WAIT_MS - performance.now()
    timer = setTimeout(
      () => {
        first = undefined
        then()
      },
      Math.max(0, Math.min(STILL_MS, left)),
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

/** What is never read. But links may lead into what begins with two dots, as in a volume that is swapped as a whole. */
const isIgnoredBelow = (root: string) => (path: string) =>
  path !== root && /^(\.(?!\.)|node_modules$)/.test(basename(path))

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
