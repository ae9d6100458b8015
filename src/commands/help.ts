import { helpReply } from '../reply/help.ts'
import { phrases } from '../reply/phrases.ts'
import type { Command } from './command.ts'

/** @param others the other commands, in the order in which they are listed. */
export function helpCommand(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    description: phrases.commands.help,
    options: [],
    run: (_request, library) => helpReply([...others, help], library),
  }
  return help
}
