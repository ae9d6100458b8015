import type { Block, Piece, Reply, Text } from './types.ts'

/** How to mark up text. The default is for files and pipes. */
export type Style = {
  readonly strong: (text: string) => string
  readonly mark: (text: string) => string
  readonly dim: (text: string) => string
  readonly link: (text: string, url: string) => string
}

const PLAIN: Style = {
  strong: text => text,
  mark: text => text,
  dim: text => text,
  link: (text, url) => `${text} <${url}>`,
}

/**
 * A reply as text for a terminal: a blank line between blocks, `- ` before an item, `> ` before a quote. Of its buttons,
 * only links are shown.
 */
export function plainText(reply: Reply, style: Style = PLAIN): string {
  const rendering: Rendering = { style, locale: reply.locale }
  const blocks = reply.blocks.map(block => blockText(block, rendering))
  const links = reply.actions.flatMap(action => (action.kind === 'link' ? [style.link(action.label, action.url)] : []))
  return [...blocks, ...links].join('\n\n')
}

type Rendering = { readonly style: Style; readonly locale: string }

function blockText(block: Block, rendering: Rendering): string {
  const { style } = rendering
  switch (block.kind) {
    case 'title':
      return style.strong(line(block.text, rendering))
    case 'paragraph':
      return line(block.text, rendering)
    case 'small':
      return style.dim(line(block.text, rendering))
    case 'quote':
      return [
        ...(block.lead ? [line(block.lead, rendering)] : []),
        ...line(block.text, rendering)
          .split('\n')
          .map(text => `> ${text}`),
        ...(block.from && block.from.length > 0 ? [`  — ${line(block.from, rendering)}`] : []),
        ...(block.link && !linksTo(block.from, block.link.url)
          ? [`  ${style.link(printable(block.link.label), block.link.url)}`]
          : []),
      ].join('\n')
    case 'list':
      return [
        ...(block.heading ? [style.strong(line(block.heading, rendering))] : []),
        ...block.items.map(item => `- ${line(item, rendering)}`),
      ].join('\n')
  }
}

const linksTo = (text: Text = [], url: string): boolean =>
  text.some(piece => typeof piece !== 'string' && piece.kind === 'link' && piece.url === url)

const line = (text: Text, rendering: Rendering): string => text.map(piece => pieceText(piece, rendering)).join('')

function pieceText(piece: Piece, { style, locale }: Rendering): string {
  if (typeof piece === 'string') return printable(piece)
  switch (piece.kind) {
    case 'strong':
      return style.strong(printable(piece.text))
    case 'mark':
      return style.mark(printable(piece.text))
    case 'link':
      return style.link(printable(piece.text), piece.url)
    case 'command':
      return style.strong(printable(piece.rest === undefined ? `/${piece.name}` : `/${piece.name} ${piece.rest}`))
    case 'date':
      return longDate(piece.iso, locale)
  }
}

/** Replaces control characters with spaces, so that a show's text cannot control the terminal. */
const printable = (text: string): string => text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')

const longDate = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
