import type { Nodes, PhrasingContent, Text } from 'mdast'
import { plainText } from './markdown.ts'

/** What the author got wrong in a link's markdown, kept beside the link as the end of a sentence. */
declare module 'mdast' {
  interface LinkData {
    fault?: string
  }
}

/**
 * `[words](https://x.io/y and no bracket`, `[words](https://x.io/a b)`, `[words] (https://x.io)` and a link around a link
 * are no links in markdown: what is left is text that ends in `](`, and a bare address. They are made what was meant.
 */
export function repairMarkdownLinks(nodes: readonly Nodes[]): Nodes[] {
  const mended: Nodes[] = []
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as Nodes
    const before = mended.at(-1)
    const opening =
      isBareAddress(node) && isText(before) && endsLabel.test(before.value) ? openingBracket(mended) : undefined
    if (node.type !== 'link' || !isText(before) || opening === undefined) {
      mended.push(node)
      continue
    }
    const label = cutLabel(mended, opening)
    const after = nodes[at + 1]
    const { url, left, fault } = restOfAddress(node.url, isText(after) ? after.value : '', before.value)
    mended.push({ ...node, url, children: label as PhrasingContent[], data: { fault } })
    if (isText(after)) {
      if (left !== '') mended.push({ ...after, value: left })
      at++
    }
  }
  return mended
}

const endsLabel = /\]\s?\($/

const isText = (node: Nodes | undefined): node is Text => node?.type === 'text'

const isBareAddress = (node: Nodes): boolean => node.type === 'link' && plainText(node.children) === node.url

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

/** A link as it can be used, and what was wrong with it as written, if anything. */
export type RepairedLink =
  | { readonly kind: 'link'; readonly url: string; readonly fault?: string }
  | { readonly kind: 'relative'; readonly path: string }
  | { readonly kind: 'unusable'; readonly fault: string }
  /** `#t=12:34`, `mailto:`: right, but not a link to anything outside. */
  | { readonly kind: 'inside' }

/** Reads the target of a link as people really write it. A `fault` is a sentence's end: “a link …”. */
export function repairLink(written: string): RepairedLink {
  const bare = stripInvisible(written)
  const hidden = bare !== written.trim()
  const text = bare.replace(/^<(.*)>$/, '$1').replace(/["'”]+$/, '')
  const quoted = text !== bare && !bare.startsWith('<')
  if (text === '') return { kind: 'unusable', fault: 'has no address' }
  if (text.startsWith('#') || /^(mailto|tel|sms):/i.test(text)) return { kind: 'inside' }

  const [whole, scheme] = withScheme(text)
  if (whole === undefined) return { kind: 'relative', path: text }
  // A parser of addresses drops tabs and line ends without a word, so it must see what others will.
  const url = whole.replaceAll(/\s/g, '%20')
  if (!URL.canParse(url) || !isOnTheWeb(new URL(url))) {
    return { kind: 'unusable', fault: 'has an address that leads nowhere' }
  }
  const fault =
    scheme ?? (quoted ? 'ends with a quotation mark' : hidden ? 'has an invisible character in it' : undefined)
  return { kind: 'link', url, ...(fault !== undefined && { fault }) }
}

/** Zero-width spaces and joiners, word joiners, marks of direction, no-break and plain spaces, at either end. */
const stripInvisible = (text: string): string => text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')

/** The whole address, and what was wrong with its beginning; nothing for a path. */
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

/** Not `javascript:`, not `ftp:`, not a name without a dot. */
const isOnTheWeb = ({ protocol, hostname }: URL): boolean => /^https?:$/.test(protocol) && hostname.includes('.')
