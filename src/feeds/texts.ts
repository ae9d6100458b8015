import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import { toText } from 'hast-util-to-text'
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import { visit } from 'unist-util-visit'
import { readAddress } from '../content/links.ts'
import { parseMarkdown, type Root } from '../content/markdown.ts'
import { stripControls } from '../text.ts'

/** What a feed says, made harmless: lines, addresses, and notes as Markdown. */

/** A text on one line, without characters that could hide in it. */
export const line = (text: string): string => stripControls(text).replaceAll(/\s+/g, ' ').trim().slice(0, 1000)

/** An absolute http(s) address without a user name or password in it. */
export function address(written: string | undefined): string | undefined {
  const found = written === undefined ? undefined : readAddress(stripControls(written).replaceAll('\n', ''))
  if (found === undefined || found.length > 4000) return undefined
  const { username, password, href } = new URL(found)
  return username === '' && password === '' ? href : undefined
}

/** Hosts that count a download and pass it on to the address that follows in the path. */
const COUNTERS =
  /(^|\.)(op3\.dev|podtrac\.com|chtbl\.com|chrt\.fm|pdst\.fm|pdcn\.co|arttrk\.com|claritaspod\.com|mgln\.ai|pscrb\.fm|podscribe\.com|prfx\.byspotify\.com|blubrry\.com|vpixl\.com|gum\.fm|podkite\.com|podder\.co|pfx\.fm|swap\.fm|anchor\.fm)$/

/** The address of the audio itself: `https://op3.dev/e/cdn.example/a.mp3` → `https://cdn.example/a.mp3`. */
export function withoutTracking(audio: string): string {
  let found = audio
  for (let i = 0; i < 10; i++) {
    const { hostname, pathname, search } = new URL(found)
    if (!COUNTERS.test(hostname)) return found
    const parts = pathname.split('/').slice(1)
    const encoded = parts.map(decoded).find(part => /^https?:\/\/[^/]+\.[^/]+\//.test(part))
    const at = parts.findIndex(
      (part, i) => i > 0 && i < parts.length - 1 && /^([\w-]+\.)+[a-z]{2,}$/i.test(part) && !/^redirect\./.test(part),
    )
    const inner = encoded ?? (at < 0 ? undefined : `https://${parts.slice(at).join('/')}${search}`)
    if (inner === undefined || address(inner) === undefined) return found
    found = inner
  }
  return found
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const TAG =
  /<\/?(p|br|a|ul|ol|li|div|span|b|strong|i|em|u|s|h[1-6]|blockquote|hr|img|table|pre|code|section|article|figure|script|style|iframe|small|sub|sup|cite|time)(\s[^<>]*)?\/?>/i
const BLOCK = /<(p|br|ul|ol|div|h[1-6]|blockquote|table|section|article)(\s[^<>]*)?\/?>/i

/** The text of a title that may be HTML. */
export const feedText = (text: string, type = 'text'): string =>
  type !== 'text' ? toText(fromHtml(text, { fragment: true })) : text

/** The first of these texts that says anything, in Markdown. */
export function notesOf(...texts: readonly (string | undefined)[]): string {
  for (const text of texts) {
    const notes = text === undefined || text.trim() === '' ? '' : asMarkdown(stripControls(text))
    if (notes !== '') return notes
  }
  return ''
}

const NEVER_SHOWN = new Set(['script', 'style', 'iframe', 'object', 'img', 'picture', 'svg', 'video', 'audio', 'form'])

/**
 * HTML or plain text as Markdown, without pictures, scripts and frames. Some hosts escape HTML, some escape it twice, some
 * send plain text, and some plain text with links in it, whose line ends count.
 */
function asMarkdown(text: string): string {
  const tree = !TAG.test(text)
    ? parseMarkdown(withoutEntities(text).replaceAll(/^[ \t]+/gm, ''))
    : fromMarkup(BLOCK.test(text) ? text : paragraphs(text))
  return tree ? toMarkdown(tree, { extensions: [gfmToMarkdown()], bullet: '-', rule: '*' }).trim() : ''
}

const paragraphs = (text: string): string =>
  text
    .split(/\n[ \t]*\n/)
    .map(part => `<p>${part.trim().replaceAll('\n', '<br>')}</p>`)
    .join('')

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text
  const [node] = fromHtml(text.replaceAll('<', '&lt;'), { fragment: true }).children
  return node?.type === 'text' ? node.value : text
}

function fromMarkup(text: string): Root | undefined {
  const html = fromHtml(text, { fragment: true })
  visit(html, 'element', (node, index, parent) => {
    if (!parent || index === undefined) return undefined
    if (!NEVER_SHOWN.has(node.tagName)) return undefined
    parent.children.splice(index, 1)
    return index
  })
  const tree = toMdast(html)
  if (tree.type !== 'root') return undefined
  // Bare addresses become links, so that no character in them is escaped.
  for (const { transforms } of gfmFromMarkdown()) for (const transform of transforms ?? []) transform(tree)
  return tree
}
