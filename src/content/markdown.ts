import type { Definition, Node, Nodes, Parent, PhrasingContent, Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { SKIP, visit } from 'unist-util-visit'
import { markupAmong } from './html.ts'

export type { Definition, Nodes, Parent, PhrasingContent, Root, RootContent }

/** GitHub's markdown as a syntax tree: bare addresses are links, there are tables and footnotes. */
export function parseMarkdown(text: string): Root {
  const tree = fromMarkdown(text)
  // GitHub's additions take half as long again, and few show notes use them; where they do, their signs are left as text.
  return leavesSigns(tree) ? fromMarkdown(text, github) : tree
}

const github = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

const signs = /https?:|www\.|[|~]|\[[\^ x]/i

function leavesSigns(node: Nodes): boolean {
  if (node.type === 'link') return false
  return node.type === 'text' ? signs.test(node.value) : 'children' in node && node.children.some(leavesSigns)
}

/** Reference links point here: `[label]: https://…`. By identifier. */
export function definitionsOf(tree: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>()
  visit(tree, node => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
    // No words hold a definition, and most of a tree are words.
    return node.type === 'paragraph' || node.type === 'heading' ? SKIP : undefined
  })
  return definitions
}

/** The words of some nodes as a person reads them, on one line. */
export const plainText = (nodes: readonly Nodes[]): string => oneLine(plainLines(nodes).join(' '))

/** The same, a string for each line of the source: show notes use the end of a line as a break. */
export const plainLines = (nodes: readonly Nodes[]): string[] => words(nodes).split('\n').map(oneLine)

export const oneLine = (text: string): string => text.replaceAll(/[\s\u200b\u2060\ufeff]+/gu, ' ').trim()

/** `<model>` is text, `<b>bold</b>` is markup; `siblings` tell them apart. */
function words(nodes: readonly Nodes[]): string {
  const isMarkup = markupAmong(nodes.map(htmlOf))
  return nodes
    .map(node => {
      switch (node.type) {
        case 'text':
        case 'inlineCode':
        case 'code':
          return node.value
        case 'html':
          return isMarkup(node.value) ? breakFor(node.value) : node.value
        case 'break':
          return '\n'
        case 'image':
        case 'imageReference':
        case 'footnoteReference':
        case 'definition':
          return ''
        default:
          return 'children' in node ? words(node.children) : ''
      }
    })
    .join('')
}

const htmlOf = (node: Nodes): string => (node.type === 'html' ? node.value : '')

const breakFor = (tag: string): string => (/^<(br|hr|p|li|div)\b/i.test(tag) ? '\n' : '')

export const lineOf = (node: Node): number => node.position?.start.line ?? 0
