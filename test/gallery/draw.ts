import { parse } from 'discord-markdown-parser'
import { html, raw } from 'hono/html'

/** A piece of a page. What is put into it as a plain string is escaped. */
export type Html = ReturnType<typeof html>

/** A component as it is sent to Discord, as far as a picture of it needs. */
export type Part = {
  readonly type: number
  readonly content?: string
  readonly components?: readonly Part[]
  readonly accessory?: Part
  readonly label?: string
  readonly style?: number
  readonly disabled?: boolean
  readonly url?: string
  readonly custom_id?: string
  readonly placeholder?: string
  readonly options?: readonly { readonly label: string; readonly value: string }[]
  readonly media?: { readonly url: string }
  readonly description?: string
}

type Node = { readonly type: string; readonly [field: string]: unknown }

/** What Discord would draw of a component, by a parser of its markdown that is not ours. */
export function draw(part: Part, locale: string): Html {
  const inner = () => (part.components ?? []).map(component => draw(component, locale))
  switch (part.type) {
    case 1:
      return html`<footer>${inner()}</footer>`
    case 2:
      return drawButton(part)
    case 3:
      return drawMenu(part)
    case 9:
      return html`<div class="beside">${inner()}${part.accessory ? draw(part.accessory, locale) : ''}</div>`
    case 10:
      return drawText(nodesOf(part.content ?? ''), locale)
    case 11:
      return html`<span class="picture" title="${part.media?.url ?? ''}">${part.description ?? ''}</span>`
    case 17:
      return html`<section>${inner()}</section>`
    default:
      throw new Error(`no picture for a component of type ${part.type}`)
  }
}

/** Of a menu, the first options stand for all. */
const OPTIONS = 3

function drawMenu({ placeholder = '', options = [] }: Part): Html {
  const more = options.length > OPTIONS ? html`<div>… ${options.length}</div>` : ''
  return html`<details><summary>${placeholder}</summary>${options.slice(0, OPTIONS).map(({ label }) => html`<div>${label}</div>`)}${more}</details>`
}

function drawButton({ label = '', style, disabled }: Part): Html {
  const shown = `${label}${style === 5 ? ' ↗' : ''}`
  if (disabled) return html`<kbd class="off">${shown}</kbd>`
  return style === 1 ? html`<kbd class="main">${shown}</kbd>` : html`<kbd>${shown}</kbd>`
}

/** As many characters fit into two lines of a phone's notification. */
const NOTIFIED = 70

/** The first words of a message, which is all that a phone's notification shows. */
export function notification(parts: readonly Part[], locale: string): string {
  const texts = (part: Part): string[] => [
    ...(part.content ? [part.content] : []),
    ...(part.components ?? []).flatMap(texts),
  ]
  const words = (node: Node): string => {
    if (node.type === 'newline' || node.type === 'br') return ' '
    if (node.type === 'timestamp') return dayOf(node, locale)
    if (node.type === 'user') return WHOEVER
    if (node.type === 'slashCommand') return slashOf(node)
    return Array.isArray(node.content) ? node.content.map(words).join('') : String(node.content ?? '')
  }
  return nodesOf(parts.flatMap(texts)[0] ?? '')
    .map(words)
    .join('')
    .slice(0, NOTIFIED)
}

function drawText(nodes: readonly Node[], locale: string): Html {
  const inner = nodes.map(node => drawNode(node, locale))
  const hasBlock = nodes.some(({ type }) => type === 'blockQuote' || type === 'heading')
  return hasBlock ? html`<div>${inner}</div>` : html`<p>${inner}</p>`
}

const nodesOf = (markdown: string) => parse(markdown, 'extended') as readonly Node[]

/** Drawn as the thing itself: a tag that wraps its content. */
const TAGS: Readonly<Record<string, string>> = {
  strong: 'b',
  em: 'i',
  underline: 'u',
  strikethrough: 's',
  blockQuote: 'blockquote',
  inlineCode: 'code',
  subtext: 'small',
  heading: 'h4',
  link: 'a',
}

function drawNode(node: Node, locale: string): Html {
  const inner = Array.isArray(node.content)
    ? html`${node.content.map((child: Node) => drawNode(child, locale))}`
    : html`${String(node.content ?? '')}`
  const tag = TAGS[node.type]
  if (tag !== undefined) return html`${raw(`<${tag}>`)}${inner}${raw(`</${tag}>`)}`
  switch (node.type) {
    case 'text':
      return inner
    case 'twemoji':
      return html`${String(node.name)}`
    case 'br':
    case 'newline':
      return html`<br>`
    case 'timestamp':
      return html`<time>${dayOf(node, locale)}</time>`
    case 'user':
      return html`<samp>${WHOEVER}</samp>`
    case 'slashCommand':
      return html`<samp>${slashOf(node)}</samp>`
    default:
      return html`<mark title="${JSON.stringify(node)}">${node.type}: ${inner}</mark>`
  }
}

/** The one person whom the scenes mention. */
const WHOEVER = '@Wren'

const slashOf = ({ fullName, name }: Node): string => `/${String(fullName ?? name)}`

const dayOf = ({ timestamp }: Node, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(Number(timestamp) * 1000)
