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
export function mendBroken(nodes: readonly Nodes[]): Nodes[] {
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
