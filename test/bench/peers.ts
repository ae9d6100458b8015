import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Whether the peers stand in `node_modules` beside this file as the lock file has them. */
export function peersAreInstalled(): boolean {
  const asked = statSync(`${here}package-lock.json`)
  // npm writes it last, whenever it has installed.
  const installed = statSync(`${here}node_modules/.package-lock.json`, { throwIfNoEntry: false })
  return installed !== undefined && installed.mtimeMs >= asked.mtimeMs
}

/**
 * Installs them from npm's registry. Nothing is compiled: SQLite comes with its binaries.
 *
 * @returns a sentence when npm could not.
 */
export function installPeers(): string | undefined {
  const { status } = spawnSync('npm', ['ci', '--prefix', here, '--ignore-scripts'], {
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  return status === 0 ? undefined : 'What Shownotes is measured beside could not be installed: npm says why above.'
}
