import type { Episode } from '../content/types.ts'
import { episodeReply, latestReply, relatedReply, whichEpisodeReply } from '../reply/episode.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { findEpisode, latestEpisodes } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { relatedEpisodes } from '../search/related.ts'
import { resourcesOf } from '../search/resources.ts'
import type { Command } from './command.ts'
import { episodeOption } from './complete.ts'

const PAGE_SIZE = 5
const MAX_RELATED = 8

export const episodeCommand: Command = {
  name: 'episode',
  kind: 'slash',
  options: [episodeOption('which', { required: true })],
  show: ({ words }, library) => showEpisodeNamed(words, library),
}

export function showEpisodeNamed(which: string, library: Library): ReplyDraft {
  const found = findEpisode(library, which)
  return found.kind === 'found' ? showEpisode(found.episode, library) : whichEpisodeReply(found, which, library)
}

export function showEpisode(episode: Episode, library: Library): ReplyDraft {
  return episodeReply(episode, resourcesOf(episode), relatedEpisodes(library, episode, MAX_RELATED))
}

export const latestCommand: Command = {
  name: 'latest',
  kind: 'slash',
  options: [],
  show: (view, library) => {
    const pages = Math.max(1, Math.ceil(library.episodes.length / PAGE_SIZE))
    const page = Math.min(view.page, pages - 1)
    const episodes = latestEpisodes(library, (page + 1) * PAGE_SIZE).slice(page * PAGE_SIZE)
    return latestReply(episodes, { ...view, page }, pages, library)
  },
}

export const relatedCommand: Command = {
  name: 'related',
  kind: 'slash',
  options: [episodeOption('episode', { required: true })],
  show: ({ words }, library) => {
    const found = findEpisode(library, words)
    if (found.kind !== 'found') return whichEpisodeReply(found, words, library)
    return relatedReply(relatedEpisodes(library, found.episode, MAX_RELATED), found.episode)
  },
}
