import { isDeepStrictEqual } from 'node:util'
import type { Memory } from '../content/read-cache.ts'
import type { Reading } from '../content/read-show.ts'
import type { Problem, Show } from '../content/types.ts'
import { watchFolder } from '../content/watch.ts'
import type { Library } from '../search/library.ts'
import { reveals } from '../search/shelves.ts'

/** The library of a folder that people go on writing in. */
export type LiveLibrary = {
  /** Whole and never changed; after a change in the folder, or of the calendar, another one. Ask for it at each use. */
  readonly current: () => Library
  /** What is wrong with the folder now, which `current` may not show: what is broken answers as it did before. */
  readonly problems: () => readonly Problem[]
  /** Reads the folder again; resolves when what is in it now is live. */
  readonly look: () => Promise<void>
  /** Looks whenever something changes in the folder, and once a minute for what the system does not tell of. */
  readonly follow: (leave: AbortSignal) => void
}

type Sources = {
  readonly folder: string
  /** An ISO day, `2026-11-23`. An episode dated later is hidden until that day. */
  readonly today: () => string
  /**
   * Makes a library of a show as it stands on one day. It may take its time: the one before answers meanwhile, and what
   * is the same in it need not be worked out again.
   */
  readonly build: (show: Show, today: string, before?: { show: Show; library: Library }) => Promise<Library>
  /** The library of what the folder holds, where there is one already: nothing is read then until the first look. */
  readonly opened?: Library
}

type Listener = {
  /** Told after the library or the problems have changed, and what made them. */
  readonly onChange?: (change: Change) => void
  /** Told of a fault of ours or of the machine; the library stays as it is. */
  readonly onFault?: (fault: unknown) => void
  /** Told how far the first library has come: `reading` files, then `indexing` episodes. */
  readonly onProgress?: (what: string, done: number, of: number) => void
}

export type Change = {
  /** Files changed what the show is. */
  readonly edited: boolean
  /** Only the calendar did. */
  readonly revealed: boolean
  /** Those that were not there before. */
  readonly newProblems: readonly Problem[]
  /** Milliseconds from looking to answering from the new library. */
  readonly ms: number
}

const MINUTE = 60 * 1000

/** Reads a folder for the first time, and again whenever it is told to look. */
export async function liveLibrary(sources: Sources, listener: Listener = {}): Promise<LiveLibrary> {
  const { folder, today, build, opened } = sources
  const { onChange, onFault = noop, onProgress = noop } = listener
  const memory: Memory = new Map()
  const begin = async (): Promise<Live> => {
    if (opened) return { show: opened.show, problems: [], day: today(), library: opened }
    const { readShow } = await reader()
    const first = await readShow(folder, { memory, onRead: (done, of) => onProgress('reading', done, of) })
    onProgress('indexing', 0, first.show.episodes.length)
    const day = today()
    return { ...first, day, library: await build(first.show, day) }
  }
  let now = await begin()

  const update = async (): Promise<void> => {
    const began = performance.now()
    const { readShow } = await reader()
    const read = await readShow(folder, { memory })
    // A folder without any episode is one that is being replaced: nobody wants a bot that knows nothing.
    const show = read.show.episodes.length === 0 ? now.show : read.show
    const day = today()
    const edited = !isDeepStrictEqual(show, now.show)
    const revealed = !edited && reveals(show, now.day, day)
    const newProblems = read.problems.filter(problem => !now.problems.some(known => isDeepStrictEqual(known, problem)))
    const problems = isDeepStrictEqual(read.problems, now.problems) ? now.problems : read.problems
    const isNews = edited || revealed || problems !== now.problems
    const library = edited || revealed ? await build(show, day, now) : now.library
    now = { show, day, library, problems }
    if (isNews) onChange?.({ edited, revealed, newProblems, ms: Math.round(performance.now() - began) })
  }

  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  /** One at a time; whoever asks while one is still to begin is served by that one. */
  const look = (): Promise<void> => {
    next ??= last.then(() => {
      next = undefined
      return update().catch(onFault)
    })
    last = next
    return next
  }

  return {
    current: () => now.library,
    problems: () => now.problems,
    look,
    follow: leave => {
      const timer = setInterval(look, MINUTE).unref()
      leave.addEventListener('abort', () => clearInterval(timer), { once: true })
      watchFolder(folder, { changed: look, failed: onFault }, leave).catch(onFault)
    },
  }
}

/** Loaded when it is needed: from an index, answers come before that. */
const reader = () => import('../content/read-show.ts')

/** All that is swapped at once. */
type Live = Reading & { readonly library: Library; readonly day: string }

const noop = (): void => {}
