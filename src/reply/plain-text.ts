import type { Block, Piece, Reply, Text } from './types.ts'

/** How plain text marks things. `wide` surfaces can do without: the default is what a file or a pipe shows. */
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
 * A reply as text for a terminal: a blank line between blocks, `- ` before an item, `> ` before a quote. Buttons have no
 * place there, but for those that lead out.
 */
export function plainText(reply: Reply, style: Style = PLAIN): string {
  const draw: Draw = { style, locale: reply.locale }
  const blocks = reply.blocks.map(block => blockText(block, draw))
  const links = reply.actions.flatMap(action => (action.kind === 'link' ? [style.link(action.label, action.url)] : []))
  return [...blocks, ...links].join('\n\n')
}

type Draw = { readonly style: Style; readonly locale: string }

function blockText(block: Block, draw: Draw): string {
  const { style } = draw
  switch (block.kind) {
    case 'title':
      return style.strong(line(block.text, draw))
    case 'paragraph':
      return line(block.text, draw)
    case 'small':
      return style.dim(line(block.text, draw))
    case 'quote':
      return [
        ...(block.lead ? [line(block.lead, draw)] : []),
        ...line(block.text, draw)
          .split('\n')
          .map(text => `> ${text}`),
        ...(block.from && block.from.length > 0 ? [`  — ${line(block.from, draw)}`] : []),
        ...(block.link && !leadsTo(block.from, block.link.url)
          ? [`  ${style.link(printable(block.link.label), block.link.url)}`]
          : []),
      ].join('\n')
    case 'list':
      return [
        ...(block.heading ? [style.strong(line(block.heading, draw))] : []),
        ...block.items.map(item => `- ${line(item, draw)}`),
      ].join('\n')
  }
}

/** A link that stands there already need not stand there twice. */
const leadsTo = (text: Text = [], url: string): boolean =>
  text.some(piece => typeof piece !== 'string' && piece.kind === 'link' && piece.url === url)

const line = (text: Text, draw: Draw): string => text.map(piece => pieceText(piece, draw)).join('')

function pieceText(piece: Piece, { style, locale }: Draw): string {
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

/** Nothing in a show's text may steer the terminal: control characters, escape sequences among them, are dropped. */
const printable = (text: string): string => text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')

const longDate = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
