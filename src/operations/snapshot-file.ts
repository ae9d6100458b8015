import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { listFiles } from '../content/files.ts'
import { codeOf } from '../content/problems.ts'
import { deserializeLibrary, serializeLibrary, VERSION } from '../search/frozen.ts'
import type { Library } from '../search/library.ts'
import { isLittleEndian } from '../search/sections.ts'
import { published } from '../search/shelves.ts'

/** `refused`: a sentence for the person who named the file. */
export type Read = { readonly library: Library } | { readonly refused: string }

/**
 * A snapshot is the library of one content folder in a file: sixteen bytes that say what it is, the version in four (the
 * lowest first), SHA-256 of all that follows, the content's hash, and the frozen library, packed as gzip does.
 */
const MAGIC = Buffer.from('shownotes index\n')
const HASH = 32
const VERSION_AT = MAGIC.length
const CHECKSUM_AT = VERSION_AT + 4
const CONTENT_AT = CHECKSUM_AT + HASH
const LIBRARY_AT = CONTENT_AT + HASH

/** A whole snapshot: what `writeSnapshot` writes. */
export async function snapshotOf(library: Library, content: Uint8Array): Promise<Uint8Array> {
  const version = Buffer.alloc(4)
  version.writeUInt32LE(VERSION)
  const body = Buffer.concat([content, await packed(serializeLibrary(library))])
  return Buffer.concat([MAGIC, version, checksum(body), body])
}

/**
 * Writes beside the file and then puts the new one in its place, so that whoever reads it, or pulls the plug, finds the
 * old one or the new one.
 *
 * @returns the bytes written, or a sentence that says why it could not be.
 */
export async function writeSnapshot(file: string, snapshot: Uint8Array): Promise<string | undefined> {
  const there = await stat(file).catch(() => undefined)
  if (there && !there.isFile()) return `“${file}” is no file, and stays what it is. Name another place.`
  const beside = `${file}.${process.pid}.new`
  try {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(beside, 'w')
    try {
      await handle.writeFile(snapshot)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
    return undefined
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    return `“${file}” could not be written (${codeOf(error)}). Free some room there, or name another place.`
  }
}

/**
 * The library that a snapshot holds, if it is whole, of this version, and of what the folder holds now. When there is no
 * content in the folder, the snapshot speaks for itself.
 *
 * @param today ISO day. When an episode has come out since the snapshot was made, its show is indexed anew.
 */
export async function readSnapshot(file: string, folder: string, today: string): Promise<Read> {
  const refused = (what: string, mend = 'Write it anew: npm run build:index'): Read => ({
    refused: `The index “${file}” ${what}, so the content is read instead. ${mend}`,
  })
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    return refused(`cannot be read (${codeOf(error)})`)
  }
  if (!bytes.subarray(0, VERSION_AT).equals(MAGIC) || bytes.length < LIBRARY_AT) return refused('is not a whole index')
  const version = bytes.readUInt32LE(VERSION_AT)
  if (version !== VERSION) return refused(`is of version ${version}, and this program reads version ${VERSION}`)
  if (!bytes.subarray(CHECKSUM_AT, CONTENT_AT).equals(checksum(bytes.subarray(CONTENT_AT)))) {
    return refused('is damaged: its checksum is wrong')
  }
  if (!isLittleEndian) return refused('cannot be used on a machine like this', 'Leave INDEX_FILE empty here.')
  // Another thread unpacks meanwhile.
  const [library, content] = await Promise.all([unpack(bytes.subarray(LIBRARY_AT)), contentHash(folder)])
  if (content && !bytes.subarray(CONTENT_AT, LIBRARY_AT).equals(content)) {
    return refused(`was made of other content than “${folder}” holds now`)
  }
  return { library: await asOf(today, deserializeLibrary(library)) }
}

const packed = promisify(gzip)
const unpacked = promisify(gunzip)

/** In one piece, since each takes a turn of the event loop: what is packed ends with its length (RFC 1952). */
function unpack(bytes: Buffer): Promise<Buffer> {
  const length = bytes.readUInt32LE(bytes.length - 4)
  return unpacked(bytes, { chunkSize: Math.max(length, SMALLEST_PIECE) + 1 })
}

/** zlib takes no smaller ones. */
const SMALLEST_PIECE = 64

const checksum = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** Episodes come out one after the other, so as many as before are the same as before. */
async function asOf(today: string, library: Library): Promise<Library> {
  if (published(library.show, today).length === library.episodes.length) return library
  const { createLibrary } = await import('../search/library.ts')
  return createLibrary(library.show, today, library)
}

/** What content is written in. */
const READ = /\.(?:md|markdown|json|vtt|srt|txt)$/i

/** Why a file of this name cannot hold an index: it would be read as content, or is content that it would replace. */
export function indexFileProblem(file: string): string | undefined {
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

/** What an index holds, where one is named and fits the folder; else says why it does not. */
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
