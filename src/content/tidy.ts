import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import type { Link, Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import { mendBroken } from './broken-links.ts'
import { hrefOf, markupAmong } from './html.ts'
import { definitionsOf } from './markdown.ts'

/**
 * One way to write a link instead of five: raw `<a href>`, reference links, and links whose markdown is broken become
 * link nodes, blocks of HTML become markdown. Positions stay.
 */
export function tidy(tree: Root): Root {
  const definitions = definitionsOf(tree)
  visit(tree, (node): void => {
    if (!('children' in node)) return
    const html = node.children.map(child => (child.type === 'html' ? child.value : ''))
    const children = node.children.flatMap((child): Nodes[] => {
      if (child.type === 'html' && isBlock(node)) return fromBlock(child.value, html, child.position)
      if (child.type !== 'linkReference') return [child]
      const url = definitions.get(child.identifier)?.url
      return url === undefined ? [...child.children] : [{ ...child, type: 'link', url } satisfies Link]
    })
    replaceChildren(node, isBlock(node) ? children : mendBroken(joinAnchors(children)))
  })
  return tree
}

// Only here do children leave their type: what replaces a node is always of the same kind of content.
function replaceChildren(parent: Parents, children: readonly Nodes[]): void {
  parent.children = children as typeof parent.children
}

const isBlock = (node: Parents): boolean =>
  node.type === 'root' || node.type === 'blockquote' || node.type === 'listItem' || node.type === 'footnoteDefinition'

/** A block of HTML as markdown; one that is only a stray tag, `<model>`, is text. */
function fromBlock(html: string, siblings: readonly string[], position: RootContent['position']): Nodes[] {
  if (!markupAmong([...siblings, ...(html.match(/<\/[a-z][^>]*>/gi) ?? [])])(html)) {
    return [withPosition({ type: 'paragraph', children: [{ type: 'text', value: html }] }, position)]
  }
  const { children } = toMdast(fromHtml(html, { fragment: true })) as Root
  const blocks: RootContent[] = children.some(child => child.type === 'text' || child.type === 'link')
    ? [{ type: 'paragraph', children: children as PhrasingContent[] }]
    : children
  for (const block of blocks) visit(block, node => void withPosition(node, position))
  return blocks
}

const withPosition = <T extends Nodes>(node: T, position: RootContent['position']): T => {
  if (position) node.position = position
  return node
}

/** `<a href="…">words</a>` stands in the tree as a tag, words, a tag. */
function joinAnchors(nodes: readonly Nodes[]): Nodes[] {
  const joined: Nodes[] = []
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Nodes
    const url = node.type === 'html' ? hrefOf(node.value) : undefined
    const end = url === undefined ? -1 : nodes.findIndex((other, i) => i > at && isClosingAnchor(other))
    if (url === undefined || end < 0) joined.push(node)
    else {
      const children = nodes.slice(at + 1, end) as PhrasingContent[]
      joined.push(withPosition({ type: 'link', url, children }, node.position))
      at = end
    }
  }
  return joined
}

const isClosingAnchor = (node: Nodes): boolean => node.type === 'html' && /^<\/a\s*>$/i.test(node.value)
