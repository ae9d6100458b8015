import type { Block, Piece, Text } from '../reply/reply.ts'
import { lastThat, longestStart } from '../reply/shorten.ts'
import { type BlockComponent, drawBlock } from './block.ts'
import { type CommandIds, markdown } from './markdown.ts'
import { characters, size } from './measure.ts'

export type Room = { readonly components: number; readonly characters: number }

/** The longest that one text may stay when a reply has to be cut: then title, quote and its source still fit together. */
const LONG = 1000

const ELLIPSIS = '…'

/** Draws a reply, cut until it fits: few ever have to be. */
export function drawInto(room: Room, blocks: readonly Block[], ids: CommandIds): readonly BlockComponent[] {
  // Of a text beyond all measure nothing is drawn: to escape it would take its time.
  if (total(blocks.map(wordsIn)) <= room.characters) {
    const whole = blocks.flatMap(block => drawBlock(block, ids))
    if (size(whole) <= room.components && characters(whole) <= room.characters) return whole
  }
  return fitInto(room, blocks, ids).flatMap(block => drawBlock(block, ids))
}

/**
 * Cuts a reply until it fits, as data, so that no link, mention or mark is ever cut through: first the longest texts,
 * at a word; then the last items of lists; then the last blocks.
 */
function fitInto(room: Room, blocks: readonly Block[], ids: CommandIds): readonly Block[] {
  const lengths = new Map<Block, number>()
  const lengthOf = (block: Block): number => {
    const length = lengths.get(block) ?? characters(drawBlock(block, ids))
    lengths.set(block, length)
    return length
  }
  const fits = (some: readonly Block[]) => total(some.map(lengthOf)) <= room.characters
  const near = firstOf(
    blocks.slice(0, room.components).map(block =>
      withinReach(
        eachText(block, text => rough(text, room)),
        room,
        ids,
      ),
    ),
    room,
    ids,
  )
  if (fits(near)) return near
  let kept: readonly Block[] = near.map(block => eachText(block, text => cut(text, LONG, ids)))
  for (let place = kept.length - 1; place >= 0 && !fits(kept); place--) kept = withFewerItems(kept, place, fits)
  while (!fits(kept)) kept = kept.slice(0, -1)
  return kept
}

/** As many blocks as there is room for their components. */
function firstOf(blocks: readonly Block[], { components }: Room, ids: CommandIds): readonly Block[] {
  let left = components
  const beyond = blocks.findIndex(block => {
    left -= size(drawBlock(block, ids))
    return left < 0
  })
  return beyond === -1 ? blocks : blocks.slice(0, beyond)
}

/** Of a text that is longer than the whole room only its start is looked at: to escape all of it would take its time. */
function rough(text: Text, { characters }: Room): Text {
  return text.map(piece => {
    const words = wordsOf(piece)
    return words.length <= characters ? piece : withWords(piece, words.slice(0, characters) + ELLIPSIS)
  })
}

/** A list without what would not fit even if the list were alone: of thousands of items only the first are drawn. */
function withinReach(block: Block, { characters }: Room, ids: CommandIds): Block {
  if (block.kind !== 'list') return block
  let left = characters
  const beyond = block.items.findIndex(item => {
    left -= Math.min(LONG, markdown(item, ids).length)
    return left < 0
  })
  return beyond === -1 ? block : { ...block, items: [...block.items.slice(0, beyond), [ELLIPSIS]] }
}

/** Cuts a text at a word so that it draws in at most `most` characters, the ellipsis with it. */
export function cut(text: Text, most: number, ids: CommandIds): Text {
  const fits = (pieces: Text) => markdown(pieces, ids).length <= most
  if (fits(text)) return text
  const kept: Piece[] = []
  for (const piece of text) {
    if (fits([...kept, piece, ELLIPSIS])) {
      kept.push(piece)
      continue
    }
    const start = longestStart(wordsOf(piece), most, words => fits([...kept, withWords(piece, words + ELLIPSIS)]))
    kept.push(start === '' ? ELLIPSIS : withWords(piece, start + ELLIPSIS))
    break
  }
  return kept
}

/** A command or a date has no words to cut: it stays whole or goes. */
function wordsOf(piece: Piece): string {
  if (typeof piece === 'string') return piece
  return 'text' in piece ? piece.text : ''
}

function withWords(piece: Piece, words: string): Piece {
  return typeof piece === 'string' || !('text' in piece) ? words : { ...piece, text: words }
}

function eachText(block: Block, change: (text: Text) => Text): Block {
  if (block.kind === 'list') {
    const heading = block.heading && { heading: change(block.heading) }
    return { ...block, ...heading, items: block.items.map(change) }
  }
  if (block.kind === 'quote') {
    return {
      ...block,
      text: change(block.text),
      ...(block.lead && { lead: change(block.lead) }),
      ...(block.from && { from: change(block.from) }),
    }
  }
  return { ...block, text: change(block.text) }
}

/** The last items of a list give way to an ellipsis, so that it shows that there were more; the first one stays. */
function withFewerItems(
  blocks: readonly Block[],
  place: number,
  fits: (some: readonly Block[]) => boolean,
): readonly Block[] {
  const list = blocks[place]
  if (list?.kind !== 'list' || list.items.length < 3) return blocks
  const keeping = (count: number) => blocks.with(place, { ...list, items: [...list.items.slice(0, count), [ELLIPSIS]] })
  return keeping(
    Math.max(
      1,
      lastThat(list.items.length, count => fits(keeping(count))),
    ),
  )
}

/** Characters of all that a block says, before it is drawn. */
function wordsIn(block: Block): number {
  let words = 0
  eachText(block, text => {
    words += total(text.map(piece => wordsOf(piece).length))
    return text
  })
  return words
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
