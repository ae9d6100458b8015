import type { Piece, Text } from '../reply/types.ts'
import { stripControls } from '../text.ts'

/** The ids that Discord gave our commands, by name; a command with an id can be clicked. */
export type CommandIds = ReadonlyMap<string, string>

/** Always the same, so that what was drawn with it need not be drawn again. */
export const NO_IDS: CommandIds = new Map()

/** Draws a run of text in Discord's markdown. Whatever did not come from our own pen shows literally. */
export function renderMarkdown(text: Text, ids: CommandIds): string {
  return joined(text).reduce((drawn: string, piece) => drawn + renderPiece(piece, ids, isBlank(lastLineOf(drawn))), '')
}

/**
 * What stands side by side is drawn as one: two bold pieces would be `**a****b**`, which Discord does not read as bold,
 * and of `@` and `everyone` neither looks like a mention alone. What shows nothing does not stand between them.
 */
function joined(text: Text): Piece[] {
  const pieces: Piece[] = []
  for (const piece of text) {
    if (showsNothing(piece)) continue
    const last = pieces.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece
    else if (isBold(piece) && last !== undefined && isBold(last)) {
      pieces[pieces.length - 1] = { kind: 'strong', text: last.text + piece.text }
    } else pieces.push(piece)
  }
  return pieces
}

function showsNothing(piece: Piece): boolean {
  if (typeof piece === 'string') return stripControls(piece) === ''
  if (piece.kind === 'command') return false
  if (piece.kind === 'date') return stripControls(piece.iso) === ''
  return stripControls(piece.text) === '' && (piece.kind !== 'link' || safeUrl(piece.url) === undefined)
}

function isBold(piece: Piece): piece is Extract<Piece, { kind: 'strong' | 'mark' }> {
  return typeof piece !== 'string' && (piece.kind === 'strong' || piece.kind === 'mark')
}

const lastLineOf = (drawn: string): string => drawn.slice(drawn.lastIndexOf('\n') + 1)

const isBlank = (words: string): boolean => words.trim() === ''

function renderPiece(piece: Piece, ids: CommandIds, startsLine: boolean): string {
  if (typeof piece === 'string') return escapeMarkdown(piece, startsLine)
  switch (piece.kind) {
    case 'strong':
    case 'mark':
      return bold(escapeMarkdown(piece.text))
    case 'link':
      return renderLink(piece.text, piece.url)
    case 'command':
      return renderCommand(piece.name, piece.rest ?? '', ids)
    case 'date':
      return renderDate(piece.iso)
  }
}

function bold(drawn: string): string {
  return isBlank(drawn) ? drawn : `**${drawn}**`
}

/**
 * Text so that Discord shows it as it is: no formatting, mention, timestamp, emoji name, heading, list or link.
 * discord.js's own `escapeMarkdown` leaves quotes, small print, mentions and timestamps alone. A bracket is escaped on
 * both sides of `](`: behind a link of ours Discord would read over the backslash before it, to a second address.
 */
export function escapeMarkdown(words: string, startsLine = true): string {
  return stripControls(words)
    .replace(/[\\*_~|`[\]<]|(?<=^|\])\(/g, '\\$&')
    .replace(/@(?=everyone|here)/g, '\\$&')
    .replace(/:(?=\/\/|[\w+-]+:)/g, '\\$&')
    .replace(startsLine ? /^([^\S\n]*)([#>+-])/gm : /(\n[^\S\n]*)([#>+-])/g, '$1\\$2')
    .replace(startsLine ? /^([^\S\n]*\d+)\./gm : /(\n[^\S\n]*\d+)\./g, '$1\\.')
}

/** The angle brackets keep Discord from unfolding a preview. An address that is not http(s) is no link, only its words. */
function renderLink(words: string, url: string): string {
  const target = safeUrl(url)
  if (target === undefined) return escapeMarkdown(words)
  const shown = linkText(words)
  return shown === '' ? `<${target}>` : `[${shown}](<${target}>)`
}

/** More than this no site gives and no browser promises to follow; Discord takes no longer one for a picture. */
const LONGEST_ADDRESS = 2048

/** The address in a form that cannot end the markdown around it, or undefined when a person should not be sent there. */
export function safeUrl(url: string): string | undefined {
  if (url.length > LONGEST_ADDRESS || !URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  return href.replace(/[()\\<>\s]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/**
 * The words of a link. Discord shows backslashes there instead of obeying them (discord-api-docs#6185), and takes
 * neither an emoji (#7673) nor an address (#7721) in them: the whole link would show as raw markdown. So what cannot be
 * escaped is replaced by a sign that looks the same and means nothing.
 */
function linkText(words: string): string {
  return stripControls(words)
    .replace(/(?![©®™])\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D)*/gu, '')
    .replace(/\p{Regional_Indicator}|\p{Emoji_Modifier}|\uFE0F|\u20E3/gu, '')
    .replace(/\bhttps?:\/\//gi, '')
    .replace(/(?<!\d(?=:\d)):(?=\/\/|[\w+-]+:)/g, '∶')
    .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '＿')
    .replace(/@(?=everyone|here)|\|\||~~|[\\*`[\]<>]/g, sign => lookalikes[sign] ?? sign)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:-?#+|[+-]|\d+\.)(?= )/, sign => sign.replace(/[#+.-]/g, part => lookalikes[part] ?? part))
}

const lookalikes: Readonly<Record<string, string>> = {
  '\\': '∖',
  '*': '∗',
  '~~': '∼∼',
  '||': '∣∣',
  '`': 'ˋ',
  '[': '(',
  ']': ')',
  '<': '‹',
  '>': '›',
  '@': '＠',
  '#': '＃',
  '-': '‐',
  '+': '＋',
  '.': '․',
}

function renderCommand(name: string, rest: string, ids: CommandIds): string {
  const id = ids.get(name)
  const typed = stripControls(rest).replace(/\s+/g, ' ').replaceAll('`', 'ˋ').trim()
  if (id === undefined) return `\`/${name}${typed && ` ${typed}`}\``
  return `</${name}:${id}>${typed && ` \`${typed}\``}`
}

/**
 * Everyone reads the day in their own language and zone. At 10:00 UTC it is the same day from Hawaii (−10) to New
 * Zealand in summer (+13); no hour does it for every zone there is.
 */
function renderDate(iso: string): string {
  const seconds = Date.parse(`${iso}T10:00:00Z`) / 1000
  return Number.isNaN(seconds) ? escapeMarkdown(iso) : `<t:${seconds}:D>`
}
