import { fromHtml } from 'hast-util-from-html'
import type { Definition, Node, Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { SKIP, visit } from 'unist-util-visit'
import { warning } from './problems.ts'
import type { Problem } from './types.ts'

export type { Definition, Nodes, Root }

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

/**
 * Tells whether a browser would treat a tag as markup rather than as text the author forgot to put in backticks: `<model>`
 * and `<time>` in a sentence are text. A tag is markup when it has a partner among `siblings`, or needs none.
 */
export function markupAmong(siblings: readonly string[]): (tag: string) => boolean {
  const names = new Set(siblings.map(nameOf))
  return tag => {
    if (/^<(!--|\?|!\[CDATA\[)/.test(tag)) return true
    const name = nameOf(tag)
    if (/^\/?(br|hr|img|wbr)$/.test(name)) return true
    return name !== '' && names.has(name.startsWith('/') ? name.slice(1) : `/${name}`)
  }
}

/** `b` or `/b`, in lower case; empty for what is no tag. */
const nameOf = (tag: string): string => /^<(\/?[a-z][\w-]*)/i.exec(tag)?.[1]?.toLowerCase() ?? ''

/** The address of an opening `<a href>` tag; undefined for any other tag. */
export function hrefOf(tag: string): string | undefined {
  if (!/^<a\s/i.test(tag)) return undefined
  const [anchor] = fromHtml(tag, { fragment: true }).children
  const href = anchor?.type === 'element' ? anchor.properties.href : undefined
  return typeof href === 'string' ? href : undefined
}

/** As much of some markdown as is read, with the lines where they were, and what was left out. */
export type Bounded = { readonly text: string; readonly problems: readonly Problem[] }

/** Characters. Markdown takes a second for every 150,000, and the longest notes that we know of have 30,000. */
const LONGEST_NOTES = 50_000

/** Signs that may open something cost the square of their number, or worse; people write 25 in a thousand characters. */
const MOST_SIGNS = 5_000
const sign = /[*_[\]<>`~|]|[-+.)](?=[ \t])/g

/** Lists and quotes within each other, begun on one line; people write three. Each is a call within a call to the parser. */
const DEEPEST = 20
const nested = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${DEEPEST},}`)
const rule = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/

/** Cuts notes that would take minutes to read, whoever wrote them. */
export function withinBounds(file: string, whole: string): Bounded {
  const problems: Problem[] = []
  const lines = whole.split('\n')
  const deep = lines.findIndex(isDeep)
  if (deep >= 0) problems.push(tooDeep(file, deep + 1))
  const flat = deep < 0 ? whole : lines.map(line => (isDeep(line) ? '' : line)).join('\n')
  const start = flat.length - flat.trimStart().length
  const end = Math.min(start + LONGEST_NOTES, endOfSigns(flat))
  if (end >= flat.length) return { text: flat, problems }
  const text = flat.slice(0, breakBefore(flat, end, start))
  return { text, problems: [...problems, tooLong(file, text)] }
}

const isDeep = (line: string): boolean => nested.test(line) && !rule.test(line)

function endOfSigns(text: string): number {
  let signs = 0
  for (const { index } of text.matchAll(sign)) if (++signs > MOST_SIGNS) return index
  return text.length
}

/** Text in pieces of so many characters at most, each a run of whole paragraphs, or lines, or words, where it can be. */
export function piecesOf(text: string, longest: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + longest >= text.length ? text.length : breakBefore(text, at + longest, at)
    pieces.push(text.slice(at, end))
    at = end
  }
  return pieces
}

function breakBefore(text: string, end: number, start: number): number {
  const part = text.slice(start, end)
  const lengths = gaps.map(gap => gap.exec(part)?.[0].length ?? 0)
  return start + (lengths.find(length => length > part.length / 2) ?? part.length)
}

/** Up to the last paragraph, line or word. A word begins with a letter: “5.” or a dash would begin a list. */
const gaps = [/^[\s\S]*\n\n/, /^[\s\S]*\n/, /^[\s\S]* (?=\p{L})/u]

const tooLong = (file: string, read: string): Problem => {
  const says = `Only the first ${read.trim().length.toLocaleString('en')} characters of these notes were read.`
  return warning(
    file,
    read.trimEnd().split('\n').length,
    says,
    'Make them shorter; a transcript goes into a file of its own.',
  )
}

const tooDeep = (file: string, line: number): Problem =>
  warning(
    file,
    line,
    `Lists or quotes stand more than ${DEEPEST} deep in each other here, so such lines were left out.`,
    'Take off some of the signs with which the line begins.',
  )
