import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from './episode.ts'
import { error, warning } from './problem.ts'

/** Paths are relative to the folder, with forward slashes, sorted as a person sorts them. */
export type Listing = { readonly files: readonly string[]; readonly problems: readonly Problem[] }

/**
 * Every file below a folder. Links are followed, but no folder is entered twice, so a link that leads back up ends
 * there. Folders whose name begins with a dot, and `node_modules`, are passed over.
 */
export async function listFiles(folder: string): Promise<Listing> {
  const files: string[] = []
  const problems: Problem[] = []
  const entered = new Set<string>()

  const enter = async (below: string): Promise<void> => {
    const real = await realpath(join(folder, below))
    if (entered.has(real)) return
    entered.add(real)
    const names = await readdir(join(folder, below))
    for (const name of names.sort(inOrder.compare)) {
      const path = below === '' ? name : `${below}/${name}`
      try {
        const found = await stat(join(folder, path))
        if (found.isFile()) files.push(path)
        else if (found.isDirectory() && !passedOver(name)) await enter(path)
      } catch (fault) {
        if (worthReading(name) || codeOf(fault) !== 'ENOENT') problems.push(cannotOpen(path, fault))
      }
    }
  }

  try {
    await enter('')
  } catch (fault) {
    problems.push(cannotOpen('.', fault, folder))
  }
  return { files: files.sort(inOrder.compare), problems }
}

/** A sentence for each way in which the disk can refuse. */
export function cannotOpen(file: string, fault: unknown, folder?: string): Problem {
  const what = folder === undefined ? 'This file' : `The folder ${folder}`
  switch (codeOf(fault)) {
    case 'ENOENT':
      return folder === undefined
        ? warning(
            file,
            0,
            'This is a link to something that is not there.',
            'Restore what it points to, or delete the link.',
          )
        : error(
            file,
            0,
            `${what} does not exist.`,
            'Check its name, or set CONTENT_DIR to the folder with your episodes.',
          )
    case 'EACCES':
    case 'EPERM':
      return error(file, 0, `${what} may not be read.`, 'Give the account that runs the bot permission to read it.')
    case 'ENOTDIR':
      return error(file, 0, `${what} is not a folder.`, 'Name the folder that holds your episodes, not a file.')
    case 'ELOOP':
      return warning(file, 0, 'This is a link that leads back to itself.', 'Point it to a file, or delete it.')
    default:
      return error(file, 0, `${what} could not be read (${codeOf(fault)}).`, 'Check the disk, then start again.')
  }
}

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault ? String(fault.code) : String(fault)

const passedOver = (name: string): boolean => name.startsWith('.') || name === 'node_modules'

const worthReading = (name: string): boolean => /\.(md|markdown|json|vtt|srt)$/i.test(name)

const inOrder = new Intl.Collator('en', { numeric: true })
