import { setImmediate } from 'node:timers/promises'

/**
 * Gives everybody who waits a turn of the event loop of their own, first come first served. Node lets in one new
 * connection with each turn (github.com/libuv/libuv/pull/3696): were all those answered in one turn who are in, the last
 * of many at the door would wait for seconds.
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve()
  return () => {
    last = last.then(() => setImmediate())
    return last
  }
}
