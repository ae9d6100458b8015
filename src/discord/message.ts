import {
  type APIAllowedMentions,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10'
import { limits } from '../limits.ts'
import type { Block, Piece, Reply, Text } from '../reply/types.ts'
import { binarySearchLast, longestPrefix } from '../text.ts'
import { type BlockComponent, renderActions, renderBlock } from './components.ts'
import { type CommandIds, renderMarkdown } from './markdown.ts'

/** The data of an interaction's response or of a message in a channel. */
export type MessageData = {
  readonly flags: MessageFlags
  readonly allowed_mentions: APIAllowedMentions
  readonly components: APIMessageTopLevelComponent[]
}

/**
 * A reply as the data of a Discord message: one container (Components V2) with its blocks, then its menus and buttons.
 * Cut to fit, pinging nobody but the person it is said to. Throws when there is nothing to show.
 */
export function renderMessage(reply: Reply, ids: CommandIds): MessageData {
  const greeting = reply.mention === undefined ? '' : `<@${reply.mention}>\n`
  const rows = renderActions(reply.actions)
  const room = {
    components: limits.message.components - 1 - countComponents(rows),
    characters: limits.message.characters - greeting.length,
  }
  const blocks = greeted(greeting, renderBlocks(room, reply.blocks, ids))
  const container: APIContainerComponent = { type: ComponentType.Container, components: [...blocks, ...rows] }
  const components: APIMessageTopLevelComponent[] = [container]
  check(components)
  return {
    flags: MessageFlags.IsComponentsV2 | (reply.audience === 'asker' ? MessageFlags.Ephemeral : 0),
    allowed_mentions: { parse: [], ...(reply.mention !== undefined && { users: [reply.mention] }) },
    components,
  }
}

/** The same for a message that is there already: whom it is said to has been pinged, and who sees it is settled. */
export function renderUpdate(reply: Reply, ids: CommandIds): MessageData {
  return { ...renderMessage(reply, ids), flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } }
}

/** In the first text, not in one of its own: a notification shows no other, and is to carry the answer too. */
function greeted(greeting: string, blocks: readonly BlockComponent[]): readonly BlockComponent[] {
  const [first, ...others] = blocks
  if (first === undefined || greeting === '') return blocks
  if (first.type === ComponentType.TextDisplay) return [{ ...first, content: greeting + first.content }, ...others]
  const components = first.components.map(text => ({ ...text, content: greeting + text.content }))
  return [{ ...first, components }, ...others]
}

/** Our own bug, if it ever speaks: replies are cut before they come here. */
function check(components: readonly APIMessageTopLevelComponent[]): void {
  const [parts, length] = [countComponents(components), countCharacters(components)]
  if (length === 0) throw new Error('Discord refuses a message that shows nothing: give the reply a block')
  if (parts > limits.message.components)
    throw new Error(`${parts} components: Discord takes ${limits.message.components}`)
  if (length > limits.message.characters)
    throw new Error(`${length} characters: Discord takes ${limits.message.characters}`)
}

type Budget = { readonly components: number; readonly characters: number }

/** The longest that one text may stay when a reply has to be cut: then title, quote and its source still fit together. */
const LONG = 1000

const ELLIPSIS = '…'

/** Draws a reply, cut until it fits: few ever have to be. */
function renderBlocks(room: Budget, blocks: readonly Block[], ids: CommandIds): readonly BlockComponent[] {
  // Of a text beyond all measure nothing is drawn: to escape it would take its time.
  if (total(blocks.map(wordsIn)) <= room.characters) {
    const whole = blocks.flatMap(block => renderBlock(block, ids))
    if (countComponents(whole) <= room.components && countCharacters(whole) <= room.characters) return whole
  }
  return fitInto(room, blocks, ids).flatMap(block => renderBlock(block, ids))
}

/**
 * Cuts a reply until it fits, as data, so that no link, mention or mark is ever cut through: first the longest texts,
 * at a word; then the last items of lists; then the last blocks.
 */
function fitInto(room: Budget, blocks: readonly Block[], ids: CommandIds): readonly Block[] {
  const lengths = new Map<Block, number>()
  const lengthOf = (block: Block): number => {
    const length = lengths.get(block) ?? countCharacters(renderBlock(block, ids))
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
  let kept: readonly Block[] = near.map(block => eachText(block, text => truncate(text, LONG, ids)))
  for (let place = kept.length - 1; place >= 0 && !fits(kept); place--) kept = withFewerItems(kept, place, fits)
  while (!fits(kept)) kept = kept.slice(0, -1)
  return kept
}

/** As many blocks as there is room for their components. */
function firstOf(blocks: readonly Block[], { components }: Budget, ids: CommandIds): readonly Block[] {
  let left = components
  const beyond = blocks.findIndex(block => {
    left -= countComponents(renderBlock(block, ids))
    return left < 0
  })
  return beyond === -1 ? blocks : blocks.slice(0, beyond)
}

/** Of a text that is longer than the whole room only its start is looked at: to escape all of it would take its time. */
function rough(text: Text, { characters }: Budget): Text {
  return text.map(piece => {
    const words = wordsOf(piece)
    return words.length <= characters ? piece : withWords(piece, words.slice(0, characters) + ELLIPSIS)
  })
}

/** A list without what would not fit even if the list were alone: of thousands of items only the first are drawn. */
function withinReach(block: Block, { characters }: Budget, ids: CommandIds): Block {
  if (block.kind !== 'list') return block
  let left = characters
  const beyond = block.items.findIndex(item => {
    left -= Math.min(LONG, renderMarkdown(item, ids).length)
    return left < 0
  })
  return beyond === -1 ? block : { ...block, items: [...block.items.slice(0, beyond), [ELLIPSIS]] }
}

/** Cuts a text at a word so that it draws in at most `most` characters, the ellipsis with it. */
export function truncate(text: Text, most: number, ids: CommandIds): Text {
  const fits = (pieces: Text) => renderMarkdown(pieces, ids).length <= most
  if (fits(text)) return text
  const kept: Piece[] = []
  for (const piece of text) {
    if (fits([...kept, piece, ELLIPSIS])) {
      kept.push(piece)
      continue
    }
    const start = longestPrefix(wordsOf(piece), most, words => fits([...kept, withWords(piece, words + ELLIPSIS)]))
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
      binarySearchLast(list.items.length, count => fits(keeping(count))),
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

/** Any component, as far as it has to be measured. */
type Part = { readonly type: number } | APIMessageTopLevelComponent

/** Components in all, nested ones and what stands beside a section too. */
function countComponents(parts: readonly Part[]): number {
  return walk(parts).length
}

/** Characters of all text displays together, in UTF-16 units. */
function countCharacters(parts: readonly Part[]): number {
  return walk(parts).reduce((sum, part) => sum + ('content' in part ? String(part.content).length : 0), 0)
}

function walk(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap(part => [
    part,
    ...('components' in part ? walk(part.components as readonly Part[]) : []),
    ...('accessory' in part ? [part.accessory as Part] : []),
  ])
}
