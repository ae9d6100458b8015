import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The built program in a process of its own. */
export type Bot = {
  /** Everything that it has written so far. */
  readonly output: () => string
  /** The lines of its log, read. */
  readonly log: () => readonly LogLine[]
  /** Resolves with the first line of its log for this event, or the so-maniest; rejects when it ends before. */
  readonly logged: (event: string, times?: number) => Promise<LogLine>
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

export type LogLine = { readonly level: string; readonly event: string; readonly [field: string]: unknown }

type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Away from the repository, so that nobody's `.env` is read. */
const elsewhere = mkdtempSync(join(tmpdir(), 'shownotes-'))

/** Where `global-setup.ts` built the program. */
export const MAIN = join(tmpdir(), 'dist/main.js')

/**
 * @param words what is typed after the program's name: `start`, `register --dry-run`
 * @param before a JavaScript module that runs in the process before the program does
 */
export function run(words: string, environment: Readonly<Record<string, string>>, before?: URL): Bot {
  const { PATH } = process.env
  const imports = before ? ['--import', before.href] : []
  const child = spawn(process.execPath, [...imports, MAIN, ...words.split(' ')], {
    cwd: elsewhere,
    env: { ...(PATH !== undefined && { PATH }), CONTENT_DIR: join(root, 'content'), ...environment },
  })
  process.once('exit', () => child.kill('SIGKILL'))
  let output = ''
  const log: LogLine[] = []
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', text => {
      output += text
    })
    createInterface(stream).on('line', line => {
      if (!line.startsWith('{') || !line.endsWith('}')) return
      log.push(JSON.parse(line) as LogLine)
      for (const listen of listeners) listen()
    })
  }
  const ended = new Promise<Ended>(end => child.on('close', (code, signal) => end({ code, signal })))
  return {
    output: () => output,
    log: () => log,
    ended,
    kill: signal => child.kill(signal),
    logged: (event, times = 1) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = log.filter(line => line.event === event)[times - 1]
          if (!line) return
          listeners.delete(look)
          resolve(line)
        }
        listeners.add(look)
        ended.then(() => reject(new Error(`ended without “${event}”:\n${output}`)))
        look()
      }),
  }
}
