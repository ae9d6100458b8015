import type { Writable } from 'node:stream'
import type { Episode, Problem, Show } from '../content/episode.ts'
import { byPlace } from '../content/problem.ts'
import type { Reading } from '../content/read.ts'
import { annotationLine } from './check-github.ts'
import { count } from './count.ts'
import { printable } from './printable.ts'
import type { Progress } from './progress.ts'

export type CheckOptions = {
  readonly strict?: true
  readonly json?: true
  readonly github?: true
  readonly links?: true
}

type Check = {
  /** As given on the command line. */
  readonly folder: string
  readonly reading: Reading
  readonly options: CheckOptions
  /** An ISO day. */
  readonly today: string
  readonly output: Writable
  readonly progress: Progress
}

/** Prints what is wrong with a folder, and says whether it fails: on an error, or on a warning too when strict. */
export async function runCheck({ folder, reading, options, today, output, progress }: Check): Promise<Checked> {
  const { show } = reading
  const dead = options.links ? await deadLinks(folder, show, progress) : undefined
  const problems = [...reading.problems, ...(dead?.problems ?? [])].sort(byPlace)
  const print = (line: string): void => void output.write(`${line}\n`)
  if (options.json) print(JSON.stringify({ ...counts(show, problems), ...dead?.counts, problems }))
  else {
    for (const problem of problems) print(options.github ? annotationLine(problem, folder) : problemLine(problem))
    if (dead) print(dead.line)
    print(contentLine(show, problems, today))
  }
  return { fails: problems.some(({ severity }) => severity === 'error' || options.strict === true) }
}

type Checked = { readonly fails: boolean }

/** Asking on the web is loaded only when it is wanted. */
async function deadLinks(folder: string, show: Show, progress: Progress) {
  const { checkLinks } = await import('./links.ts')
  return checkLinks({ folder, show, progress })
}

/** `error 12.md:3  What is wrong. What to do.`, on one line whatever the file is called. */
export function problemLine({ file, line, severity, says, mend }: Problem): string {
  return printable(`${severity} ${file}${line > 0 ? `:${line}` : ''}  ${says} ${mend}`)
}

/**
 * What was read of a show, in a line.
 *
 * @param today an ISO day; an episode dated later is hidden until then.
 */
export function contentLine(show: Show, problems: readonly Problem[], today: string): string {
  const { episodes, transcripts, errors, warnings } = counts(show, problems)
  return [
    `${count(episodes, 'episode')}${hidden(show.episodes, today)}`,
    count(transcripts, 'transcript'),
    count(errors, 'error'),
    count(warnings, 'warning'),
  ].join(', ')
}

function counts({ name, episodes }: Show, problems: readonly Problem[]) {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return {
    show: name,
    episodes: episodes.length,
    transcripts: episodes.filter(({ segments }) => segments.length > 0).length,
    errors,
    warnings: problems.length - errors,
  }
}
/** ` (1 hidden until 1 January 2031)`; empty when none is. ISO days sort as text. */
function hidden(episodes: readonly Episode[], today: string): string {
  const days = episodes.flatMap(({ publishedOn }) => publishedOn ?? []).filter(day => day > today)
  const [first, ...others] = days.sort()
  if (first === undefined) return ''
  const alike = others.every(day => day === first)
  return ` (${days.length} hidden${alike ? '' : ', the first'} until ${longDate.format(new Date(first))})`
}

const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
