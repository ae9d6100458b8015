import { isDeepStrictEqual } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import type { ReadCache } from '../content/read-cache.ts'
import { type ReadShowResult, readShow } from '../content/read-show.ts'
import type { Episode, Show } from '../content/types.ts'
import { batchesOf, type ContentMessage, type ContentRequest } from './content-reader.ts'

/**
 * The thread that `content-reader.ts` starts: it reads a folder again and again, and posts what has changed. All work that
 * grows with the folder is done here, so that it does not delay answers.
 */

const { folder } = workerData as { readonly folder: string }
const cache: ReadCache = new Map()
const known: Episode[] = []
let before: ReadShowResult | undefined

const post = (message: ContentMessage): void => parentPort?.postMessage(message)

parentPort?.on('message', async (request: ContentRequest) => {
  if ('known' in request) {
    for (const episode of request.known) known.push(episode)
    return
  }
  if (request.about) before = { show: { ...request.about, episodes: known }, problems: [] }
  try {
    await look()
  } catch (fault) {
    post({ fault })
  }
})

async function look(): Promise<void> {
  const read = await readShow(folder, { cache, onRead: (done, of) => post({ done, of }) })
  const earlier = before?.show
  // A folder without episodes is probably being replaced, so the old content stays live.
  const show = earlier && read.show.episodes.length === 0 ? earlier : reuseEpisodes(read.show, earlier)
  const reused = new Set(earlier?.episodes)
  const changed = show.episodes.filter(episode => !reused.has(episode))
  const sameOrder = isDeepStrictEqual(idsOf(show), earlier && idsOf(earlier))
  const { episodes, ...about } = show
  const { episodes: _, ...aboutBefore } = earlier ?? { episodes: [] }
  const isEdited = changed.length > 0 || !sameOrder || !isDeepStrictEqual(about, aboutBefore)
  const isNews = !isDeepStrictEqual(read.problems, before?.problems)
  for (const batch of batchesOf(changed)) post({ episodes: batch })
  before = { show, problems: read.problems }
  post({
    show: isEdited ? { about, ids: episodes.map(({ id }) => id) } : undefined,
    problems: isNews ? read.problems : undefined,
  })
}

const idsOf = ({ episodes }: Show): readonly string[] => episodes.map(({ id }) => id)

/** The show with the episodes of an earlier one that are the same, so that they need not be posted and indexed again. */
function reuseEpisodes(show: Show, before: Show | undefined): Show {
  const earlier = new Map(before?.episodes.map(episode => [episode.id, episode]))
  const episodes = show.episodes.map(episode => {
    const same = earlier.get(episode.id)
    return same && isDeepStrictEqual(same, episode) ? same : episode
  })
  return { ...show, episodes }
}
