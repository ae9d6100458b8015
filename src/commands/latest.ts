import { latestReply } from '../reply/episode.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { latestEpisodes } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { defineCommand } from './command.ts'

const PAGE_SIZE = 5

export const latestCommand = defineCommand({ name: 'latest', kind: 'slash', options: [] }, ({ page }, library) =>
  showLatest(page, library),
)

/** @param page from 0; the last page if there are fewer. */
export function showLatest(page: number, library: Library): ReplyDraft {
  const pages = Math.max(1, Math.ceil(library.episodes.length / PAGE_SIZE))
  const shown = Math.min(page, pages - 1)
  const episodes = latestEpisodes(library, (shown + 1) * PAGE_SIZE).slice(shown * PAGE_SIZE)
  return latestReply(episodes, shown, pages, library)
}
