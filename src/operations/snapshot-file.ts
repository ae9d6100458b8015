import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { listFiles } from '../content/files.ts'
import { codeOf } from '../content/problems.ts'
import type { Show } from '../content/types.ts'
import { changedEpisodes, type Library, updateLibrary } from '../search/library.ts'
import { loadSnapshot, SNAPSHOT_VERSION, type Snapshot, snapshotOf } from '../search/snapshot.ts'

/** `refused`: a sentence for the person who named the file. */
export type ReadResult = { readonly library: Library } | { readonly refused: string }

/** What a snapshot file holds after its header, as V8 serializes it (a format that newer versions of Node.js can read). */
type Body = { readonly show: Show; readonly index: Snapshot }

/**
 * A snapshot file is the library of one content folder: sixteen bytes that say what it is, its version in four
 * (little-endian), the SHA-256 of all that follows, the hash of the content it was made of, and the body.
 */
const MAGIC = Buffer.from('shownotes index\n')
const HASH_BYTES = 32
const VERSION_AT = MAGIC.length
const CHECKSUM_AT = VERSION_AT + 4
const CONTENT_HASH_AT = CHECKSUM_AT + HASH_BYTES
const BODY_AT = CONTENT_HASH_AT + HASH_BYTES

/** A whole snapshot file, as `writeSnapshot` writes it. */
export function encodeSnapshot(library: Library, contentHash: Uint8Array): Uint8Array {
  const version = Buffer.alloc(4)
  version.writeUInt32LE(SNAPSHOT_VERSION)
  const body = serialize({ show: library.show, index: snapshotOf(library) } satisfies Body)
  const checked = Buffer.concat([contentHash, body])
  return Buffer.concat([MAGIC, version, checksum(checked), checked])
}

/**
 * Writes to a temporary file and renames it, so that a reader, even after a power cut, finds either the old file or the
 * new one.
 *
 * @returns undefined, or a sentence that says why it could not be written.
 */
export async function writeSnapshot(file: string, snapshot: Uint8Array): Promise<string | undefined> {
  const there = await stat(file).catch(() => undefined)
  if (there && !there.isFile()) return `“${file}” is not a regular file, so it was left alone. Name another place.`
  const temporary = `${file}.${process.pid}.new`
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(temporary, 'w')
    try {
      await handle.writeFile(snapshot)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
    return undefined
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    return `“${file}” could not be written (${codeOf(error)}). Free some room there, or name another place.`
  }
}

/**
 * The library in a snapshot file, if the file is whole, of this version, and made of what the folder holds now. If there
 * is no content in the folder, the snapshot is taken as it is.
 *
 * @param today ISO day. Episodes that have come out since the snapshot was made are added.
 */
export async function readSnapshot(file: string, folder: string, today: string): Promise<ReadResult> {
  const refused = (what: string): ReadResult => ({
    refused: `The index “${file}” ${what}, so the content is read instead. Write it again: npm run build:index`,
  })
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    return refused(`cannot be read (${codeOf(error)})`)
  }
  if (!bytes.subarray(0, VERSION_AT).equals(MAGIC) || bytes.length < BODY_AT) return refused('is not a whole index')
  const version = bytes.readUInt32LE(VERSION_AT)
  if (version !== SNAPSHOT_VERSION) {
    return refused(`is of version ${version}, and this program reads version ${SNAPSHOT_VERSION}`)
  }
  if (!bytes.subarray(CHECKSUM_AT, CONTENT_HASH_AT).equals(checksum(bytes.subarray(CONTENT_HASH_AT)))) {
    return refused('is damaged: its checksum is wrong')
  }
  const content = await contentHash(folder)
  if (content && !bytes.subarray(CONTENT_HASH_AT, BODY_AT).equals(content)) {
    return refused(`was made of other content than “${folder}” holds now`)
  }
  const { show, index } = deserialize(bytes.subarray(BODY_AT)) as Body
  const library = await loadSnapshot(index, show)
  return { library: changedEpisodes(library, show, today) === 0 ? library : updateLibrary(library, show, today) }
}

const checksum = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** The file types that content is read from. */
const CONTENT_FILE = /\.(?:md|markdown|json|vtt|srt|txt)$/i

/** Why a file of this name cannot hold an index: it would be read as content, or would replace content. */
export function indexFileProblem(file: string): string | undefined {
  return CONTENT_FILE.test(file)
    ? `“${file}” is named like content. Give the index another ending, such as .index.`
    : undefined
}

/** A larger file is not read as content either, so only its size counts. */
const LARGEST_FILE = 50_000_000

/** Room for nearly any file. A new buffer for each would take longer than reading it. */
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

/** The bytes of a file, in this buffer until the next one is read, or what there is to say about it instead. */
function bytesOf(path: string, buffer: Buffer): Uint8Array | string {
  try {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > LARGEST_FILE) return `${size} bytes`
      return size > buffer.length ? readFileSync(file) : buffer.subarray(0, readSync(file, buffer, 0, size, 0))
    } finally {
      closeSync(file)
    }
  } catch {
    return 'unreadable'
  }
}

/** The library in an index, if one is named and fits the folder; `refused` is called with the reason if it does not fit. */
export async function openIndex(
  index: string | undefined,
  folder: string,
  today: string,
  refused: (says: string) => void,
): Promise<Library | undefined> {
  if (index === undefined) return undefined
  const read = await readSnapshot(index, folder, today)
  if ('library' in read) return read.library
  refused(read.refused)
  return undefined
}
