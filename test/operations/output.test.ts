import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { MAIN, until } from '../loopback/bot.ts'
import { startDiscord } from '../loopback/discord.ts'
import { asCommand } from '../loopback/interaction.ts'

const CONTENT_DIR = fileURLToPath(new URL('../../content', import.meta.url))

const children = new Set<ChildProcess>()

afterAll(() => {
  // The whole group: the shell does not pass a signal on.
  for (const { pid } of children) if (pid !== undefined) process.kill(-pid, 'SIGKILL')
})

/** The program in a shell that sends its output somewhere: `> /dev/full`. */
function shell(words: string, redirection: string, environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(
    'bash',
    ['--norc', '-o', 'pipefail', '-c', `"$0" "$1" ${words} ${redirection}`, process.execPath, MAIN],
    {
      cwd: mkdtempSync(join(tmpdir(), 'shownotes-')),
      env: { PATH: process.env.PATH, CONTENT_DIR, EMBEDDINGS: 'off', ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  children.add(child)
  child.on('close', () => children.delete(child))
  return child
}

async function finished(child: ChildProcess) {
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', text => {
    stdout += text
  })
  child.stderr?.on('data', text => {
    stderr += text
  })
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}

/** Below the ports that the system gives out to whoever does not care, as all other tests do. */
let lastPort = 20_000 + ((process.pid * 20) % 10_000)

async function freePort(): Promise<number> {
  const port = ++lastPort
  const server = createServer().listen(port, '127.0.0.1')
  const isFree = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ])
  server.close()
  return isFree ? port : freePort()
}

describe.concurrent('a bot', () => {
  test.each([
    ['on a full disk', '> /dev/full'],
    ['that nobody reads', '| true'],
    ['of which only the first line is read', '| head -1'],
    ['on a full disk, with stderr too', '> /dev/full 2> /dev/full'],
    ['into a pipe that is closed, with stderr too', '2>&1 | true'],
  ])('goes on with a log %s', async (_, redirection) => {
    const discord = await startDiscord({ firstResponseMs: 60_000 })
    const port = await freePort()
    const child = shell('start', redirection, {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      OPERATIONS_PORT: String(port),
    })
    child.stdout?.resume()
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then(response => response.text())
    await until(() =>
      get('/readyz').then(
        text => text === 'ready\n',
        () => false,
      ),
    )
    for (let n = 0; n < 3; n++) expect(await discord.send(asCommand('latest'))).toMatchObject({ type: 4 })
    const dropped = await until(async () => {
      const [, lines] = /^shownotes_dropped_log_lines_total (\d+)$/m.exec(await get('/metrics')) ?? []
      return Number(lines) > 3 && Number(lines)
    })
    expect(dropped).toBeLessThan(50)
    expect(child.exitCode).toBeNull()
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await once(child, 'close')
    await discord.close()
  })

  test.each([
    ['a full disk', '> /dev/full'],
    ['a closed pipe', '| true'],
  ])('serves over HTTP with a log on %s', async (_, redirection) => {
    const port = await freePort()
    const child = shell('serve', redirection, { DISCORD_PUBLIC_KEY: '0'.repeat(64), PORT: String(port) })
    const post = () => fetch(`http://127.0.0.1:${port}/interactions`, { method: 'POST', body: '{}' })
    for (let n = 0; n < 3; n++) {
      await until(() =>
        post().then(
          ({ status }) => status === 401,
          () => false,
        ),
      )
    }
    expect(child.exitCode).toBeNull()
  })
})

describe.concurrent('a command that ends by itself', () => {
  test.each(['ask "how do I write lambda functions in rust?"', 'check', 'evaluate --help', 'ask /help --json'])(
    'says so if its output cannot be written: %s',
    async words => {
      const { code, stderr } = await finished(shell(words, '> /dev/full'))
      expect(stderr).toBe('The output could not be written (ENOSPC). Free some space there, or write it elsewhere.\n')
      expect(code).toBe(1)
    },
  )

  test('fails if neither its output nor the reason can be written', async () => {
    expect((await finished(shell('check', '> /dev/full 2> /dev/full'))).code).toBe(1)
  })

  test('prints its answer even if nothing can be written to stderr', async () => {
    const { code, stdout } = await finished(shell('ask /help', '2> /dev/full'))
    expect(stdout).toContain('/ask')
    expect(code).toBe(0)
  })

  test('ends quietly if its reader has seen enough', async () => {
    const { code, stdout, stderr } = await finished(shell('ask /help', '| head -1'))
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect([code, stderr]).toEqual([0, ''])
  })
})
