import { episodeReply } from '../reply/episode.ts'
import { findEpisode } from '../search/episodes.ts'
import type { Command } from './command.ts'
import { episodeOption } from './complete.ts'

export const episodeCommand: Command = {
  name: 'episode',
  kind: 'slash',
  options: [episodeOption('which', { required: true })],
  show: ({ words }, library) => episodeReply(findEpisode(library, words), words, library),
}
