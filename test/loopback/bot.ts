import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The real program, as `npm start` runs it, in a process of its own. */
export type Bot = {
  /** Everything that it has written so far. */
  readonly output: () => string
  /** The lines of its log, read. */
  readonly log: () => readonly LogLine[]
  /** Resolves with the first line of its log for this event, one that is still to come too; rejects when it ends before. */
  readonly logged: (event: string) => Promise<LogLine>
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

export type LogLine = { readonly level: string; readonly event: string; readonly [field: string]: unknown }

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Away from the repository, so that nobody's `.env` is read. */
const elsewhere = mkdtempSync(join(tmpdir(), 'shownotes-'))

/** @param words what is typed behind the program's name: `start`, `register --dry-run` */
export function run(words: string, environment: Readonly<Record<string, string>>): Bot {
  const main = join(root, 'src/main.ts')
  const { PATH } = process.env
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...words.split(' ')], {
    cwd: elsewhere,
    env: { ...(PATH !== undefined && { PATH }), CONTENT_DIR: join(root, 'content'), ...environment },
  })
  process.once('exit', () => child.kill('SIGKILL'))
  let output = ''
  let hear: () => void = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', text => {
      output += text
      hear()
    })
  }
  const log = () =>
    output
      .split('\n')
      .filter(isJson)
      .map(line => JSON.parse(line) as LogLine)
  const ended = new Promise<Ended>(end => child.on('close', (code, signal) => end({ code, signal })))
  return {
    output: () => output,
    log,
    ended,
    kill: signal => child.kill(signal),
    logged: event =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = log().find(line => line.event === event)
          if (line) resolve(line)
        }
        const before = hear
        hear = () => {
          before()
          look()
        }
        ended.then(() => reject(new Error(`ended without “${event}”:\n${output}`)))
        look()
      }),
  }
}

function isJson(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}')
}
