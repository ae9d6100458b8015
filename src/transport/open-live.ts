import type { Problem } from '../content/episode.ts'
import { type Change, type LiveLibrary, liveLibrary } from '../live.ts'
import type { Log } from '../log.ts'
import { buildLibrary } from './build.ts'
import { openIndex } from './open-index.ts'
import { noEpisodes } from './open-once.ts'
import { showProgress } from './progress.ts'

/**
 * The library of a folder, which can follow what happens there; or why there is none.
 *
 * @param today gives an ISO day.
 */
export async function openLive(
  { content, index }: { readonly content: string; readonly index?: string | undefined },
  today: () => string,
  log: Log,
): Promise<LiveLibrary | string> {
  const opened = await openIndex(index, content, today(), says => log.warn({ event: 'index', says }))
  const line = (event: string, done: number, of: number) => log.info({ event, done, of })
  const progress = showProgress(process.stderr, line, () => performance.now())
  const library = await liveLibrary(
    { folder: content, today, build: buildLibrary, ...(opened && { opened }) },
    {
      onProgress: progress.at,
      onChange: change => logContent(library, change, log),
      onFault: err => log.error({ event: 'content', err }),
    },
  )
  progress.end()
  if (library.current().show.episodes.length === 0) {
    logProblems(library.problems(), log)
    return noEpisodes(content)
  }
  logContent(library, { newProblems: library.problems() }, log)
  return library
}

function logContent(library: LiveLibrary, { revealed, newProblems, ms }: Partial<Change>, log: Log): void {
  const { name: show, episodes } = library.current().show
  logProblems(newProblems ?? [], log)
  log.info({ event: 'content', show, episodes: episodes.length, problems: library.problems().length, ms })
  if (revealed) log.info({ event: 'revealed' })
}

function logProblems(problems: readonly Problem[], log: Log): void {
  for (const { file, line, severity, says, mend } of problems) {
    log.warn({ event: 'problem', at: `${file}:${line}`, severity, says, mend })
  }
}
