import type { Piece, Text } from '../reply/types.ts'
import { stripControls } from '../text.ts'

/** The ids that Discord gave the bot's commands, by name. With its id, a command is clickable in a message. */
export type CommandIds = ReadonlyMap<string, string>

/** Always the same object, so that rendered messages can be reused. */
export const NO_IDS: CommandIds = new Map()

/** Renders text as Discord markdown. Everything from the show or a user appears literally. */
export function renderMarkdown(text: Text, ids: CommandIds): string {
  return joined(text).reduce(
    (rendered: string, piece) => rendered + renderPiece(piece, ids, isBlank(lastLineOf(rendered))),
    '',
  )
}

/**
 * Joins adjacent pieces: two bold pieces would be `**a****b**`, which Discord does not read as bold, and neither `@` nor
 * `everyone` looks like a mention by itself. Invisible pieces are dropped first.
 */
function joined(text: Text): Piece[] {
  const pieces: Piece[] = []
  for (const piece of text) {
    if (isInvisible(piece)) continue
    const last = pieces.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece
    else if (isBold(piece) && last !== undefined && isBold(last)) {
      pieces[pieces.length - 1] = { kind: 'strong', text: last.text + piece.text }
    } else pieces.push(piece)
  }
  return pieces
}

function isInvisible(piece: Piece): boolean {
  if (typeof piece === 'string') return stripControls(piece) === ''
  if (piece.kind === 'command') return false
  if (piece.kind === 'date') return stripControls(piece.iso) === ''
  return stripControls(piece.text) === '' && (piece.kind !== 'link' || safeUrl(piece.url) === undefined)
}

function isBold(piece: Piece): piece is Extract<Piece, { kind: 'strong' | 'mark' }> {
  return typeof piece !== 'string' && (piece.kind === 'strong' || piece.kind === 'mark')
}

const lastLineOf = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)

const isBlank = (text: string): boolean => text.trim() === ''

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

function bold(text: string): string {
  return isBlank(text) ? text : `**${text}**`
}

/**
 * Escapes text so that Discord shows it as it is: no formatting, mention, timestamp, emoji name, heading, list or link.
 * discord.js's own `escapeMarkdown` does not escape quotes, small print, mentions and timestamps. Both characters of `](` are
 * escaped: after a link, Discord would ignore a single backslash and read on to a second URL.
 */
export function escapeMarkdown(text: string, startsLine = true): string {
  return stripControls(text)
    .replace(/[\\*_~|`[\]<]|(?<=^|\])\(/g, '\\$&')
    .replace(/@(?=everyone|here)/g, '\\$&')
    .replace(/:(?=\/\/|[\w+-]+:)/g, '\\$&')
    .replace(startsLine ? /^([^\S\n]*)([#>+-])/gm : /(\n[^\S\n]*)([#>+-])/g, '$1\\$2')
    .replace(startsLine ? /^([^\S\n]*\d+)\./gm : /(\n[^\S\n]*\d+)\./g, '$1\\.')
}

/** The angle brackets prevent a preview. If the URL is not http(s), only the text is shown. */
function renderLink(text: string, url: string): string {
  const target = safeUrl(url)
  if (target === undefined) return escapeMarkdown(text)
  const label = linkText(text)
  return label === '' ? `<${target}>` : `[${label}](<${target}>)`
}

/** The length that all browsers support, and Discord's limit for the URL of a picture. */
const MAX_URL_LENGTH = 2048

/** The URL in a form that cannot end the markdown around it; undefined if it is not http(s) or too long. */
export function safeUrl(url: string): string | undefined {
  if (url.length > MAX_URL_LENGTH || !URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  return href.replace(/[()\\<>\s]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/**
 * The text of a link. Discord shows backslashes there instead of treating them as escapes (discord-api-docs#6185), and if the
 * text contains an emoji (#7673) or a URL (#7721), the whole link shows as raw markdown. So characters that cannot be escaped
 * are replaced with similar-looking ones that mean nothing to Discord.
 */
function linkText(text: string): string {
  return stripControls(text)
    .replace(/(?![©®™])\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D)*/gu, '')
    .replace(/\p{Regional_Indicator}|\p{Emoji_Modifier}|\uFE0F|\u20E3/gu, '')
    .replace(/\bhttps?:\/\//gi, '')
    .replace(/(?<!\d(?=:\d)):(?=\/\/|[\w+-]+:)/g, '∶')
    .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '＿')
    .replace(/@(?=everyone|here)|\|\||~~|[\\*`[\]<>]/g, found => lookalikes[found] ?? found)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:-?#+|[+-]|\d+\.)(?= )/, start => start.replace(/[#+.-]/g, part => lookalikes[part] ?? part))
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
 * A timestamp, which all users see in their own language and time zone. At 10:00 UTC it is the same day from Hawaii (−10) to
 * New Zealand in summer (+13); no hour works for every time zone.
 */
function renderDate(iso: string): string {
  const seconds = Date.parse(`${iso}T10:00:00Z`) / 1000
  return Number.isNaN(seconds) ? escapeMarkdown(iso) : `<t:${seconds}:D>`
}
