import { MOST_WORDS, type View } from '../reply/actions.ts'
import { whichEpisodeReply } from '../reply/episode.ts'
import { episodeResourcesReply, resourcesReply } from '../reply/resources.ts'
import { episodeKey, episodeNumbered, findEpisode, isNumber } from '../search/episodes.ts'
import { shortenQuestion } from '../search/query.ts'
import { findResources, resourcesOf } from '../search/resources.ts'
import type { Command } from './command.ts'
import { completeResource, episodeOption } from './complete.ts'
import { showEpisodeNamed } from './episodes.ts'

export const resourcesCommand: Command = {
  name: 'resources',
  kind: 'slash',
  options: [
    { name: 'about', required: true, maxLength: 200, complete: completeResource },
    episodeOption('episode', { required: false }),
  ],
  show: (view, library) => {
    const { words: about, episode: which } = view
    const small: View = { ...view, words: shortenQuestion(library, about, MOST_WORDS) }
    if (which === undefined) {
      const numbered = episodeNumbered(library, about)
      if (numbered)
        return episodeResourcesReply(resourcesOf(numbered), { ...view, words: episodeKey(numbered) }, numbered)
      const rows = findResources(library, about)
      // Who types a number alone means an episode.
      if (rows.length === 0 && isNumber(about)) return showEpisodeNamed(about, library)
      return resourcesReply(rows, about, small)
    }
    const found = findEpisode(library, which)
    if (found.kind !== 'found') return whichEpisodeReply(found, which, library)
    const { episode } = found
    const key = episodeKey(episode)
    const words = shortenQuestion(library, about, MOST_WORDS - key.length)
    return resourcesReply(findResources(library, about, episode), about, { ...view, words, episode: key }, episode)
  },
}
