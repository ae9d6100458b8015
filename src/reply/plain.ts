import type { Block, Piece, Reply, Text } from './reply.ts'

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

/** A reply as text for a terminal: a blank line between blocks, `- ` before an item, `> ` before a quote. */
export function plain(reply: Reply, style: Style = PLAIN): string {
  const blocks = reply.blocks.map(block => blockText(block, style))
  const actions = reply.actions.map(action => style.link(action.label, action.url))
  return [...blocks, ...actions].join('\n\n')
}

function blockText(block: Block, style: Style): string {
  switch (block.kind) {
    case 'title':
      return style.strong(line(block.text, style))
    case 'paragraph':
      return line(block.text, style)
    case 'small':
      return style.dim(line(block.text, style))
    case 'quote':
      return [
        ...line(block.text, style)
          .split('\n')
          .map(text => `> ${text}`),
        ...(block.from && block.from.length > 0 ? [`  — ${line(block.from, style)}`] : []),
      ].join('\n')
    case 'list':
      return [
        ...(block.heading ? [style.strong(line(block.heading, style))] : []),
        ...block.items.map(item => `- ${line(item, style)}`),
      ].join('\n')
  }
}

const line = (text: Text, style: Style): string => text.map(piece => pieceText(piece, style)).join('')

function pieceText(piece: Piece, style: Style): string {
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
      return longDate(piece.iso)
  }
}

/** Nothing in a show's text may steer the terminal: control characters, escape sequences among them, are dropped. */
const printable = (text: string): string => text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')

const longDate = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso))
