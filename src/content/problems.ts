import { escapeControlCharacters } from '../text.ts'
import type { Problem } from './types.ts'

/** Something is lost or refused because of this fault. `line` counts from 1; 0 means the whole file. */
export const error = (file: string, line: number, says: string, mend: string): Problem => ({
  file,
  line,
  severity: 'error',
  message: says,
  fix: mend,
})

/** Everything was read all the same, perhaps by a guess; the author may want to mend it. */
export const warning = (file: string, line: number, says: string, mend: string): Problem => ({
  file,
  line,
  severity: 'warning',
  message: says,
  fix: mend,
})

/** For what nobody foresaw. */
export function notUnderstood(file: string, fault: unknown): Problem {
  const why = fault instanceof Error ? fault.message : String(fault)
  const says = `This could not be understood (${why}), and was left out.`
  return error(file, 0, says, 'Take out half of it at a time until it is read; what you took out last is the cause.')
}

/** By file, as a person reads a list of files (9 before 10), then by line. */
export const byPlace = (a: Problem, b: Problem): number => byFile.compare(a.file, b.file) || a.line - b.line

const byFile = new Intl.Collator('en', { numeric: true })

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

/** `error 12.md:3  What is wrong. What to do.`, on one line whatever the file is called. */
export function problemLine({ file, line, severity, message: says, fix: mend }: Problem): string {
  return escapeControlCharacters(`${severity} ${file}${line > 0 ? `:${line}` : ''}  ${says} ${mend}`)
}
