import type { HttpBindings } from '@hono/node-server'
import type { Handler } from 'hono'
import { streamSSE } from 'hono/streaming'

/** So many pages are told at a time; the others show what is new when they are loaded again. */
const MOST = 24

/** Milliseconds after which a change is told, at most. */
const LOOK_MS = 200

/** Now and then something is sent, so that it shows when nobody is there any more. */
const ALIVE_MS = 15_000

/**
 * A stream of server-sent events that says `changed` whenever one of these values is another one.
 *
 * @param values compared by identity.
 */
export function tellingChanges(values: () => readonly unknown[]): Handler<{ Bindings: Partial<HttpBindings> }> {
  let open = 0
  return c => {
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' })
    if (open >= MOST) return c.body(null, 503)
    open++
    return streamSSE(c, async stream => {
      let told = values()
      try {
        await stream.write(': here\n\n')
        // An answer that waits behind another one is not told that nobody is there any more.
        const isGone = () => stream.aborted || c.env?.incoming?.socket.destroyed === true
        for (let still = LOOK_MS; !isGone(); still += LOOK_MS) {
          await stream.sleep(LOOK_MS)
          const now = values()
          const isNew = now.some((value, i) => value !== told[i])
          told = now
          if (isNew) await stream.writeSSE({ data: 'changed' })
          else if (still % ALIVE_MS === 0) await stream.write(':\n\n')
        }
      } finally {
        open--
      }
    })
  }
}
