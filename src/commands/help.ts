import { helpReply } from '../reply/help.ts'
import { type Command, defineCommand } from './command.ts'

/** @param others the other slash commands, in the order in which help lists them. */
export function createHelpCommand(others: readonly Command[]): Command {
  const names = [...others.map(({ name }) => name), 'help' as const]
  return defineCommand({ name: 'help', kind: 'slash', options: [] }, (_, library) => helpReply(names, library))
}
