import { episodeReply } from '../reply/episode.ts'
import { phrases } from '../reply/phrases.ts'
import { episodeResourcesReply, resourcesReply } from '../reply/resources.ts'
import { episodeNumbered, findEpisode, isNumber } from '../search/episodes.ts'
import { findResources, resourcesOf } from '../search/resources.ts'
import { type Command, textOption } from './command.ts'
import { completeResource, episodeOption } from './complete.ts'

export const resourcesCommand: Command = {
  name: 'resources',
  description: phrases.commands.resources,
  options: [
    {
      name: 'about',
      description: phrases.commands.resourcesAbout,
      type: 'string',
      required: true,
      maxLength: 200,
      complete: completeResource,
    },
    episodeOption({ name: 'episode', description: phrases.commands.resourcesEpisode, required: false }),
  ],
  run: (request, library) => {
    const about = textOption(request, 'about')
    const which = textOption(request, 'episode')
    if (which === '') {
      const numbered = episodeNumbered(library, about)
      if (numbered) return episodeResourcesReply(resourcesOf(numbered), numbered)
      const rows = findResources(library, about)
      // Who types a number alone means an episode.
      if (rows.length === 0 && isNumber(about)) return episodeReply(findEpisode(library, about), about, library)
      return resourcesReply(rows, about)
    }
    const found = findEpisode(library, which)
    if (found.kind !== 'found') return episodeReply(found, which, library)
    return resourcesReply(findResources(library, about, found.episode), about, found.episode)
  },
}
