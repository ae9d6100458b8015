import { readFeed } from '../config.ts'
import type { ImportReport } from '../feeds/import.ts'
import { importInThread } from '../operations/feed.ts'
import { plainProgress } from '../operations/open.ts'
import { showProgress } from '../operations/progress.ts'
import { DONE, type Result } from '../result.ts'
import { escapeControlCharacters, pluralize } from '../text.ts'

export type ImportCommandOptions = { readonly out?: string }

/** Imports a feed into a folder, and prints what was written and what is missing. */
export async function importShow(url: string, { out }: ImportCommandOptions): Promise<Result> {
  const feed = readFeed(url)
  if (!feed.ok) return feed
  const folder = out ?? feed.value.folder
  const progress = showProgress(process.stderr, plainProgress, () => performance.now())
  const { result } = await importInThread({ url, folder }, { onProgress: progress.at })
  progress.end()
  if (!result.ok) return result
  process.stdout.write(`${summaryOf(result.value).map(escapeControlCharacters).join('\n')}\n`)
  return DONE
}

/** How many files are named. */
const MAX_NAMED = 5

/** What an import has done, and what it lacks and why, one sentence a line. */
export function summaryOf(report: ImportReport): readonly string[] {
  const { name, folder, episodes, added, changed, attachments, withTranscript, noTranscript } = report
  const { undated, edited, deleted, withdrawn, movedTo, incomplete } = report
  const named = (files: readonly string[]): string =>
    files.slice(0, MAX_NAMED).join(', ') + (files.length > MAX_NAMED ? ` and ${files.length - MAX_NAMED} more` : '')
  const without = episodes - withTranscript
  const reasons = noTranscript.map(([reason, count]) =>
    reason === '' ? `the feed names none for ${count}` : `${count}: ${reason}`,
  )
  return [
    `${name}: ${pluralize(episodes, 'episode')} in ${folder}; ${added} new, ${changed} changed, ${pluralize(attachments, 'transcript and chapter file')} written.`,
    ...(without > 0
      ? [`${without} of ${pluralize(episodes, 'episode')} have no transcript (${reasons.join('; ')}).`]
      : []),
    ...(undated > 0 ? [`${undated} of ${pluralize(episodes, 'episode')} have no date.`] : []),
    ...(edited.length > 0
      ? [`Left as somebody edited them, with the feed’s version beside them: ${named(edited)}.`]
      : []),
    ...(deleted.length > 0 ? [`Not written again, since somebody deleted them: ${named(deleted)}.`] : []),
    ...(withdrawn.length > 0 ? [`No longer in the feed, and left as they are: ${named(withdrawn)}.`] : []),
    ...(movedTo === undefined ? [] : [`The feed has moved to ${movedTo}.`]),
    ...(incomplete === undefined ? [] : [`Older episodes are missing, because of a page of the feed: ${incomplete}.`]),
    `To ask it: npm run ask -- --content ${folder}`,
  ]
}
