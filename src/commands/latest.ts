import { latestReply } from '../reply/episode.ts'
import { phrases } from '../reply/phrases.ts'
import { latestEpisodes } from '../search/episodes.ts'
import type { Command } from './command.ts'

const MOST = 5

export const latestCommand: Command = {
  name: 'latest',
  description: phrases.commands.latest,
  options: [],
  run: (_request, library) => latestReply(latestEpisodes(library, MOST), library),
}
