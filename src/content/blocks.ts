import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import type {
  Blockquote,
  Link,
  List,
  ListItem,
  Nodes,
  Paragraph,
  Parents,
  PhrasingContent,
  Root,
  RootContent,
  Table,
} from 'mdast'
import { visit } from 'unist-util-visit'
import { isTime, timeAtStart } from './chapters.ts'
import { type Topic, topicOf } from './description.ts'
import {
  definitionsOf,
  hrefOf,
  lineOf,
  markupAmong,
  oneLine,
  parseMarkdown,
  plainLines,
  textContent,
} from './markdown.ts'
import { repairMarkdownLinks } from './repair-links.ts'

/** A link as written in the notes. `fault` says what is wrong with its markdown, as the end of a sentence: “has …”. */
export type WrittenLink = {
  readonly url: string
  readonly label: string
  readonly line: number
  readonly fault?: string
}

/** A piece of the show notes. */
export type MarkdownBlock = {
  readonly kind: 'heading' | 'paragraph' | 'quote' | 'item'
  /** One string per line of the source, none of them empty. */
  readonly lines: readonly string[]
  readonly links: readonly WrittenLink[]
  /** Times in bold or in code, as written. */
  readonly markedTimes: readonly string[]
  readonly line: number
  /** The nearest heading above. */
  readonly heading?: string
  readonly topic: Topic
  /** Whether it belongs to a list in which at least half of the items have a link. */
  readonly listed: boolean
  /** The words of the item above, if that only introduces this one (“Wes:” or “Books”). */
  readonly under?: string
  /** Whether it only introduces the items below it. */
  readonly introduces: boolean
}

type Place = Pick<MarkdownBlock, 'topic' | 'listed'> & {
  readonly heading?: string
  readonly under?: string
  readonly quoted: boolean
}

/**
 * Splits show notes into blocks, in reading order; line numbers are those of the markdown. Code and images are left out: a
 * line of code quoted by itself is no use to anyone.
 */
export function readBlocks(markdown: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  const headings: { depth: number; text: string; topic: Topic | undefined }[] = []
  const place = (): Place => {
    const heading = headings.at(-1)?.text
    const topic = headings.findLast(above => above.topic !== undefined)?.topic ?? 'prose'
    return { topic, listed: false, quoted: false, ...(heading !== undefined && { heading }) }
  }
  const open = (depth: number, node: Nodes): void => {
    while ((headings.at(-1)?.depth ?? 0) >= depth) headings.pop()
    const text = textContent([node])
    headings.push({ depth, text: text.replace(/\s*:$/, ''), topic: topicOf(text) })
    blocks.push(blockOf('heading', [node], place()))
  }
  const tree = normalizeLinks(parseMarkdown(markdown))
  tree.children.forEach((node, at) => {
    if (node.type === 'heading') open(node.depth, node)
    // A line all in bold counts as a heading of the lowest level.
    else if (node.type === 'paragraph' && isBoldHeading(node)) open(7, node)
    else {
      const lead = tree.children[at - 1]
      const topic = node.type === 'list' && lead?.type === 'paragraph' ? topicOf(textContent([lead])) : undefined
      walk(node, { ...place(), ...(topic && { topic }) }, blocks)
    }
  })
  return blocks
}

function walk(node: Nodes, place: Place, blocks: MarkdownBlock[]): void {
  switch (node.type) {
    case 'paragraph':
      blocks.push(blockOf(place.quoted ? 'quote' : 'paragraph', [node], place))
      break
    case 'list':
      walkList(node, place, blocks)
      break
    case 'blockquote':
      walkQuote(node, place, blocks)
      break
    case 'table':
      walkTable(node, place, blocks)
      break
    case 'footnoteDefinition':
      for (const child of node.children) walk(child, { ...place, listed: true }, blocks)
      break
  }
}

function walkList(list: List, place: Place, blocks: MarkdownBlock[]): void {
  const linked = linkedIn(list)
  const listed = linked * 2 >= list.children.length
  for (const item of list.children) walkItem(item, { ...place, listed: listed || (place.listed && linked > 0) }, blocks)
}

/** How many items have a link other than a timestamp. */
const linkedIn = (list: List): number =>
  list.children.filter(item => linksIn([item]).some(({ label }) => !isTime(label))).length

