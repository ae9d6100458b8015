import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** `npm start` without a token, which opens the page: npm's process, and the port that the page listens on. */
async function npmStart() {
  const { DISCORD_TOKEN: _, ...env } = process.env
  const options = { cwd: root, env: { ...env, PORT: '0', NODE_ENV: '' }, detached: true } as const
  const npm = spawn('npm', ['start'], { ...options, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(npm.stdout)) {
    const port = /"open":"http:\/\/127\.0\.0\.1:(\d+)\/"/.exec(line)?.[1]
    if (port !== undefined) return { pid: npm.pid ?? 0, port: Number(port) }
  }
  throw new Error('The page did not open')
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  const [fault] = await Promise.race([once(server, 'listening'), once(server, 'error')]).catch(error => [error])
  server.close()
  return fault === undefined
}

test('SIGTERM to npm shuts the program down and frees its port', async () => {
  const { pid, port } = await npmStart()
  expect(await isFree(port)).toBe(false)
  process.kill(pid, 'SIGTERM')
  await expect.poll(() => isFree(port), { timeout: 30_000 }).toBe(true)
})

test('Ctrl+C, which every process on the terminal receives, shuts it down as well', async () => {
  const { pid, port } = await npmStart()
  process.kill(-pid, 'SIGINT')
  await expect.poll(() => isFree(port), { timeout: 30_000 }).toBe(true)
})

test('builds the program before it runs, and again when a source has changed, even several at once', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'shownotes-'))
  for (const name of ['src', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const help = async () => (await promisify(execFile)(process.execPath, ['src/run.js', 'help'], { cwd: copy })).stdout
  expect(await help()).toContain('Usage: shownotes')

  const main = join(copy, 'src/main.ts')
  writeFileSync(main, readFileSync(main, 'utf8').replace("new Command('shownotes')", "new Command('changed')"))
  for (const shown of await Promise.all([help(), help(), help()])) expect(shown).toContain('Usage: changed')
})
