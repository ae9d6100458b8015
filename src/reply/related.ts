import type { Episode } from '../content/episode.ts'
import { episodeKey } from '../search/key.ts'
import type { Related } from '../search/related.ts'
import { chooseEpisode } from './buttons.ts'
import type { Phrases } from './phrases.ts'
import { datedLink, episodeLink } from './pieces.ts'
import type { Text } from './reply.ts'
import type { Say } from './say.ts'

/** Episodes to go on with after one that somebody knows. */
export function relatedReply(related: readonly Related[], episode: Episode): Say {
  if (related.length === 0) {
    return phrases => ({
      outcome: 'nothing',
      audience: 'asker',
      blocks: [{ kind: 'paragraph', text: phrases.nothingRelated(episodeLink(episode, phrases)) }],
      actions: [],
    })
  }
  return phrases => ({
    outcome: 'found',
    audience: 'everyone',
    view: { command: 'related', words: episodeKey(episode), page: 0 },
    blocks: [
      {
        kind: 'list',
        heading: phrases.relatedTo(phrases.episode(episode.id, episode.title)),
        items: related.map(one => relatedItem(one, phrases)),
      },
    ],
    actions: chooseEpisode(
      related.map(one => one.episode),
      phrases,
    ),
  })
}

export function relatedItem({ episode, linked }: Related, phrases: Phrases): Text {
  const item = datedLink(episode, phrases)
  return linked ? [...item, ` (${phrases.linked})`] : item
}
