import type { Episode } from '../content/types.ts'
import type { Phrases } from './languages/phrases.ts'
import { episodeLink, filled } from './pieces.ts'
import type { Block, Say, Text } from './types.ts'

type Nothing = { readonly says: Text; readonly nearest: readonly Episode[]; readonly tries: readonly Text[] }

/** Nothing found is never a dead end: what was not found, the episodes that come nearest, and what to try. */
export function nothingBlocks({ says, nearest, tries }: Nothing, phrases: Phrases): readonly Block[] {
  return filled([
    { kind: 'paragraph', text: says },
    { kind: 'list', heading: [phrases.nearest], items: nearest.map(episode => [episodeLink(episode, phrases)]) },
    { kind: 'list', heading: [phrases.whatToTry], items: tries },
  ])
}

/** A kind private line for what cannot be carried out as asked. */
export function trouble(says: (phrases: Phrases) => Text): Say {
  return phrases => ({
    outcome: 'trouble',
    audience: 'asker',
    blocks: [{ kind: 'paragraph', text: says(phrases) }],
    actions: [],
  })
}
