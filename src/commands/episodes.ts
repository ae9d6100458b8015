import { episodeReply, latestReply, relatedReply } from '../reply/episode.ts'
import { findEpisode, latestEpisodes } from '../search/episodes.ts'
import { relatedEpisodes } from '../search/related.ts'
import type { Command } from './command.ts'
import { episodeOption } from './complete.ts'

export const episodeCommand: Command = {
  name: 'episode',
  kind: 'slash',
  options: [episodeOption('which', { required: true })],
  show: ({ words }, library) => episodeReply(findEpisode(library, words), words, library),
}

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

const MOST = 8

export const relatedCommand: Command = {
  name: 'related',
  kind: 'slash',
  options: [episodeOption('episode', { required: true })],
  show: ({ words }, library) => {
    const found = findEpisode(library, words)
    if (found.kind !== 'found') return episodeReply(found, words, library)
    return relatedReply(relatedEpisodes(library, found.episode, MOST), found.episode)
  },
}
