import type { Problem } from './episode.ts'
import { error, warning } from './problem.ts'

/** A sentence for each way in which the disk can refuse a file or a folder. */
export function cannotOpen(file: string, fault: unknown): Problem {
  switch (codeOf(fault)) {
    case 'ENOENT':
      return warning(
        file,
        0,
        'This is a link to something that is not there.',
        'Restore what it points to, or delete it.',
      )
    case 'ELOOP':
      return warning(file, 0, 'This is a link that leads back to itself.', 'Point it to a file, or delete it.')
    case 'EACCES':
    case 'EPERM':
      return error(file, 0, 'This may not be read.', 'Give the account that runs the bot permission to read it.')
    default:
      return error(file, 0, `This could not be read (${codeOf(fault)}).`, 'Check the disk, then start again.')
  }
}

/** The same for the folder that was to be read; the file of the problem is its name as given. */
export function cannotEnter(folder: string, fault: unknown): Problem {
  switch (codeOf(fault)) {
    case 'ENOENT':
      return error(folder, 0, 'This folder does not exist.', 'Check its name.')
    case 'ENOTDIR':
      return error(folder, 0, 'This is not a folder.', 'Name the folder that holds your episodes, not a file.')
    default:
      return { ...cannotOpen(folder, fault), severity: 'error' }
  }
}

export const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault ? String(fault.code) : String(fault)
