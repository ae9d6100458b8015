import type { Block, Piece, Text } from '../../../src/reply/types.ts'
import { type Node, nodesOf } from './drawn.ts'

/**
 * What is wrong with the words that are shown: nothing when they are those of the reply, in order, from its beginning, up
 * to where an ellipsis says that something was left out.
 */
export function wordsFaults(texts: readonly string[], blocks: readonly Block[]): readonly string[] {
  const given = folded(blocks.map(wordsOfBlock).join('')).replaceAll('…', '')
  const shown = folded(
    texts
      .flatMap(text => nodesOf(text.replace(/^- /gm, '• ')))
      .map(wordsOfNode)
      .join(''),
  )
  if (given.startsWith(shown.replaceAll('…', ''))) return []
  let at = 0
  for (const [place, part] of shown.split('…').entries()) {
    // A cut may fall into `https://`, which links do without.
    const words = given.includes(part, at) ? part : part.replace(/[htps:/]+$/, '')
    const found = given.indexOf(words, at)
    if (found === -1 || (place === 0 && found > 0))
      return [`“${part}” is not what was to be shown: “${given.slice(at)}”`]
    at = found + words.length
  }
  return []
}

function wordsOfBlock(block: Block): string {
  if (block.kind === 'list') return [block.heading ?? [], ...block.items].map(wordsOfText).join('')
  if (block.kind === 'quote') return [block.lead ?? [], block.text, block.from ?? []].map(wordsOfText).join('')
  return wordsOfText(block.text)
}

function wordsOfText(text: Text): string {
  return text.map(wordsOfPiece).join('')
}

function wordsOfPiece(piece: Piece): string {
  if (typeof piece === 'string') return piece
  if (piece.kind === 'command') return `/${piece.name}${piece.rest ?? ''}`
  if (piece.kind !== 'date') return piece.text
  const time = Date.parse(`${piece.iso}T10:00:00Z`)
  return Number.isNaN(time) ? piece.iso : `t${time / 1000}`
}

function wordsOfNode({ type, content, name, timestamp }: Node): string {
  if (type === 'timestamp') return `t${timestamp}`
  if (type === 'slashCommand') return `/${name}`
  if (type === 'twemoji') return name ?? ''
  return (type === 'text' || type === 'inlineCode') && typeof content === 'string' ? content : ''
}

/** Signs that stand in for others where Discord lets nothing be escaped. */
const LOOKALIKES = [
  '∖\\',
  '∗*',
  '∼~',
  '∣|',
  'ˋ`',
  '[(',
  '])',
  '‹<',
  '›>',
  '＠@',
  '＿_',
  '∶:',
  '＃#',
  '‐-',
  '＋+',
  '․.',
] as const

/**
 * So that both sides compare: without blanks, without what is never shown (controls, halves of characters, overrides of
 * direction), and without what links do without (emoji, `https://`).
 */
function folded(words: string): string {
  const plain = LOOKALIKES.reduce((text, [shown = '', given = '']) => text.replaceAll(shown, given), words)
  return withoutSchemes(
    plain
      .replace(/[\s•\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]|\u200D|\uFE0F|\u20E3/gu, '')
      .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/gu, ''),
  )
}

function withoutSchemes(words: string): string {
  const less = words.replace(/https?:\/\//gi, '')
  return less === words ? words : withoutSchemes(less)
}
