import { parse } from 'discord-markdown-parser'

type Node = { readonly type: string; readonly content?: string | readonly Node[]; readonly name?: string }

/** What a person reads of a text in Discord's markdown, by a parser that is not ours: the words, and the shapes around them. */
export function read(markdown: string): { readonly words: string; readonly shapes: readonly string[] } {
  const nodes = (parse(markdown, 'extended') as readonly Node[]).flatMap(flat)
  return {
    words: nodes.map(({ type, content, name }) => (type === 'text' ? content : type === EMOJI ? name : '')).join(''),
    shapes: nodes.filter(({ type }) => type !== 'text' && type !== EMOJI).map(shapeOf),
  }
}

const EMOJI = 'twemoji'

/** In a message of components, a link with an emoji in its words shows as raw markdown. */
function shapeOf(node: Node): string {
  return node.type === 'link' && flat(node).some(({ type }) => type === EMOJI) ? 'broken link' : node.type
}

function flat(node: Node): Node[] {
  return Array.isArray(node.content) ? [node, ...node.content.flatMap(flat)] : [node]
}
