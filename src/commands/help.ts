import { helpReply } from '../reply/help.ts'
import type { Command } from './command.ts'

/** @param others the other slash commands, in the order in which they are listed. */
export function helpCommand(others: readonly Command[]): Command {
  const names = [...others.map(({ name }) => name), 'help' as const]
  return { name: 'help', kind: 'slash', options: [], show: (_view, library) => helpReply(names, library) }
}
