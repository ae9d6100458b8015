import { episodeReply } from '../reply/episode.ts'
import { relatedReply } from '../reply/related.ts'
import { findEpisode } from '../search/episodes.ts'
import { relatedEpisodes } from '../search/related.ts'
import type { Command } from './command.ts'
import { episodeOption } from './complete.ts'

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
