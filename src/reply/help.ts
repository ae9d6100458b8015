import type { Library } from '../search/library.ts'
import { phrases } from './phrases.ts'
import type { Block, Reply, Text } from './reply.ts'

/** What the bot is, what it knows, and each command in a line. */
export function helpReply(commands: readonly { name: string; description: string }[], library: Library): Reply {
  const { episodes, resources, show } = library
  const transcripts = episodes.filter(episode => episode.segments.length > 0).length
  const blocks: Block[] = [
    { kind: 'paragraph', text: phrases.help.title(show.name) },
    ...show.about.map(({ text }): Block => ({ kind: 'paragraph', text: [text] })),
    { kind: 'paragraph', text: [phrases.help.quotes] },
    {
      kind: 'list',
      heading: [phrases.help.commands],
      items: commands.map(({ name, description }): Text => [{ kind: 'command', name }, ` ${description}`]),
    },
    { kind: 'small', text: [phrases.help.knows(episodes.length, transcripts, resources.length)] },
  ]
  return { outcome: 'found', audience: 'asker', blocks, actions: [] }
}
