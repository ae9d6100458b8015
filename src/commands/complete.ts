import { completeEpisodes, episodeKey, episodeLabel } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { completeResources } from '../search/resources.ts'
import type { Choice, Option } from './command.ts'

/** As many as Discord shows. */
const MOST = 25

/** What a choice can carry at most. */
const LONGEST = 100

/** An option that takes an episode: its number, its title, or some words of it. */
export function episodeOption(name: string, { required }: Pick<Option, 'required'>): Option {
  return { name, required, maxLength: 200, complete: completeEpisode }
}

/** Episodes by id or title. The value is the id, which is short; the label is taken as well. */
function completeEpisode(typed: string, library: Library): readonly Choice[] {
  return completeEpisodes(library, typed, MOST).map(episode => ({
    label: episodeLabel(episode),
    value: episodeKey(episode),
  }))
}

/** Labels of links; typing anything else is as good. A value may be 100 characters long, and so many say which link. */
export function completeResource(typed: string, library: Library): readonly Choice[] {
  return asTyped(typed, completeResources(library, typed, MOST))
}

/** What episodes are called says what can be asked; the latest ones before anything is typed. */
export function completeQuestion(typed: string, library: Library): readonly Choice[] {
  return asTyped(
    typed,
    completeEpisodes(library, typed, MOST).map(episode => episode.title),
  )
}

/** What was typed stands first, since the first choice is what the Enter key takes; the whole of it, or none at all. */
function asTyped(typed: string, offers: readonly string[]): readonly Choice[] {
  const own = typed.trim()
  if (own.length > LONGEST) return []
  return [...new Set([...(own === '' ? [] : [own]), ...offers])]
    .slice(0, MOST)
    .map(label => ({ label, value: label.slice(0, LONGEST).trim() }))
}
