import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { listFiles } from '../content/files.ts'
import { readOwnFile } from '../content/own-files.ts'
import { codeOf } from '../content/problems.ts'
import type { Show } from '../content/types.ts'
import { DONE, type Failed, fail, failureText, type Result, succeed } from '../result.ts'
import { changedEpisodes, type Library, updateLibrary } from '../search/library.ts'
import { loadSnapshot, SNAPSHOT_VERSION, type Snapshot, snapshotOf } from '../search/snapshot.ts'

/** The contents of a snapshot file after its header, as V8 serializes it (a format that newer versions of Node.js can read). */
type Body = { readonly show: Show; readonly index: Snapshot }

/**
 * A snapshot file is the library of one content folder: a sixteen-byte signature, the version as a 32-bit integer
 * (little-endian), the SHA-256 of everything that follows, the hash of the content it was built from, and the body.
 */
const MAGIC = Buffer.from('shownotes index\n')
const HASH_BYTES = 32
const VERSION_AT = MAGIC.length
const CHECKSUM_AT = VERSION_AT + 4
const CONTENT_HASH_AT = CHECKSUM_AT + HASH_BYTES
const BODY_AT = CONTENT_HASH_AT + HASH_BYTES

/** A whole snapshot file, as `replaceFile` writes it. */
export function encodeSnapshot(library: Library, contentHash: Uint8Array): Uint8Array {
  const version = Buffer.alloc(4)
  version.writeUInt32LE(SNAPSHOT_VERSION)
  const body = serialize({ show: library.show, index: snapshotOf(library) } satisfies Body)
  const checked = Buffer.concat([contentHash, body])
  return Buffer.concat([MAGIC, version, checksum(checked), checked])
}

/**
 * The library in a snapshot file, if the file is complete, of this version, and built from what the folder holds now. If there
 * is no content in the folder, the snapshot is taken as it is.
 *
 * @param today ISO day. Episodes that have come out since the snapshot was built are added.
 */
export async function readSnapshot(file: string, folder: string, today: string): Promise<Result<Library>> {
  const refuse = (reason: string): Failed =>
    fail(`The index “${file}” ${reason}, so the content is read instead.`, 'Write it again: npm run build:index')
  let bytes: Buffer
  try {
    bytes = await readOwnFile(file)
  } catch (error) {
    return refuse(`cannot be read (${codeOf(error)})`)
  }
  if (!bytes.subarray(0, VERSION_AT).equals(MAGIC) || bytes.length < BODY_AT) return refuse('is not a complete index')
  const version = bytes.readUInt32LE(VERSION_AT)
  if (version !== SNAPSHOT_VERSION) {
    return refuse(`is of version ${version}, and this program reads version ${SNAPSHOT_VERSION}`)
  }
  if (!bytes.subarray(CHECKSUM_AT, CONTENT_HASH_AT).equals(checksum(bytes.subarray(CONTENT_HASH_AT)))) {
    return refuse('is damaged: its checksum is wrong')
  }
  const content = await contentHash(folder)
  if (content && !bytes.subarray(CONTENT_HASH_AT, BODY_AT).equals(content)) {
    return refuse(`was built from other content than “${folder}” holds now`)
  }
  try {
    const { show, index } = deserialize(bytes.subarray(BODY_AT)) as Body
    const library = await loadSnapshot(index, show)
    return succeed(changedEpisodes(library, show, today) === 0 ? library : updateLibrary(library, show, today))
  } catch (error) {
    return refuse(`cannot be read by Node.js ${process.version} (${codeOf(error)})`)
  }
}

const checksum = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** The file types that content is read from. */
const CONTENT_FILE = /\.(?:md|markdown|mdx|json|vtt|srt|srv3|ttml|html?|txt)$/i

/** Fails for names that would be read as content, or would replace content. */
export function checkIndexFileName(file: string): Result {
  if (!CONTENT_FILE.test(file)) return DONE
  return fail(`“${file}” is named like content.`, 'Give the index another extension, such as .index.')
}

/** A larger file is not read as content either, so only its size counts. */
const MAX_FILE_BYTES = 50_000_000

/** Large enough for nearly any file. Allocating a buffer for each would take longer than reading it. */
const BUFFER_BYTES = 1 << 20

/**
 * The SHA-256 of what a folder holds: the names, sizes and bytes of all files that may be content. It reads them
 * synchronously, which is four times as fast.
 *
 * @returns undefined if there is no such file.
 */
export async function contentHash(folder: string): Promise<Uint8Array | undefined> {
  const { files } = await listFiles(folder)
  const content = files.filter(file => CONTENT_FILE.test(file)).sort((a, b) => (a < b ? -1 : 1))
  if (content.length === 0) return undefined
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES)
  for (const file of content) {
    const bytes = bytesOf(join(folder, file), buffer)
    hash.update(JSON.stringify([file, typeof bytes === 'string' ? bytes : bytes.length]))
    hash.update(bytes)
  }
  return hash.digest()
}

/** The bytes of a file, in this buffer until the next one is read, or a text to hash in their place. */
function bytesOf(path: string, buffer: Buffer): Uint8Array | string {
  try {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > MAX_FILE_BYTES) return `${size} bytes`
      return size > buffer.length ? readFileSync(file) : buffer.subarray(0, readSync(file, buffer, 0, size, 0))
    } finally {
      closeSync(file)
    }
  } catch {
    return 'unreadable'
  }
}

/** The library in an index, if one is named and matches the folder; otherwise `warn` is called with the reason. */
export async function openIndex(
  index: string | undefined,
  folder: string,
  today: string,
  warn: (message: string) => void,
): Promise<Library | undefined> {
  if (index === undefined) return undefined
  const read = await readSnapshot(index, folder, today)
  if (read.ok) return read.value
  warn(failureText(read.error))
  return undefined
}
