import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { readFolder } from '../config.ts'
import { STATE_FOLDER } from '../content/own-files.ts'
import { byLocation, problemLine } from '../content/problems.ts'
import type { ReadShowResult } from '../content/read-show.ts'
import type { Skipped } from '../content/site.ts'
import type { Episode, Problem, Show } from '../content/types.ts'
import { today } from '../operations/lifecycle.ts'
import type { Progress } from '../operations/progress.ts'
import { DONE, type Result } from '../result.ts'
import { escapeControlCharacters, pluralize } from '../text.ts'

export type CheckOptions = {
  readonly strict?: true
  readonly json?: true
  readonly github?: true
  readonly links?: true
}

type Check = {
  /** As given on the command line. */
  readonly folder: string
  readonly read: ReadShowResult
  readonly options: CheckOptions
  /** An ISO day. */
  readonly today: string
  readonly output: Writable
  readonly progress: Progress
}

/** Prints the problems of a folder. The check fails on an error, and if it is strict on a warning too. */
export async function runCheck({ folder, read, options, today, output, progress }: Check): Promise<Checked> {
  const { show } = read
  const dead = options.links ? await deadLinks(show, progress) : undefined
  const problems = [...read.problems, ...(dead?.problems ?? [])].sort(byLocation)
  const print = (line: string): void => void output.write(`${line}\n`)
  if (options.json) print(JSON.stringify({ ...counts(show, problems), ...dead?.counts, problems }))
  else {
    for (const problem of problems) print(options.github ? annotationLine(problem, folder) : problemLine(problem))
    if (dead) print(dead.line)
    for (const line of skippedLines(read.skipped ?? [])) print(line)
    const facts = readLine(show)
    if (facts !== '') print(facts)
    print(contentLine(show, problems, today))
  }
  return { fails: problems.some(({ severity }) => severity === 'error' || options.strict === true) }
}

type Checked = { readonly fails: boolean }

/** The code that sends requests is loaded on demand. */
async function deadLinks(show: Show, progress: Progress) {
  const { checkLinks } = await import('./check-links.ts')
  return checkLinks({ show, cacheFile: join(STATE_FOLDER, 'links.json'), progress })
}

/**
 * A summary of what was read, in one line.
 *
 * @param today an ISO day; an episode dated later is hidden until then.
 */
export function contentLine(show: Show, problems: readonly Problem[], today: string): string {
  const { episodes, transcripts, errors, warnings } = counts(show, problems)
  return [
    `${pluralize(episodes, 'episode')}${hidden(show.episodes, today)}`,
    pluralize(transcripts, 'transcript'),
    pluralize(errors, 'error'),
    pluralize(warnings, 'warning'),
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

/** How many files of a folder are named. */
const MAX_NAMED = 3

/** `Not read: about.md, index.md and 2 more: they have no number, no date and nothing to hear.`, a line for each reason. */
function skippedLines(skipped: readonly Skipped[]): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const { file, reason } of skipped) groups.set(reason, [...(groups.get(reason) ?? []), file])
  return [...groups].map(([reason, files]) => {
    const more = files.length > MAX_NAMED ? ` and ${files.length - MAX_NAMED} more` : ''
    return `Not read, because ${reason}: ${files.slice(0, MAX_NAMED).map(escapeControlCharacters).join(', ')}${more}.`
  })
}

/** What was read, if there are several episodes: `Of 12 episodes, 12 have a date, 9 a transcript, 9 speakers, 3 chapters, 11 links.` */
function readLine({ episodes }: Show): string {
  const having = (what: string, has: (episode: Episode) => boolean): string => `${episodes.filter(has).length} ${what}`
  // What a single episode lacks is easily seen.
  if (episodes.length < 2) return ''
  const parts = [
    having('have a date', ({ publishedOn }) => publishedOn !== undefined),
    having('a transcript', ({ segments }) => segments.length > 0),
    having('speakers', ({ segments }) => segments.some(({ speaker }) => speaker !== undefined)),
    having('chapters', ({ chapters }) => chapters.length > 0),
    having('links', ({ resources }) => resources.length > 0),
  ]
  return `Of ${pluralize(episodes.length, 'episode')}, ${parts.join(', ')}.`
}

/** ` (1 hidden until 1 January 2031)`; empty if no episode is hidden. ISO days sort as text. */
function hidden(episodes: readonly Episode[], today: string): string {
  const days = episodes.flatMap(({ publishedOn }) => publishedOn ?? []).filter(day => day > today)
  const [first, ...others] = days.sort()
  if (first === undefined) return ''
  const alike = others.every(day => day === first)
  return ` (${days.length} hidden${alike ? '' : ', the first'} until ${longDate.format(new Date(first))})`
}

const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/**
 * A GitHub Actions command that shows a problem beside its line.
 *
 * @param folder the content folder, relative to the current directory, which is the repository's root in a workflow
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotationLine({ file, line, severity, message, fix }: Problem, folder: string): string {
  const path = file === folder ? folder : join(folder, file)
  const place = `file=${escapeProperty(path)}${line > 0 ? `,line=${line}` : ''}`
  return `::${severity} ${place}::${oneLine(`${message} ${fix}`)}`
}

/** Escapes line ends as GitHub requires, so that no text can begin another command, and other control characters. */
const oneLine = (text: string): string =>
  escapeControlCharacters(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'))

const escapeProperty = (text: string): string => oneLine(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** An ISO day on which every episode is published. */
const FAR_FUTURE = '9999-12-31'

export async function check(dir: string | undefined, options: CheckOptions): Promise<Result> {
  const settings = readFolder(dir === undefined ? {} : { content: dir })
  if (!settings.ok) return settings
  const { folder } = settings.value

  const { plainProgress, read } = await import('../operations/open.ts')
  const { showProgress } = await import('../operations/progress.ts')
  const { show, problems, skipped = [] } = await read(folder)
  const { createLibrary } = await import('../search/library.ts')
  const result = { show, problems: [...problems, ...createLibrary(show, FAR_FUTURE).problems], skipped }
  const progress = showProgress(process.stderr, plainProgress, () => performance.now())
  const { fails } = await runCheck({ folder, read: result, options, today: today(), output: process.stdout, progress })
  if (fails) process.exitCode = 1
  return DONE
}
