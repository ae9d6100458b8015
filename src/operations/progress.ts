import type { Writable } from 'node:stream'
import { Presets, SingleBar } from 'cli-progress'

/** Shows how far something long has come. What is done within a second shows nothing. */
export type Progress = {
  /** @param what in a word: `reading`, `indexing` */
  readonly at: (what: string, done: number, of: number) => void
  readonly end: () => void
}

const SECOND = 1000

/**
 * A bar where a person looks on, cleared at the end; elsewhere a line a second.
 *
 * @param now milliseconds, from any beginning
 */
export function showProgress(
  out: Writable & { isTTY?: boolean },
  line: (what: string, done: number, of: number) => void,
  now: () => number,
): Progress {
  const began = now()
  let said = began
  let bar: SingleBar | undefined
  return {
    at: (what, done, of) => {
      const time = now()
      if (time - began < SECOND) return
      if (out.isTTY) {
        bar ??= begin(out)
        bar.setTotal(of)
        bar.update(done, { what })
        bar.render()
      } else if (time - said >= SECOND) {
        said = time
        line(what, done, of)
      }
    },
    end: () => bar?.stop(),
  }
}

function begin(stream: Writable): SingleBar {
  const bar = new SingleBar(
    // It would end the process by itself on a signal, and leave the cursor hidden on a crash.
    { stream, clearOnComplete: true, gracefulExit: false, hideCursor: false, format: '{what} {bar} {value}/{total}' },
    Presets.shades_classic,
  )
  bar.start(1, 0, { what: '' })
  return bar
}
