import type { Nodes, PhrasingContent, Text } from 'mdast'
import { textContent } from './markdown.ts'

/** What is wrong with a link's markdown, kept on the node as the end of a sentence. */
declare module 'mdast' {
  interface LinkData {
    fault?: string
  }
}

/**
 * Repairs links that markdown does not recognize: `[words](https://x.io/y` without its bracket, `[words](https://x.io/a b)`,
 * `[words] (https://x.io)` and a link around a link. In the tree these are text that ends in `](`, and a bare URL.
 */
export function repairMarkdownLinks(nodes: readonly Nodes[]): Nodes[] {
  const repaired: Nodes[] = []
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Nodes
    const before = repaired.at(-1)
    const opening =
      isBareAddress(node) && isText(before) && endsLabel.test(before.value) ? openingBracket(repaired) : undefined
    if (node.type !== 'link' || !isText(before) || opening === undefined) {
      repaired.push(node)
      continue
    }
    const label = cutLabel(repaired, opening)
    const after = nodes[at + 1]
    const { url, left, fault } = restOfAddress(node.url, isText(after) ? after.value : '', before.value)
    repaired.push({ ...node, url, children: label as PhrasingContent[], data: { fault } })
    if (isText(after)) {
      if (left !== '') repaired.push({ ...after, value: left })
      at++
    }
  }
  return repaired
}

const endsLabel = /\]\s?\($/

const isText = (node: Nodes | undefined): node is Text => node?.type === 'text'

const isBareAddress = (node: Nodes): boolean => node.type === 'link' && textContent(node.children) === node.url

/** The index of the node with the `[` that belongs to the `](` at the end. */
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

/** Removes the words between the brackets from the end of the nodes, and returns them. */
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
  return label
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
  const fault = /\]\s\($/.test(before) ? 'has a space between its brackets' : 'has misplaced brackets'
  if (rest.startsWith(')')) return { url, left: rest.slice(1), fault }
  const [, blank] = /^( [^\n()]*)\)/.exec(rest) ?? []
  if (blank === undefined) return { url, left: rest, fault: 'has no closing bracket' }
  const left = rest.slice(blank.length + 1)
  // With a slash or a dot in it, what follows the space belongs to the URL; otherwise it is stray words.
  return /[/.?=]/.test(blank)
    ? { url: url + blank.replaceAll(' ', '%20'), left, fault: 'has a space in its URL' }
    : { url, left: left, fault: 'has words next to its URL' }
}

/** A usable link, and what was wrong with it, if anything. */
export type RepairedLink =
  | { readonly kind: 'link'; readonly url: string; readonly fault?: string }
  | { readonly kind: 'relative'; readonly path: string }
  | { readonly kind: 'unusable'; readonly fault: string }
  /** `#t=12:34` or `mailto:`, which is fine, but does not lead to another page. */
  | { readonly kind: 'inside' }

/** Reads the target of a link as people really write it. A `fault` is the end of a sentence: “the link …”. */
export function repairLink(written: string): RepairedLink {
  const bare = stripInvisible(written)
  const hidden = bare !== written.trim()
  const text = bare.replace(/^<(.*)>$/, '$1').replace(/["'”]+$/, '')
  const quoted = text !== bare && !bare.startsWith('<')
  if (text === '') return { kind: 'unusable', fault: 'has no URL' }
  if (text.startsWith('#') || /^(mailto|tel|sms):/i.test(text)) return { kind: 'inside' }

  const [whole, scheme] = withScheme(text)
  if (whole === undefined) return { kind: 'relative', path: text }
  // URL parsers silently drop tabs and line ends, so they are encoded first.
  const url = whole.replaceAll(/\s/g, '%20')
  if (!URL.canParse(url) || !isOnTheWeb(new URL(url))) {
    return { kind: 'unusable', fault: 'has an invalid URL' }
  }
  const fault =
    scheme ?? (quoted ? 'ends with a quotation mark' : hidden ? 'has an invisible character in it' : undefined)
  return { kind: 'link', url, ...(fault !== undefined && { fault }) }
}

/** Removes whitespace and invisible characters (zero-width spaces, joiners, direction marks) at either end. */
const stripInvisible = (text: string): string => text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')

/** The whole URL, and what was wrong with its scheme; undefined for a path. */
function withScheme(text: string): readonly [whole: string | undefined, fault?: string] {
  const doubled = /^https?:\/*(https?:\/\/.+)$/i.exec(text)?.[1]
  if (doubled !== undefined) return [doubled, 'begins with https:// twice']
  if (/^https?:\/\/[^/]/i.test(text)) return [text]
  const [, scheme, rest] = /^(h*t+ps?)(?::\/*|;\/+|\/\/)([^/].*)$/i.exec(text) ?? []
  if (scheme !== undefined) return [`http${/s$/i.test(scheme) ? 's' : ''}://${rest}`, 'has a misspelt https://']
  if (/^\/\/[^/]/.test(text)) return [`https:${text}`, 'has no https:']
  if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text)) return [text]
  return looksLikeHost(text.split(/[/?#]/)[0] ?? '') ? [`https://${text}`, 'has no https://'] : [undefined]
}

/** `www.x.io` and `x.io`, but not `notes.md`. */
const looksLikeHost = (host: string): boolean =>
  /^www\./i.test(host) ||
  (/^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z]{2,}$/i.test(host) && !/\.(mdx?|markdown|html?|pdf|png|jpe?g)$/i.test(host))

/** Not `javascript:`, `ftp:`, or a host without a dot. */
const isOnTheWeb = ({ protocol, hostname }: URL): boolean => /^https?:$/.test(protocol) && hostname.includes('.')
