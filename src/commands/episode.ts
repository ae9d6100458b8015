import type { Episode } from '../content/types.ts'
import { episodeReply, MAX_RELATED_SHOWN, whichEpisodeReply } from '../reply/episode.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { findEpisode } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { relatedEpisodes } from '../search/related.ts'
import { resourcesOf } from '../search/resources.ts'
import { episodeOption } from './autocomplete.ts'
import { defineCommand } from './command.ts'

export const episodeCommand = defineCommand(
  { name: 'episode', kind: 'slash', options: [episodeOption('which', true)] },
  ({ which }, library) => showEpisodeNamed(which, library),
)

export function showEpisodeNamed(which: string, library: Library): ReplyDraft {
  const found = findEpisode(library, which)
  return found.kind === 'found' ? showEpisode(found.episode, library) : whichEpisodeReply(found, which, library)
}

export function showEpisode(episode: Episode, library: Library): ReplyDraft {
  // One more than it lists, so that it knows whether there are more.
  const related = relatedEpisodes(library, episode, MAX_RELATED_SHOWN + 1)
  return episodeReply(episode, resourcesOf(episode), related)
}
