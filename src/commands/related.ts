import { episodeReply } from '../reply/episode.ts'
import { phrases } from '../reply/phrases.ts'
import { relatedReply } from '../reply/related.ts'
import { findEpisode } from '../search/episodes.ts'
import { relatedEpisodes } from '../search/related.ts'
import { type Command, textOption } from './command.ts'
import { episodeOption } from './complete.ts'

const MOST = 8

export const relatedCommand: Command = {
  name: 'related',
  description: phrases.commands.related,
  options: [episodeOption({ name: 'episode', description: phrases.commands.episodeWhich, required: true })],
  run: (request, library) => {
    const which = textOption(request, 'episode')
    const found = findEpisode(library, which)
    if (found.kind !== 'found') return episodeReply(found, which, library)
    return relatedReply(relatedEpisodes(library, found.episode, MOST), found.episode)
  },
}
