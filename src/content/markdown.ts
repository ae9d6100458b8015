import { fromHtml } from 'hast-util-from-html'
import type { Definition, Node, Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { SKIP, visit } from 'unist-util-visit'
import { warning } from './problems.ts'
import type { Problem } from './types.ts'

export type { Definition, Nodes, Root }

/** GitHub Flavored Markdown as a syntax tree, with bare URLs as links, tables and footnotes. */
export function parseMarkdown(text: string): Root {
  const tree = fromMarkdown(text)
  // GitHub's extensions make parsing take half as long again, and few show notes need them. If any do, their characters
  // are still in the text.
  return usesExtensions(tree) ? fromMarkdown(text, github) : tree
}

const github = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

const extensionMarkup = /https?:|www\.|[|~]|\[[\^ x]/i

function usesExtensions(node: Nodes): boolean {
  if (node.type === 'link') return false
  return node.type === 'text'
    ? extensionMarkup.test(node.value)
    : 'children' in node && node.children.some(usesExtensions)
}

/** The targets of reference links, `[label]: https://…`, by identifier. */
export function definitionsOf(tree: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>()
  visit(tree, node => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
    // Paragraphs and headings hold no definitions, and most of a tree is in them.
    return node.type === 'paragraph' || node.type === 'heading' ? SKIP : undefined
  })
  return definitions
}

/** The text of some nodes as people read it, on one line. */
export const textContent = (nodes: readonly Nodes[]): string => oneLine(plainLines(nodes).join(' '))

/** The same, one string per line of the source: show notes use line ends as breaks. */
export const plainLines = (nodes: readonly Nodes[]): string[] => words(nodes).split('\n').map(oneLine)

export const oneLine = (text: string): string => text.replaceAll(/[\s\u200b\u2060\ufeff]+/gu, ' ').trim()

/** `<model>` is text and `<b>bold</b>` is markup; see `markupAmong`. */
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
 * Returns a function that tells whether a tag is markup, rather than text that the author forgot to put in backticks, such as `<model>` in
 * a sentence. A tag is markup if it has a partner among `siblings`, or needs none.
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

/** `b` or `/b`, in lower case; empty if it is not a tag. */
const nameOf = (tag: string): string => /^<(\/?[a-z][\w-]*)/i.exec(tag)?.[1]?.toLowerCase() ?? ''

/** The URL of an opening `<a href>` tag; undefined for any other tag. */
export function hrefOf(tag: string): string | undefined {
  if (!/^<a\s/i.test(tag)) return undefined
  const [anchor] = fromHtml(tag, { fragment: true }).children
  const href = anchor?.type === 'element' ? anchor.properties.href : undefined
  return typeof href === 'string' ? href : undefined
}

/** The part of some markdown that is read, with its line numbers unchanged, and what was left out. */
type Bounded = { readonly text: string; readonly problems: readonly Problem[] }

/** In characters. Parsing takes a second for every 150,000; the longest notes we know of have 30,000. */
const MAX_NOTES_LENGTH = 50_000

/** Characters that may open markup cost quadratic time, or worse; people write 25 per thousand characters. */
const MAX_MARKUP_CHARACTERS = 5_000
const markup = /[*_[\]<>`~|]|[-+.)](?=[ \t])/g

/** Nested lists and quotes begun on one line; people write three. The parser recurses for each. */
const MAX_DEPTH = 20
const nested = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${MAX_DEPTH},}`)
const rule = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/

/** Cuts notes that would take minutes to parse. */
export function withinBounds(file: string, whole: string): Bounded {
  const problems: Problem[] = []
  const lines = whole.split('\n')
  const deep = lines.findIndex(isTooDeep)
  if (deep >= 0) problems.push(tooDeep(file, deep + 1))
  const flat = deep < 0 ? whole : lines.map(line => (isTooDeep(line) ? '' : line)).join('\n')
  const start = flat.length - flat.trimStart().length
  const end = Math.min(start + MAX_NOTES_LENGTH, endOfMarkup(flat))
  if (end >= flat.length) return { text: flat, problems }
  const text = flat.slice(0, breakBefore(flat, end, start))
  return { text, problems: [...problems, tooLong(file, text)] }
}

const isTooDeep = (line: string): boolean => nested.test(line) && !rule.test(line)

function endOfMarkup(text: string): number {
  let count = 0
  for (const { index } of text.matchAll(markup)) if (++count > MAX_MARKUP_CHARACTERS) return index
  return text.length
}

/** Splits a text into pieces of limited length, between paragraphs, lines or words if possible. */
export function piecesOf(text: string, maxLength: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + maxLength >= text.length ? text.length : breakBefore(text, at + maxLength, at)
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

/** Up to the last paragraph, line or word. The next piece begins with a letter: “5.” or a dash would begin a list. */
const gaps = [/^[\s\S]*\n\n/, /^[\s\S]*\n/, /^[\s\S]* (?=\p{L})/u]

const tooLong = (file: string, read: string): Problem => {
  const message = `Only the first ${read.trim().length.toLocaleString('en')} characters of these notes were read.`
  return warning(
    file,
    read.trimEnd().split('\n').length,
    message,
    'Shorten them; a transcript belongs in a file of its own.',
  )
}

const tooDeep = (file: string, line: number): Problem =>
  warning(
    file,
    line,
    `Lists or quotes are nested more than ${MAX_DEPTH} deep here, so lines like this one were left out.`,
    'Remove some of the characters that the line begins with.',
  )
