import type { Episode } from '../content/episode.ts'
import type { ResourceRow } from '../search/resource-rows.ts'
import { phrases } from './phrases.ts'
import { atMost, episodeLink, resourceItem } from './pieces.ts'
import type { Block, Reply, Text } from './reply.ts'
import { nothingBlocks } from './trouble.ts'

/** Links about something, best first, each with the episodes that it comes from. */
export function resourcesReply(rows: readonly ResourceRow[], about: string, episode?: Episode): Reply {
  if (rows.length === 0) {
    const says = [...phrases.noResourcesAbout(about), ' ', ...phrases.tryAsk(about)]
    return { outcome: 'nothing', audience: 'asker', blocks: nothingBlocks(says, episode ? [episode] : []), actions: [] }
  }
  const heading = episode
    ? phrases.resourcesAboutIn(about, phrases.episode(episode.id, episode.title))
    : phrases.resourcesAbout(about)
  return listed(heading, rows, { episodes: episode === undefined })
}

/** All links of one episode, in its own order. */
export function episodeResourcesReply(rows: readonly ResourceRow[], episode: Episode): Reply {
  const name = phrases.episode(episode.id, episode.title)
  if (rows.length === 0) {
    const blocks: Block[] = [{ kind: 'paragraph', text: phrases.noResourcesIn(episodeLink(episode)) }]
    return { outcome: 'nothing', audience: 'asker', blocks, actions: [] }
  }
  return listed(phrases.resourcesOf(name), rows, { episodes: false })
}

/** As many as are read at a glance; the best come first. */
const MOST_RESOURCES = 15

function listed(heading: Text, rows: readonly ResourceRow[], where: { episodes: boolean }): Reply {
  const items = atMost(
    MOST_RESOURCES,
    rows.map(row => resourceItem(row, where)),
  )
  const blocks: Block[] = [{ kind: 'list', heading, items }]
  return { outcome: 'found', audience: 'everyone', blocks, actions: [] }
}
