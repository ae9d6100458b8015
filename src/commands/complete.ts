import { episodeLabel } from '../search/directory.ts'
import { completeEpisodes } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { completeResources } from '../search/resources.ts'
import type { Choice, Option } from './command.ts'

/** As many as Discord shows. */
const MOST = 25

/** An option that takes an episode: its number, its title, or some words of it. */
export function episodeOption({
  name,
  description,
  required,
}: Pick<Option, 'name' | 'description' | 'required'>): Option {
  return { name, description, required, type: 'string', maxLength: 200, complete: completeEpisode }
}

/** Episodes by id or title. The value is the id, which is short; the label is taken as well. */
function completeEpisode(typed: string, library: Library): readonly Choice[] {
  return completeEpisodes(library, typed, MOST).map(episode => ({ label: episodeLabel(episode), value: episode.id }))
}

/** Labels of links; typing anything else is as good. A value may be 100 characters long, and so many say which link. */
export function completeResource(typed: string, library: Library): readonly Choice[] {
  return completeResources(library, typed, MOST).map(label => ({ label, value: label.slice(0, 100).trim() }))
}
