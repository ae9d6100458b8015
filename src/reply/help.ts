import type { Library } from '../search/library.ts'
import type { CommandName, Phrases } from './languages/phrases.ts'
import type { Block, ReplyDraft, Text } from './types.ts'

/**
 * What the bot is, what it knows, what each slash command does, and how to ask without one.
 *
 * @param examples questions that the show answers well.
 * @param inTerminal whether it is read in a terminal, which has other ways to ask.
 */
export function helpReply(
  commands: readonly CommandName[],
  library: Library,
  examples: readonly string[],
  inTerminal = false,
): ReplyDraft {
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
          heading: [phrases.help.examples],
          items: examples.map((question): Text => [{ kind: 'command', name: 'ask', rest: question }]),
        },
        {
          kind: 'list',
          heading: [phrases.help.commands],
          items: commands.map((name): Text => [{ kind: 'command', name }, ` ${phrases.commands[name].description}`]),
        },
        ...(inTerminal ? terminalHelp(phrases) : discordHelp(phrases)),
        { kind: 'small', text: [phrases.help.knows(episodes.length, transcripts, resourceIndex.size)] },
      ],
    }),
  }
}

const discordHelp = ({ help, commands }: Phrases): readonly Block[] => [
  { kind: 'paragraph', text: [help.mention] },
  { kind: 'paragraph', text: help.message(commands['Find in episodes'].name) },
]

const terminalHelp = ({ terminal }: Phrases): readonly Block[] => [
  { kind: 'list', heading: [terminal.heading], items: terminal.keys.map(key => [key]) },
]
