import { MAX_WORDS, type View } from '../reply/actions.ts'
import { whichEpisodeReply } from '../reply/episode.ts'
import { episodeResourcesReply, resourcesReply } from '../reply/resources.ts'
import type { ReplyDraft } from '../reply/types.ts'
import { episodeKey, episodeNumbered, findEpisode, isNumber } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { shortenQuestion } from '../search/query.ts'
import { findResources, resourcesOf } from '../search/resources.ts'
import type { VectorOf } from '../search/vectors.ts'
import { autocompleteResource, episodeOption } from './autocomplete.ts'
import { defineCommand } from './command.ts'
import { showEpisodeNamed } from './episodes.ts'

export const resourcesCommand = defineCommand(
  {
    name: 'resources',
    kind: 'slash',
    options: [
      { name: 'about', required: true, maxLength: 200, autocomplete: autocompleteResource },
      episodeOption('episode', false),
    ],
  },
  ({ about, episode, page }, library, vectorOf) =>
    episode === undefined
      ? inAllEpisodes(about, page, library, vectorOf)
      : inEpisode(episode, about, page, library, vectorOf),
  ({ about }) => [about],
)

/** Links about a subject in all episodes; or those of an episode, if that is what the words name. */
export function inAllEpisodes(about: string, page: number, library: Library, vectorOf: VectorOf): ReplyDraft {
  const view = (words: string): View => ({ command: 'resources', words, page })
  const numbered = episodeNumbered(library, about)
  if (numbered) return episodeResourcesReply(resourcesOf(numbered), view(episodeKey(numbered)), numbered)
  const rows = findResources(library, about, undefined, vectorOf(about))
  // A number that no link mentions is meant as an episode.
  if (rows.length === 0 && isNumber(about)) return showEpisodeNamed(about, library)
  return resourcesReply(rows, about, view(shortenQuestion(library, about, MAX_WORDS)))
}

function inEpisode(which: string, about: string, page: number, library: Library, vectorOf: VectorOf): ReplyDraft {
  const found = findEpisode(library, which)
  if (found.kind !== 'found') return whichEpisodeReply(found, which, library)
  const { episode } = found
  const key = episodeKey(episode)
  const words = shortenQuestion(library, about, MAX_WORDS - key.length)
  const view: View = { command: 'resources', words, episode: key, page }
  return resourcesReply(findResources(library, about, episode, vectorOf(about)), about, view, episode)
}
