import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'

/** A process that writes a log, a line of JSON each. */
export type Program = {
  /** Its log up to the line that says so; rejects when it ends before. Nothing more of the log is read after that. */
  readonly ready: Promise<readonly Line[]>
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<number | null>
}

export type Line = { readonly event: string; readonly url?: string }

/**
 * Runs node alone, as a container or a supervisor does: nobody's `.env`, and no loader of TypeScript unless asked for.
 *
 * @param words what stands behind `node`.
 */
export function start(words: readonly string[], environment: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, words, {
    cwd: tmpdir(),
    // Without the model, which would be computing vectors while the answers are measured.
    env: { EMBEDDINGS: 'off', ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<number | null>(end =>
    child.once('close', code => {
      process.off('exit', kill)
      end(code)
    }),
  )
  const ready = new Promise<readonly Line[]>((resolve, reject) => {
    const log: Line[] = []
    const lines = createInterface(child.stdout)
    lines.on('line', text => {
      const line = JSON.parse(text) as Line
      log.push(line)
      if (line.event !== 'ready') return
      resolve(log)
      lines.close()
      // Nobody reads on, and a pipe that is full would stop it.
      child.stdout.resume()
    })
    ended.then(code => reject(new Error(`It ended with ${code} before it was ready`)))
  })
  return { ready, ended, kill: signal => void child.kill(signal) }
}

/** Where the program said with this event that it can be reached. */
export function urlOf(log: readonly Line[], event: string): string {
  const url = log.find(line => line.event === event)?.url
  if (url === undefined) throw new Error(`The log has no address for “${event}”`)
  return url
}
