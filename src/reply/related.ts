import type { Episode } from '../content/episode.ts'
import type { Related } from '../search/related.ts'
import { phrases } from './phrases.ts'
import { datedLink, episodeLink } from './pieces.ts'
import type { Block, Reply, Text } from './reply.ts'

/** Episodes to go on with after one that somebody knows. */
export function relatedReply(related: readonly Related[], episode: Episode): Reply {
  if (related.length === 0) {
    const blocks: Block[] = [{ kind: 'paragraph', text: phrases.nothingRelated(episodeLink(episode)) }]
    return { outcome: 'nothing', audience: 'asker', blocks, actions: [] }
  }
  const blocks: Block[] = [
    {
      kind: 'list',
      heading: phrases.relatedTo(phrases.episode(episode.id, episode.title)),
      items: related.map(relatedItem),
    },
  ]
  return { outcome: 'found', audience: 'everyone', blocks, actions: [] }
}

export function relatedItem({ episode, linked }: Related): Text {
  return linked ? [...datedLink(episode), ` (${phrases.linked})`] : datedLink(episode)
}
