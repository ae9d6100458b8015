import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../content/files.ts'

/** What content is written in. */
const READ = /\.(?:md|markdown|json|vtt|srt|txt)$/i

/** Why a file of this name cannot hold an index: it would be read as content, or is content that it would replace. */
export function notForIndex(file: string): string | undefined {
  return READ.test(file)
    ? `“${file}” is named as content is. Give the index another ending, such as .index.`
    : undefined
}

/** A larger file is not read, so only its size counts. */
const LARGEST = 50_000_000

/** Room for nearly any file. New room for each would take longer than reading it. */
const ROOM = 1 << 20

/**
 * A fingerprint (SHA-256) of what a folder holds: the names, sizes and bytes of all files that may be content, whatever
 * machine they lie on and whenever they were written. Holds the process up while it reads, which is four times as fast.
 *
 * @returns nothing when there is no such file.
 */
export async function contentHash(folder: string): Promise<Uint8Array | undefined> {
  const { files } = await listFiles(folder)
  const content = files.filter(file => READ.test(file)).sort((a, b) => (a < b ? -1 : 1))
  if (content.length === 0) return undefined
  const hash = createHash('sha256')
  const room = Buffer.allocUnsafe(ROOM)
  for (const file of content) {
    const bytes = bytesOf(join(folder, file), room)
    hash.update(JSON.stringify([file, typeof bytes === 'string' ? bytes : bytes.length]))
    hash.update(bytes)
  }
  return hash.digest()
}

/** What lies in a file, in this room until the next is read, or what there is to say about it instead. */
function bytesOf(path: string, room: Buffer): Uint8Array | string {
  try {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > LARGEST) return `${size} bytes`
      return size > room.length ? readFileSync(file) : room.subarray(0, readSync(file, room, 0, size, 0))
    } finally {
      closeSync(file)
    }
  } catch {
    return 'unreadable'
  }
}
