import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { eachOf, listFiles } from '../content/files.ts'

/** What content is written in. */
const READ = /\.(?:md|markdown|json|vtt|srt|txt)$/i

/** A larger file is not read, so only its size counts. */
const LARGEST = 50_000_000

/**
 * A fingerprint (SHA-256) of what a folder holds: the names, sizes and bytes of all files that may be content, whatever
 * machine they lie on and whenever they were written.
 *
 * @returns nothing when there is no such file.
 */
export async function contentHash(folder: string): Promise<Uint8Array | undefined> {
  const { files } = await listFiles(folder)
  const content = files.filter(file => READ.test(file)).sort((a, b) => (a < b ? -1 : 1))
  if (content.length === 0) return undefined
  const hash = createHash('sha256')
  const lines = await eachOf(content, async file => [file, await fingerprint(join(folder, file))])
  return hash.update(JSON.stringify(lines)).digest()
}

async function fingerprint(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > LARGEST) return `${size}`
    return createHash('sha256')
      .update(await readFile(path))
      .digest('base64')
  } catch {
    return 'unreadable'
  }
}
