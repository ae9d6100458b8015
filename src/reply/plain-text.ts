import wrapAnsi from 'wrap-ansi'
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

/** How a terminal draws a reply. */
export type Layout = {
  readonly style?: Style
  /** In columns. Lines are wrapped between words; without it they are as long as they are. */
  readonly width?: number
  /** What a list's item is marked with instead of a dash. */
  readonly markerOf?: (item: Text) => string | undefined
}

/**
 * A reply as text for a terminal: a blank line between blocks, `- ` before an item, `> ` before a quote. Of its buttons,
 * only links are shown.
 */
export function plainText(reply: Reply, layout: Layout = {}): string {
  const { style = PLAIN, width = Number.POSITIVE_INFINITY, markerOf = () => undefined } = layout
  const rendering: Rendering = { style, width, markerOf, locale: reply.locale }
  const blocks = reply.blocks.map(block => blockText(block, rendering))
  const links = reply.actions.flatMap(action => (action.kind === 'link' ? [style.link(action.label, action.url)] : []))
  return [...blocks, ...links].join('\n\n')
}

type Rendering = Required<Layout> & { readonly locale: string }

function blockText(block: Block, rendering: Rendering): string {
  const { style, markerOf } = rendering
  const wrapped = (text: string, first = '', next = first) => wrap(text, first, next, rendering.width)
  switch (block.kind) {
    case 'title':
      return wrapped(style.strong(line(block.text, rendering)))
    case 'paragraph':
      return wrapped(line(block.text, rendering))
    case 'small':
      return wrapped(style.dim(line(block.text, rendering)))
    case 'quote':
      return [
        ...(block.lead ? [wrapped(line(block.lead, rendering))] : []),
        wrapped(line(block.text, rendering), '> '),
        ...(block.from && block.from.length > 0 ? [wrapped(line(block.from, rendering), '  — ', '    ')] : []),
        ...(block.link && !linksTo(block.from, block.link.url)
          ? [`  ${style.link(printable(block.link.label), block.link.url)}`]
          : []),
      ].join('\n')
    case 'list':
      return [
        ...(block.heading ? [wrapped(style.strong(line(block.heading, rendering)))] : []),
        ...block.items.map(item => {
          const marker = `${markerOf(item) ?? '-'} `
          return wrapped(line(item, rendering), marker, ' '.repeat(marker.length))
        }),
      ].join('\n')
  }
}

/**
 * Wraps each line between words. A word that is longer than the width, such as a URL, stays whole.
 *
 * @param first what the first line begins with, and `next` each further line.
 */
function wrap(text: string, first: string, next: string, width: number): string {
  const room = Math.max(MIN_WIDTH, width - first.length)
  const lines = Number.isFinite(width) ? wrapAnsi(text, room) : text
  return lines
    .split('\n')
    .map((each, i) => (i === 0 ? first : next) + each)
    .join('\n')
}

/** In a narrower terminal, lines would be hard to read even if they fitted. */
const MIN_WIDTH = 20

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
