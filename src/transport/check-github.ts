import { join } from 'node:path'
import type { Problem } from '../content/episode.ts'
import { printable } from './printable.ts'

/**
 * A command of GitHub Actions that shows a problem in the line it is about.
 *
 * @param folder where the problem's file lies, from where the program was started: the repository's top, in a workflow
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotationLine({ file, line, severity, says, mend }: Problem, folder: string): string {
  const path = file === folder ? folder : join(folder, file)
  const place = `file=${escapeProperty(path)}${line > 0 ? `,line=${line}` : ''}`
  return `::${severity} ${place}::${oneLine(`${says} ${mend}`)}`
}

/** What would end the line, and with it begin another command, as GitHub has it written; else, what a log should not hold. */
const oneLine = (text: string): string =>
  printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'))

const escapeProperty = (text: string): string => oneLine(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
