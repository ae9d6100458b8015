import { relatedReply, whichEpisodeReply } from '../reply/episode.ts'
import { findEpisode } from '../search/episodes.ts'
import { relatedEpisodes } from '../search/related.ts'
import { episodeOption } from './autocomplete.ts'
import { defineCommand } from './command.ts'

const MAX_RELATED = 8

export const relatedCommand = defineCommand(
  { name: 'related', kind: 'slash', options: [episodeOption('episode', true)] },
  ({ episode: which }, library) => {
    const found = findEpisode(library, which)
    if (found.kind !== 'found') return whichEpisodeReply(found, which, library)
    return relatedReply(relatedEpisodes(library, found.episode, MAX_RELATED), found.episode)
  },
)
