import type { Episode, Problem, Show } from '../content/episode.ts'

/** `error 12.md:3  What is wrong. What to do.` */
export function problemLine({ file, line, severity, says, mend }: Problem): string {
  return `${severity} ${file}${line > 0 ? `:${line}` : ''}  ${says} ${mend}`
}

/**
 * What was read of a show, in a line.
 *
 * @param today an ISO day; an episode dated later is hidden until then.
 */
export function contentLine({ episodes }: Show, problems: readonly Problem[], today: string): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return [
    `${count(episodes.length, 'episode')}${hidden(episodes, today)}`,
    count(episodes.filter(({ segments }) => segments.length > 0).length, 'transcript'),
    count(errors, 'error'),
    count(problems.length - errors, 'warning'),
  ].join(', ')
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

const plural = new Intl.PluralRules('en')

function count(number: number, noun: string): string {
  return `${number} ${noun}${plural.select(number) === 'one' ? '' : 's'}`
}
