import type { Show } from './content/episode.ts'
import { type Library, openLibrary } from './search/library.ts'

export type DailyLibrary = {
  readonly current: () => Library
  /** Opens a new library if the calendar has revealed an episode since the last one was opened; says whether it did. */
  readonly turn: () => boolean
}

/** An episode dated in the future stays hidden until its day, also in a process that runs for months. */
export function dailyLibrary(show: Show, today: () => string): DailyLibrary {
  let day = today()
  let library = openLibrary(show, day)
  return {
    current: () => library,
    turn: () => {
      const now = today()
      if (!reveals(show, day, now)) return false
      library = openLibrary(show, now)
      day = now
      return true
    },
  }
}

/** ISO days sort as text. */
function reveals(show: Show, after: string, until: string): boolean {
  return show.episodes.some(({ publishedOn = '' }) => publishedOn > after && publishedOn <= until)
}
