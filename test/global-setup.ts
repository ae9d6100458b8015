import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Builds the program once, away from the repository's node_modules, for the tests that run it (`loopback/bot.ts`).
 * Everything that tests and these programs write to the system's temporary folder is deleted at the end.
 */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  process.env.TMPDIR = folder
  const root = fileURLToPath(new URL('../', import.meta.url))
  execFileSync(process.execPath, ['src/build.js', join(folder, 'dist')], { cwd: root })
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
