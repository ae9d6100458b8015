import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DONE, fail, type Result } from '../result.ts'
import { codeOf } from './problems.ts'

/**
 * The files that the program writes itself: the index, vectors, results to be used again. Their folder may be a repository
 * that others write to, so nothing is written through a link, and whoever reads a file has to validate what it says.
 */

/** For files that nobody but the program reads, in the current directory. */
export const STATE_FOLDER = '.shownotes'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants

/**
 * Writes to a temporary file and renames it, so that a reader, even after a power cut, finds either the old file or the
 * new one. A link in its place is replaced, and what it leads to is left alone.
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<Result> {
  const folder = dirname(file)
  const temporary = `${file}.${randomUUID()}${TEMPORARY}`
  try {
    const there = await stat(file).catch(() => undefined)
    if (there && !there.isFile())
      return fail(`“${file}” is not a regular file, so it was left alone.`, 'Name another file.')
    if (basename(folder) === STATE_FOLDER && (await isLink(folder)))
      return fail(`“${folder}” is a link, so nothing was written there.`, 'Delete it, or make it a folder.')
    await mkdir(folder, { recursive: true })
    const handle = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
    await removeLeftovers(file)
    return DONE
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    return fail(`“${file}” could not be written (${codeOf(error)}).`, 'Free some space there, or name another file.')
  }
}

const TEMPORARY = '.new'

/** No file takes as long to write. */
const HOUR = 60 * 60 * 1000

/** A process that is killed leaves its temporary file behind. */
async function removeLeftovers(file: string): Promise<void> {
  const folder = dirname(file)
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (!name.startsWith(`${basename(file)}.`) || !name.endsWith(TEMPORARY)) continue
    const path = join(folder, name)
    const found = await lstat(path).catch(() => undefined)
    if (found?.isFile() && found.mtimeMs < Date.now() - HOUR) await rm(path, { force: true }).catch(() => {})
  }
}

const isLink = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true

/**
 * Reads a file, unless it is a pipe or a device, which would never end.
 *
 * @throws the system's error, or `EFBIG` if it is larger than `maxBytes`.
 */
export async function readOwnFile(file: string, maxBytes = 2 ** 31 - 1): Promise<Buffer> {
  const handle = await open(file, O_RDONLY | O_NONBLOCK)
  try {
    const found = await handle.stat()
    if (found.isFIFO() || found.isCharacterDevice())
      throw Object.assign(new Error(`${file} never ends`), { code: 'ESPIPE' })
    if (found.size > maxBytes) throw Object.assign(new Error(`${file} is too large`), { code: 'EFBIG' })
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
