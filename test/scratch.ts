import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whatever tests, and the programs that they start, write to the system's temporary folder goes when they are over. */
export default function scratch(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'shownotes-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
