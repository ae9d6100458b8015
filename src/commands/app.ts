import { slipsBetween } from '../content/slips.ts'
import { phrases } from '../reply/phrases.ts'
import type { Reply } from '../reply/reply.ts'
import { trouble } from '../reply/trouble.ts'
import type { Library } from '../search/library.ts'
import { askCommand } from './ask.ts'
import type { Choice, Command, Request } from './command.ts'
import { episodeCommand } from './episode.ts'
import { helpCommand } from './help.ts'
import { latestCommand } from './latest.ts'
import { relatedCommand } from './related.ts'
import { resourcesCommand } from './resources.ts'

/** The whole bot as values in, values out; every surface talks to it in the same way. */
export type App = {
  readonly commands: readonly Command[]
  /** Answers every request: an unknown command or a missing option gets a sentence that says so. */
  readonly reply: (request: Request) => Reply
  /** Choices for an option that is being typed; none for an option that has no choices to offer. */
  readonly complete: (typing: Typing) => readonly Choice[]
}

export type Typing = { readonly command: string; readonly option: string; readonly typed: string }

/** @param library called once for each request, so that new content is in the very next answer. */
export function createApp(library: () => Library): App {
  const listed = [askCommand, episodeCommand, resourcesCommand, relatedCommand, latestCommand]
  const commands = [...listed, helpCommand(listed)]
  const find = (name: string) => commands.find(command => command.name === name.toLowerCase())
  const nearest = (name: string) =>
    commands.find(command => slipsBetween(name.toLowerCase(), command.name, 2) <= 2)?.name
  return {
    commands,
    reply: request => {
      const command = find(request.command)
      if (!command) return trouble(phrases.trouble.unknownCommand(request.command, nearest(request.command)))
      const missing = command.options.find(
        option => option.required && String(request.options[option.name] ?? '').trim() === '',
      )
      if (missing) return trouble(phrases.trouble.missingOption(command.name, missing.name, missing.description))
      return command.run(request, library())
    },
    complete: ({ command, option, typed }) =>
      find(command)
        ?.options.find(({ name }) => name === option)
        ?.complete?.(typed, library()) ?? [],
  }
}
