import { episodeReply } from '../reply/episode.ts'
import { phrases } from '../reply/phrases.ts'
import { findEpisode } from '../search/episodes.ts'
import { type Command, textOption } from './command.ts'
import { episodeOption } from './complete.ts'

export const episodeCommand: Command = {
  name: 'episode',
  description: phrases.commands.episode,
  options: [episodeOption({ name: 'which', description: phrases.commands.episodeWhich, required: true })],
  run: (request, library) => {
    const which = textOption(request, 'which')
    return episodeReply(findEpisode(library, which), which, library)
  },
}
