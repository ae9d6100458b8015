import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import type { Link, Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import { hrefOf, isMarkup } from './html.ts'
import { definitionsOf, plainText } from './markdown.ts'

/** What the author got wrong in a link's markdown, kept beside the link as the end of a sentence. */
declare module 'mdast' {
  interface LinkData {
    fault?: string
  }
}

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
  if (!isMarkup(html, [...siblings, ...(html.match(/<\/[a-z][^>]*>/gi) ?? [])])) {
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

/**
 * `[words](https://x.io/y and no bracket`, `[words](https://x.io/a b)`, `[words] (https://x.io)` and a link around a link
 * are no links in markdown: what is left is text that ends in `](`, and a bare address. They are made what was meant.
 */
function mendBroken(nodes: readonly Nodes[]): Nodes[] {
  const mended: Nodes[] = []
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Nodes
    const before = mended.at(-1)
    if (
      node.type !== 'link' ||
      before?.type !== 'text' ||
      !/\]\s?\($/.test(before.value) ||
      plainText(node.children) !== node.url
    ) {
      mended.push(node)
      continue
    }
    const opening = openingBracket(mended)
    if (opening === undefined) {
      mended.push(node)
      continue
    }
    const label = cutLabel(mended, opening)
    const after = nodes[at + 1]
    const rest = after?.type === 'text' ? after.value : ''
    const { url, left, fault } = restOfAddress(node.url, rest, before.value)
    mended.push(
      withPosition({ type: 'link', url, children: label as PhrasingContent[], data: { fault } }, node.position),
    )
    if (after?.type === 'text') {
      if (left !== '') mended.push({ ...after, value: left })
      at++
    }
  }
  return mended
}

/** Which node has the `[` that belongs to the `](` at the end. */
function openingBracket(nodes: readonly Nodes[]): number | undefined {
  let depth = 0
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i]
    if (node?.type !== 'text') continue
    for (let c = node.value.length - 1; c >= 0; c--) {
      if (node.value[c] === ']') depth++
      else if (node.value[c] === '[' && --depth === 0) return i
    }
  }
  return undefined
}

/** Takes the words between the brackets off the end of the nodes. */
function cutLabel(nodes: Nodes[], opening: number): Nodes[] {
  const label = nodes.splice(opening).map(node => ({ ...node }))
  const first = label[0]
  const last = label.at(-1)
  if (last?.type === 'text') last.value = last.value.replace(/\]\s?\($/, '')
  if (first?.type === 'text') {
    const cut = lastUnmatched(first.value)
    if (cut > 0) nodes.push({ ...first, value: first.value.slice(0, cut) })
    first.value = first.value.slice(cut + 1)
  }
  // A link within a link: the inner one stands on its own before it.
  const inner = label.filter(node => node.type === 'link')
  nodes.push(...inner.flatMap((node): Nodes[] => [node, { type: 'text', value: ' ' }]))
  return label.flatMap((node): Nodes[] => (node.type === 'link' ? node.children : [node as Nodes]))
}

function lastUnmatched(text: string): number {
  let depth = 0
  for (let c = text.length - 1; c >= 0; c--) {
    if (text[c] === ']') depth++
    else if (text[c] === '[' && depth-- <= 0) return c
  }
  return Math.max(0, text.lastIndexOf('['))
}

function restOfAddress(url: string, rest: string, before: string): { url: string; left: string; fault: string } {
  const fault = /\]\s\($/.test(before) ? 'has a blank between its brackets' : 'has its brackets in disorder'
  if (rest.startsWith(')')) return { url, left: rest.slice(1), fault }
  const [, blank] = /^( [^\n()]*)\)/.exec(rest) ?? []
  if (blank === undefined) return { url, left: rest, fault: 'has no closing bracket' }
  const left = rest.slice(blank.length + 1)
  // With a slash or a dot in it, what follows the blank is more of the address; otherwise words that strayed in.
  return /[/.?=]/.test(blank)
    ? { url: url + blank.replaceAll(' ', '%20'), left, fault: 'has a blank in its address' }
    : { url, left: left, fault: 'has words beside its address' }
}
