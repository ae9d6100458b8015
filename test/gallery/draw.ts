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
      return html`<div class="row">${inner()}</div>`
    case 2:
      return html`<span class="button${part.style === 1 ? ' main' : ''}${part.disabled ? ' off' : ''}">${part.label ?? ''}${part.style === 5 ? ' ↗' : ''}</span>`
    case 3:
      return html`<details class="menu"><summary>${part.placeholder ?? ''}</summary>${(part.options ?? []).map(
        ({ label }) => html`<div>${label}</div>`,
      )}</details>`
    case 9:
      return html`<div class="section"><div>${inner()}</div>${part.accessory ? draw(part.accessory, locale) : ''}</div>`
    case 10:
      return html`<div>${nodesOf(part.content ?? '').map(node => drawNode(node, locale))}</div>`
    case 11:
      return html`<span class="picture" title="${part.media?.url ?? ''}">${part.description ?? ''}</span>`
    case 17:
      return html`<div class="container">${inner()}</div>`
    default:
      throw new Error(`no picture for a component of type ${part.type}`)
  }
}

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
    .slice(0, 100)
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
      return html`<br />`
    case 'timestamp':
      return html`<span class="date">${dayOf(node, locale)}</span>`
    case 'user':
      return html`<span class="mention">${WHOEVER}</span>`
    case 'slashCommand':
      return html`<span class="mention">${slashOf(node)}</span>`
    default:
      return html`<mark title="${JSON.stringify(node)}">${node.type}: ${inner}</mark>`
  }
}

/** The one person whom the scenes mention. */
const WHOEVER = '@Wren'

const slashOf = ({ fullName, name }: Node): string => `/${String(fullName ?? name)}`

const dayOf = ({ timestamp }: Node, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(Number(timestamp) * 1000)
