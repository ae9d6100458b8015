import { isDeepStrictEqual } from 'node:util'
import type { ReadCache } from '../content/read-cache.ts'
import type { ReadShowResult } from '../content/read-show.ts'
import type { Problem, Show } from '../content/types.ts'
import { watchFolder } from '../content/watch.ts'
import { changedEpisodes, hasPublished, type Library, updateLibrary } from '../search/library.ts'

/** The library of a folder that is edited while the bot runs. */
export type LiveLibrary = {
  /** The library as of now. Call it for each question: after an edit it is another one, and the old one is out of date. */
  readonly current: () => Library
  /** What is wrong with the folder now. `current` may not show it: a file that an edit broke answers as it did before. */
  readonly problems: () => readonly Problem[]
  /** Reads the folder again; resolves when its content is live. */
  readonly look: () => Promise<void>
  /** Looks whenever something changes in the folder, and once a minute for changes that the system does not report. */
  readonly follow: (shutdown: AbortSignal) => void
}

type Sources = {
  readonly folder: string
  /** Returns the ISO day, `2026-11-23`. An episode dated later is hidden until its day. */
  readonly today: () => string
  /** Indexes a whole show as it stands on one day. It may take its time: the library before answers meanwhile. */
  readonly build: (show: Show, today: string) => Promise<Library>
  /** The library of what the folder holds, if there is one already: then nothing is read until the first look. */
  readonly opened?: Library
}

type Listener = {
  /** Called after the library or the problems have changed. */
  readonly onChange?: (change: Change) => void
  /** Called with an unexpected error; the library stays as it is. */
  readonly onFault?: (fault: unknown) => void
  /** Called with the progress of the first library: `reading` files, then `indexing` episodes. */
  readonly onProgress?: (what: string, done: number, of: number) => void
}

export type Change = {
  /** Files changed what the show is. */
  readonly edited: boolean
  /** Only the calendar did. */
  readonly revealed: boolean
  /** The problems that were not there before. */
  readonly newProblems: readonly Problem[]
  /** Milliseconds from looking to answering from the new library. */
  readonly ms: number
}

const MINUTE = 60 * 1000

/** An edit of more episodes than these is indexed in a worker, so that it does not delay answers. */
const MOST_IN_PLACE = 8

/** Reads a folder for the first time, and again on each call of `look`. */
export async function liveLibrary(sources: Sources, listener: Listener = {}): Promise<LiveLibrary> {
  const { folder, today, build, opened } = sources
  const { onChange, onFault = noop, onProgress = noop } = listener
  const cache: ReadCache = new Map()
  const begin = async (): Promise<Live> => {
    if (opened) return { show: opened.show, problems: [], day: today(), library: opened }
    const { readShow } = await reader()
    const first = await readShow(folder, { cache, onRead: (done, of) => onProgress('reading', done, of) })
    onProgress('indexing', 0, first.show.episodes.length)
    const day = today()
    return { ...first, day, library: await build(first.show, day) }
  }
  let now = await begin()

  /** A few edited episodes are indexed in place; a larger share is a good time to learn the show's vocabulary anew. */
  const indexed = async (show: Show, day: string): Promise<Library> => {
    const changed = changedEpisodes(now.library, show, day)
    if (changed > MOST_IN_PLACE || 10 * changed > show.episodes.length) return build(show, day)
    try {
      return updateLibrary(now.library, show, day)
    } catch (error) {
      onFault(error)
      return build(show, day)
    }
  }

  const update = async (): Promise<void> => {
    const began = performance.now()
    const { readShow } = await reader()
    const read = await readShow(folder, { cache })
    // A folder without any episode is being replaced: nobody wants a bot that knows nothing.
    const show = read.show.episodes.length === 0 ? now.show : reuseEpisodes(read.show, now.show)
    const day = today()
    const edited = !isDeepStrictEqual(show, now.show)
    const revealed = !edited && hasPublished(show, now.day, day)
    const newProblems = read.problems.filter(problem => !now.problems.some(known => isDeepStrictEqual(known, problem)))
    const problems = isDeepStrictEqual(read.problems, now.problems) ? now.problems : read.problems
    const isNews = edited || revealed || problems !== now.problems
    const library = edited || revealed ? await indexed(show, day) : now.library
    now = { show, day, library, problems }
    if (isNews) onChange?.({ edited, revealed, newProblems, ms: Math.round(performance.now() - began) })
  }

  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  /** One update at a time; calls while one is waiting to begin share it. */
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
    follow: shutdown => {
      const timer = setInterval(look, MINUTE).unref()
      shutdown.addEventListener('abort', () => clearInterval(timer), { once: true })
      watchFolder(folder, { changed: look, failed: onFault }, shutdown).catch(onFault)
    },
  }
}

/** The show with the episodes of an earlier one that are the same, so that they need not be indexed again. */
function reuseEpisodes(show: Show, before: Show): Show {
  const known = new Map(before.episodes.map(episode => [episode.id, episode]))
  const episodes = show.episodes.map(episode => {
    const earlier = known.get(episode.id)
    return earlier && isDeepStrictEqual(earlier, episode) ? earlier : episode
  })
  return { ...show, episodes }
}

/** Loaded on demand: a bot that starts from an index answers before that. */
const reader = () => import('../content/read-show.ts')

/** Everything that is replaced at once. */
type Live = ReadShowResult & { readonly library: Library; readonly day: string }

const noop = (): void => {}