function walkItem(item: ListItem, place: Place, blocks: MarkdownBlock[]): void {
  const own = item.children.filter(isParagraph)
  const below = item.children.filter(child => !isParagraph(child))
  const text = textContent(own)
  const introduces = isLeadIn(text, below.some(isListOfLinks)) && linksIn(own).length === 0 && linksIn(below).length > 0
  if (own.length > 0) blocks.push({ ...blockOf('item', own, place), introduces })
  const under = introduces ? text.replace(/\s*:$/, '') : undefined
  for (const child of below) walk(child, { ...place, ...(under !== undefined && { under }) }, blocks)
}

/** “Wes:” before anything with links; “Books”, without a colon, only before a list of links. */
const isLeadIn = (text: string, beforeList: boolean): boolean =>
  text.length <= 41 &&
  (/^[^:]+:$/.test(text) || (beforeList && /^[^:]+[^.!?…:]$/.test(text))) &&
  timeAtStart(text) === undefined

const isListOfLinks = (node: Nodes): boolean => node.type === 'list' && linkedIn(node) * 2 >= node.children.length

const isParagraph = (node: Nodes): node is Paragraph => node.type === 'paragraph'

/** A quote is one block, since shows thank a sponsor in several paragraphs; but a quote with a list in it is not a sponsor's. */
function walkQuote(quote: Blockquote, place: Place, blocks: MarkdownBlock[]): void {
  if (quote.children.every(isParagraph)) blocks.push(blockOf('quote', quote.children, place))
  else for (const child of quote.children) walk(child, { ...place, quoted: true }, blocks)
}

function walkTable(table: Table, place: Place, blocks: MarkdownBlock[]): void {
  const [, ...rows] = table.children
  for (const row of rows) {
    const cells = row.children.map(cell => textContent([cell])).filter(Boolean)
    blocks.push({
      ...blockOf('item', [row], { ...place, listed: linksIn([table]).length > 0 }),
      lines: [cells.join(' · ')],
    })
  }
}

function blockOf(kind: MarkdownBlock['kind'], nodes: readonly Nodes[], { quoted: _, ...place }: Place): MarkdownBlock {
  const lines = nodes.flatMap(node => plainLines([node])).filter(Boolean)
  return {
    ...place,
    kind,
    introduces: false,
    lines,
    links: linksIn(nodes),
    markedTimes: markedTimesIn(nodes),
    line: nodes[0] ? lineOf(nodes[0]) : 0,
  }
}

function markedTimesIn(nodes: readonly Nodes[]): string[] {
  const times: string[] = []
  for (const root of nodes) {
    visit(root as Root, ['strong', 'inlineCode'], node => {
      const time = timeAtStart(textContent([node]))
      if (time?.rest === '') times.push(time.written)
    })
  }
  return times
}

function linksIn(nodes: readonly Nodes[]): WrittenLink[] {
  const links: WrittenLink[] = []
  for (const root of nodes) {
    visit(root as Root, 'link', node => {
      const fault = node.data?.fault
      links.push({ url: node.url, label: labelOf(node), line: lineOf(node), ...(fault !== undefined && { fault }) })
    })
  }
  return links
}

/** The link's text, or the alternative text of its image. */
function labelOf(link: Link): string {
  const pictures: string[] = []
  visit(link, 'image', image => void pictures.push(image.alt ?? ''))
  return textContent(link.children) || oneLine(pictures.join(' '))
}

function isBoldHeading({ children }: Paragraph): boolean {
  const [only, ...others] = children.filter(child => child.type !== 'text' || child.value.trim() !== ':')
  if (others.length > 0 || only?.type !== 'strong') return false
  const text = textContent([only])
  return text.length <= 80 && timeAtStart(text) === undefined && linksIn([only]).length === 0
}

/**
 * Turns raw `<a href>`, reference links and links with broken markdown into link nodes, and blocks of HTML into markdown.
 * Positions are kept.
 */
function normalizeLinks(tree: Root): Root {
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
    replaceChildren(node, isBlock(node) ? children : repairMarkdownLinks(joinAnchors(children)))
  })
  return tree
}

// The only cast of children: a node is always replaced by content of the same kind.
function replaceChildren(parent: Parents, children: readonly Nodes[]): void {
  parent.children = children as typeof parent.children
}

const isBlock = (node: Parents): boolean =>
  node.type === 'root' || node.type === 'blockquote' || node.type === 'listItem' || node.type === 'footnoteDefinition'

/** A block of HTML as markdown; a stray tag such as `<model>` is text. */
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

/** In the tree, `<a href="…">words</a>` is an opening tag, words and a closing tag. */
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
