import type { Problem } from './episode.ts'

/** Something is lost or refused because of this fault. `line` counts from 1; 0 means the whole file. */
export const error = (file: string, line: number, says: string, mend: string): Problem => ({
  file,
  line,
  severity: 'error',
  says,
  mend,
})

/** Everything was read all the same, perhaps by a guess; the author may want to mend it. */
export const warning = (file: string, line: number, says: string, mend: string): Problem => ({
  file,
  line,
  severity: 'warning',
  says,
  mend,
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
