import type { Episode } from '../content/types.ts'
import {
  chaptersReply,
  episodeReply,
  latestReply,
  MAX_RELATED,
  relatedReply,
  whichEpisodeReply,
} from '../reply/episode.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { findEpisode, latestEpisodes, relatedEpisodes } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { resourcesOf } from '../search/resources.ts'
import { episodeOption } from './autocomplete.ts'
import { defineCommand } from './command.ts'

const LATEST_PER_PAGE = 5

export const episodeCommand = defineCommand(
  { name: 'episode', kind: 'slash', options: [episodeOption('which', true)] },
  ({ which, page }, library) =>
    page === 0
      ? showEpisodeNamed(which, library)
      : withEpisode(which, library, episode => chaptersReply(episode, page - 1)),
)

export const relatedCommand = defineCommand(
  { name: 'related', kind: 'slash', options: [episodeOption('episode', true)] },
  ({ episode: which }, library) =>
    withEpisode(which, library, episode => relatedReply(relatedEpisodes(library, episode, MAX_RELATED), episode)),
)

export const latestCommand = defineCommand({ name: 'latest', kind: 'slash', options: [] }, ({ page }, library) =>
  showLatest(page, library),
)

export function showEpisodeNamed(which: string, library: Library): ReplyDraft {
  return withEpisode(which, library, episode => showEpisode(episode, library))
}

export function showEpisode(episode: Episode, library: Library): ReplyDraft {
  const related = relatedEpisodes(library, episode, MAX_RELATED)
  return episodeReply(episode, resourcesOf(episode), related, library)
}

/** @param page from 0; the last page if there are fewer. */
export function showLatest(page: number, library: Library): ReplyDraft {
  const pages = Math.max(1, Math.ceil(library.episodes.length / LATEST_PER_PAGE))
  const shown = Math.min(page, pages - 1)
  const episodes = latestEpisodes(library, (shown + 1) * LATEST_PER_PAGE).slice(shown * LATEST_PER_PAGE)
  return latestReply(episodes, shown, pages, library)
}

/** Asks which episode is meant if it is none or more than one. */
function withEpisode(which: string, library: Library, reply: (episode: Episode) => ReplyDraft): ReplyDraft {
  const found = findEpisode(library, which)
  return found.kind === 'found' ? reply(found.episode) : whichEpisodeReply(found, which, library)
}
