import type { Command } from './command.ts'

/** What was typed, taken apart: which command, and the text of each option. */
export type Typed = { readonly command: string; readonly options: Readonly<Record<string, string>> }

/**
 * Reads a line as Discord's text box would: `/resources rust`, `/resources about:rust episode:64`. Words that stand
 * before any `option:` belong to the first option. Plain words are a question.
 */
export function readTyped(line: string, commands: readonly Command[]): Typed {
  const text = line.trim()
  if (!text.startsWith('/')) return { command: 'ask', options: { question: text } }
  const [name = '', ...rest] = text.slice(1).split(/\s+/)
  const names = commands.find(command => command.name === name.toLowerCase())?.options.map(option => option.name) ?? []
  const options: Record<string, string> = {}
  let current = names[0]
  for (const word of rest) {
    const named = names.find(option => word.startsWith(`${option}:`))
    const value = named === undefined ? word : word.slice(named.length + 1)
    current = named ?? current
    if (current !== undefined) options[current] = `${options[current] ?? ''} ${value}`.trim()
  }
  return { command: name, options }
}
