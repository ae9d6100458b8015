import type { Writable } from 'node:stream'
import { Presets, SingleBar } from 'cli-progress'

/** Shows the progress of something slow; nothing if it takes less than a second. */
export type Progress = {
  /** @param what one word: `reading`, `indexing` */
  readonly at: (what: string, done: number, of: number) => void
  readonly end: () => void
}

const SECOND = 1000

/**
 * A bar on a terminal, removed at the end; elsewhere a line from time to time.
 *
 * @param now milliseconds since any time
 * @param lineEvery in milliseconds
 */
export function showProgress(
  out: Writable & { isTTY?: boolean },
  line: (what: string, done: number, of: number) => void,
  now: () => number,
  lineEvery = SECOND,
): Progress {
  const began = now()
  let lastLine = began
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
      } else if (time - lastLine >= lineEvery) {
        lastLine = time
        line(what, done, of)
      }
    },
    end: () => bar?.stop(),
  }
}

function begin(stream: Writable): SingleBar {
  const bar = new SingleBar(
    // By default it would end the process on a signal, and leave the cursor hidden after a crash.
    { stream, clearOnComplete: true, gracefulExit: false, hideCursor: false, format: '{what} {bar} {value}/{total}' },
    Presets.shades_classic,
  )
  bar.start(1, 0, { what: '' })
  return bar
}
