import { readShow } from '../../src/content/read-show.ts'
import { createLog } from '../../src/log.ts'
import { openPage, type Page } from '../../src/preview/server.ts'
import { createLibrary, type Library } from '../../src/search/library.ts'
import { Memory } from '../memory.ts'
import { reasonOf } from '../reason.ts'

export type Opened = {
  /** `http://127.0.0.1:40123`, without a slash at its end. */
  readonly url: string
  readonly get: (path: string, init?: RequestInit) => Promise<Response>
  /** A page as text; fails for anything but a 200. */
  readonly text: (path: string) => Promise<string>
  readonly log: () => string
  readonly close: () => Promise<void>
}

/** The real page, on a port of its own. */
export async function open(library: Library, options: Partial<Page> = {}): Promise<Opened> {
  const output = new Memory()
  const leave = new AbortController()
  const log = createLog('info', output)
  const closed = openPage({
    library: () => library,
    problems: () => [],
    questions: [],
    host: '127.0.0.1',
    port: 0,
    log,
    now: leisurely(),
    shutdown: leave.signal,
    ...options,
  })
  const failed = await Promise.race([closed, said(output, '"open"')])
  if (failed) throw new Error(reasonOf(failed))
  const url = /"open":"([^"]+)\/"/.exec(output.text)?.[1] ?? ''
  const get = (path: string, init?: RequestInit) => fetch(url + path, init)
  return {
    url,
    get,
    text: async path => {
      const response = await get(path)
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return response.text()
    },
    log: () => output.text,
    close: async () => {
      leave.abort()
      await closed
    },
  }
}

/** A clock by which nobody asks too fast. */
function leisurely(): () => number {
  let time = 0
  return () => (time += 1000)
}

/** A folder of the repository, read as the bot would on one day. */
export async function read(folder: string) {
  const { show, problems } = await readShow(new URL(`../../${folder}`, import.meta.url).pathname)
  return { library: createLibrary(show, '2026-11-23'), problems }
}

async function said(output: Memory, words: string): Promise<void> {
  while (!output.text.includes(words)) await new Promise(next => setImmediate(next))
}
