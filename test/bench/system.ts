import type { Show } from '../../src/content/types.ts'

/** A way to search a show that is measured beside the others. */
export type System = {
  /** As the table shows it. */
  readonly name: string
  /** Builds the whole index from the show, which the system may keep: the show's own text is not counted as its memory. */
  readonly open: (show: Show, today: string) => Opened
}

export type Opened = {
  /** What fits a question, best first, each once: the ids of episodes, or the addresses of links. */
  readonly ask: (question: string) => readonly string[]
  /** Bytes that the index takes where the JavaScript heap does not see them. */
  readonly bytesElsewhere?: () => number
}
