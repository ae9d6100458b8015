import type { Command } from './command.ts'

/** What was typed, taken apart: which command, and the text of each option. */
export type Typed = { readonly command: string; readonly options: Readonly<Record<string, string | boolean | number>> }

/**
 * Reads a line as Discord's text box would: `/resources rust`, `/resources about:rust episode:64`. Words that stand
 * before any `option:` belong to the first option. Plain words are a question. Every command also takes `hide:true` and,
 * where no button can turn pages, `page:2`.
 */
export function readTyped(line: string, commands: readonly Command[]): Typed {
  const text = line.trim()
  if (!text.startsWith('/')) return { command: 'ask', options: { question: text } }
  const [name = '', ...given] = text.slice(1).split(/\s+/)
  const own = commands.find(command => command.name === name.toLowerCase())?.options.map(option => option.name) ?? []
  const names = [...own, 'hide', 'page']
  const options: Record<string, string> = {}
  let current = own[0]
  for (const word of given) {
    const named = names.find(option => word.startsWith(`${option}:`))
    const value = named === undefined ? word : word.slice(named.length + 1)
    current = named ?? current
    if (current !== undefined) options[current] = `${options[current] ?? ''} ${value}`.trim()
  }
  const { hide, page, ...words } = options
  return {
    command: name,
    options: {
      ...words,
      ...(hide !== undefined && { hide: hide === 'true' }),
      ...(page !== undefined && { page: Number(page) }),
    },
  }
}
