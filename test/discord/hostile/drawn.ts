import { parse } from 'discord-markdown-parser'

/** A part of a text as a parser that is not ours reads it. */
export type Node = {
  readonly type: string
  readonly content?: string | readonly Node[]
  readonly name?: string
  readonly target?: string
  readonly id?: string
  readonly timestamp?: string
}

export function nodesOf(markdown: string): readonly Node[] {
  const flat = (node: Node): readonly Node[] =>
    node.type !== 'autolink' && Array.isArray(node.content) ? [node, ...node.content.flatMap(flat)] : [node]
  // Small print right below a quote the parser takes for text: so each is read by itself.
  const parts = markdown.split(/(?<=^> [^\n]*\n)(?!> )/m)
  return parts.flatMap(part => (parse(part, 'extended') as readonly Node[]).flatMap(flat))
}

/** A component of a message, as far as anything is looked at. */
export type Component = {
  readonly type: number
  readonly content?: string
  readonly custom_id?: string
  readonly label?: string
  readonly placeholder?: string
  readonly description?: string
  readonly url?: string
  readonly media?: { readonly url: string }
  readonly options?: readonly { readonly label: string; readonly value: string }[]
  readonly components?: readonly Component[]
  readonly accessory?: Component
}

export function componentsOf(parts: readonly Component[]): readonly Component[] {
  return parts.flatMap(part => [
    part,
    ...componentsOf(part.components ?? []),
    ...(part.accessory ? [part.accessory] : []),
  ])
}

/** All texts in a value, whatever it is made of. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
