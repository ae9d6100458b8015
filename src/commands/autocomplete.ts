import { limits } from '../limits.ts'
import { completeEpisodes, episodeKey, episodeLabel } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { completeResources } from '../search/resources.ts'
import type { Choice } from './command.ts'

const MAX_CHOICES = limits.choice.most
const MAX_VALUE = limits.choice.value

/** An option that takes an episode: its number, its title, or a few words of it. */
export function episodeOption<Name extends string, Required extends boolean>(name: Name, required: Required) {
  return { name, required, maxLength: 200, autocomplete: autocompleteEpisode } as const
}

/** The value is the id, which is short; the command also accepts the label. */
function autocompleteEpisode(typed: string, library: Library): readonly Choice[] {
  return completeEpisodes(library, typed, MAX_CHOICES).map(episode => ({
    label: episodeLabel(episode),
    value: episodeKey(episode),
  }))
}

/** Labels of links. Any other text works as well. */
export function autocompleteResource(typed: string, library: Library): readonly Choice[] {
  return typedFirst(typed, completeResources(library, typed, MAX_CHOICES))
}

/** Any topic; titles of episodes show what there is. */
export function autocompleteTopic(typed: string, library: Library): readonly Choice[] {
  return autocompleteQuestion(typed, library)
}

/** Titles of episodes show what can be asked; the latest ones before anything is typed. */
export function autocompleteQuestion(typed: string, library: Library): readonly Choice[] {
  return typedFirst(
    typed,
    completeEpisodes(library, typed, MAX_CHOICES).map(episode => episode.title),
  )
}

/** What was typed comes first, because Enter takes the first choice. If it is too long to be one, nothing is offered. */
function typedFirst(typed: string, suggestions: readonly string[]): readonly Choice[] {
  const own = typed.trim()
  if (own.length > MAX_VALUE) return []
  return [...new Set([...(own === '' ? [] : [own]), ...suggestions])]
    .slice(0, MAX_CHOICES)
    .map(label => ({ label, value: label.slice(0, MAX_VALUE).trim() }))
}
