import { latestReply } from '../reply/episode.ts'
import { latestEpisodes } from '../search/episodes.ts'
import type { Command } from './command.ts'

const PAGE = 5

export const latestCommand: Command = {
  name: 'latest',
  kind: 'slash',
  options: [],
  show: (view, library) => {
    const pages = Math.max(1, Math.ceil(library.episodes.length / PAGE))
    const page = Math.min(view.page, pages - 1)
    const episodes = latestEpisodes(library, (page + 1) * PAGE).slice(page * PAGE)
    return latestReply(episodes, { ...view, page }, pages, library)
  },
}
