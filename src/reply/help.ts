import type { Library } from '../search/library.ts'
import type { CommandName } from './languages/phrases.ts'
import type { ReplyDraft, Text } from './types.ts'

/** What the bot is, what it knows, what each slash command does, and how to ask without one. */
export function helpReply(commands: readonly CommandName[], library: Library): ReplyDraft {
  const { episodes, resourceIndex, show } = library
  const transcripts = episodes.filter(episode => episode.segments.length > 0).length
  return {
    outcome: 'found',
    audience: 'asker',
    view: { command: 'help', words: '', page: 0 },
    render: phrases => ({
      blocks: [
        { kind: 'paragraph', text: phrases.help.title(show.name) },
        ...show.about.map(({ text }) => ({ kind: 'paragraph' as const, text: [text] })),
        { kind: 'paragraph', text: [phrases.help.quotes] },
        {
          kind: 'list',
          heading: [phrases.help.commands],
          items: commands.map((name): Text => [{ kind: 'command', name }, ` ${phrases.commands[name].description}`]),
        },
        { kind: 'paragraph', text: [phrases.help.mention] },
        { kind: 'paragraph', text: phrases.help.message(phrases.commands['Find in episodes'].name) },
        { kind: 'small', text: [phrases.help.knows(episodes.length, transcripts, resourceIndex.size)] },
      ],
    }),
  }
}
