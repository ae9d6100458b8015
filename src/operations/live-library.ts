import type { ReadShowResult } from '../content/read-show.ts'
import type { Problem, Show } from '../content/types.ts'
import { watchFolder } from '../content/watch.ts'
import { changedCharacters, changedEpisodes, hasPublished, type Library, updateLibrary } from '../search/library.ts'
import { contentReader } from './content-reader.ts'

/** The library of a folder that is edited while the bot runs. */
export type LiveLibrary = {
  /** The current library. Call it for each question: an edit replaces the library and makes the old one stale. */
  readonly current: () => Library
  /** The folder's current problems. `current` may not reflect them: a file broken by an edit keeps its last valid content. */
  readonly problems: () => readonly Problem[]
  /** Reads the folder again; resolves when its content is live. */
  readonly look: () => Promise<void>
  /** Looks whenever something in the folder changes, and once a minute for changes that the system does not report. */
  readonly follow: (shutdown: AbortSignal) => void
}

type Sources = {
  readonly folder: string
  /** Returns the ISO day, `2026-11-23`. An episode dated later is hidden until its day. */
  readonly today: () => string
  /** Indexes a whole show as of one day. It may be slow: the previous library answers meanwhile. */
  readonly build: (show: Show, today: string) => Promise<Library>
  /** A library of the folder's content, if there already is one: then nothing is read until the first look. */
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
  /** Whether edited files changed the show. */
  readonly edited: boolean
  /** Whether only the date changed it: an episode was published. */
  readonly revealed: boolean
  /** The problems that were not there before. */
  readonly newProblems: readonly Problem[]
  /** Milliseconds from looking to answering from the new library. */
  readonly ms: number
}

const MINUTE = 60 * 1000

/** A larger edit is indexed in a worker, so that it does not delay answers. */
const MAX_UPDATED_IN_PLACE = 8
const MAX_CHARACTERS_IN_PLACE = 200_000

/** Reads a folder for the first time, and again on each call of `look`. */
export async function liveLibrary(sources: Sources, listener: Listener = {}): Promise<LiveLibrary> {
  const { folder, today, build, opened } = sources
  const { onChange, onFault = noop, onProgress = noop } = listener
  const indexed = opened && { show: opened.show, problems: [] }
  const reader = contentReader(folder, indexed)
  const begin = async (): Promise<Live> => {
    if (opened && indexed) return live(indexed, opened, today())
    const first = await reader.read((done, of) => onProgress('reading', done, of))
    onProgress('indexing', 0, first.show.episodes.length)
    const day = today()
    const library = await build(first.show, day)
    return live(first, library, day)
  }
  let now = await begin()

  /** A few edited episodes are indexed in place; after a larger edit, the show's vocabulary is learned again. */
  const index = async (show: Show, day: string): Promise<Library> => {
    const { vectors } = now.library
    const changed = changedEpisodes(now.library, show, day)
    const isLarge =
      changed > MAX_UPDATED_IN_PLACE ||
      10 * changed > show.episodes.length ||
      changedCharacters(now.library, show, day) > MAX_CHARACTERS_IN_PLACE
    if (isLarge) return { ...(await build(show, day)), vectors }
    try {
      return updateLibrary(now.library, show, day)
    } catch (error) {
      onFault(error)
      return { ...(await build(show, day)), vectors }
    }
  }

  const update = async (): Promise<void> => {
    const began = performance.now()
    const read = await reader.read()
    const { show } = read
    const day = today()
    const edited = show !== now.show
    const revealed = !edited && hasPublished(show, now.day, day)
    const library = edited || revealed ? await index(show, day) : now.library
    const isNews = read.problems !== now.read || library.problems !== now.library.problems
    const problems = isNews ? problemsOf(read, library) : now.problems
    const known = new Set(isNews ? now.problems.map(keyOf) : [])
    const newProblems = isNews ? problems.filter(problem => !known.has(keyOf(problem))) : []
    now = { show, read: read.problems, day, library, problems }
    if (edited || revealed || isNews)
      onChange?.({ edited, revealed, newProblems, ms: Math.round(performance.now() - began) })
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
      const end = (): void => {
        clearInterval(timer)
        reader.close()
      }
      shutdown.addEventListener('abort', end, { once: true })
      watchFolder(folder, { changed: look, failed: onFault }, shutdown).catch(onFault)
    },
  }
}

const live = (read: ReadShowResult, library: Library, day: string): Live => ({
  show: read.show,
  read: read.problems,
  problems: problemsOf(read, library),
  library,
  day,
})

const problemsOf = (read: ReadShowResult, library: Library): readonly Problem[] => [
  ...read.problems,
  ...library.problems,
]

const keyOf = (problem: Problem): string => JSON.stringify(problem)

/** Everything that is replaced together. */
type Live = {
  readonly show: Show
  /** The problems that were found while reading. */
  readonly read: readonly Problem[]
  readonly problems: readonly Problem[]
  readonly library: Library
  readonly day: string
}

const noop = (): void => {}
