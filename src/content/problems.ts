import { escapeControlCharacters } from '../text.ts'
import type { Problem } from './types.ts'

/** Something is lost or refused because of this. `line` is counted from 1; 0 means the whole file. */
export const error = (file: string, line: number, message: string, fix: string): Problem => ({
  file,
  line,
  severity: 'error',
  message,
  fix,
})

/** Everything was read all the same, perhaps by a guess, but the author may want to fix it. */
export const warning = (file: string, line: number, message: string, fix: string): Problem => ({
  file,
  line,
  severity: 'warning',
  message,
  fix,
})

/** For unexpected errors. */
export function unexpectedProblem(file: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `This could not be read (${reason}), and was left out.`
  return error(
    file,
    0,
    message,
    'Take out half of it at a time until it can be read; what you took out last is the cause.',
  )
}

/** If one file has more problems than this, they usually have the same cause, and nobody reads them all. */
const MAX_PER_FILE = 50

/** At most fifty problems of each severity for a file, and a line with the number of the others. */
export function capped(problems: readonly Problem[]): readonly Problem[] {
  const counts = new Map<string, number>()
  const keyOf = ({ file, severity }: Problem): string => JSON.stringify([file, severity])
  const kept = problems.filter(problem => {
    const count = (counts.get(keyOf(problem)) ?? 0) + 1
    counts.set(keyOf(problem), count)
    return count <= MAX_PER_FILE
  })
  const lastOf = new Map(kept.map((problem, i) => [keyOf(problem), i]))
  return kept.flatMap((problem, i) => {
    const more = (counts.get(keyOf(problem)) ?? 0) - MAX_PER_FILE
    if (more <= 0 || lastOf.get(keyOf(problem)) !== i) return [problem]
    const { file, severity } = problem
    const message = `There are ${more.toLocaleString('en')} more ${severity}s in this file.`
    return [problem, { file, line: 0, severity, message, fix: 'Fix those above first.' }]
  })
}

/** Sorts by file, in natural order (9 before 10), then by line. */
export const byLocation = (a: Problem, b: Problem): number => byFile.compare(a.file, b.file) || a.line - b.line

const byFile = new Intl.Collator('en', { numeric: true })

/** Why a file or folder cannot be opened. */
export function fileProblem(file: string, cause: unknown): Problem {
  switch (codeOf(cause)) {
    case 'ENOENT':
      return warning(
        file,
        0,
        'This link points to something that does not exist.',
        'Restore its target, or delete the link.',
      )
    case 'ELOOP':
      return warning(file, 0, 'This link points back to itself.', 'Point it to a file, or delete it.')
    case 'EACCES':
    case 'EPERM':
      return error(file, 0, 'Permission to read this was denied.', 'Let the account that runs the bot read it.')
    default:
      return error(file, 0, `This could not be read (${codeOf(cause)}).`, 'Check the disk, and try again.')
  }
}

/** Why the content folder itself cannot be opened. */
export function folderProblem(folder: string, cause: unknown): Problem {
  switch (codeOf(cause)) {
    case 'ENOENT':
      return error(folder, 0, 'This folder does not exist.', 'Check its name.')
    case 'ENOTDIR':
      return error(folder, 0, 'This is not a folder.', 'Name the folder that holds your episodes, not a file.')
    default:
      return { ...fileProblem(folder, cause), severity: 'error' }
  }
}

export const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)

/** `error 12.md:3  What is wrong. What to do.`, on one line, whatever the file is called. */
export function problemLine({ file, line, severity, message, fix }: Problem): string {
  return escapeControlCharacters(`${severity} ${file}${line > 0 ? `:${line}` : ''}  ${message} ${fix}`)
}
