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

/** The data of an interaction response, or of a message in a channel. */
export type MessageData = {
  readonly flags: MessageFlags
  readonly allowed_mentions: APIAllowedMentions
  readonly components: APIMessageTopLevelComponent[]
}

/**
 * Renders a reply as a Discord message: one container (Components V2) with its blocks, menus and buttons, cut to fit. It
 * pings nobody except the person it mentions. Throws if there is nothing to show.
 */
export function renderMessage(reply: Reply, ids: CommandIds): MessageData {
  const mention = reply.mention === undefined ? '' : `<@${reply.mention}>\n`
  const rows = renderActions(reply.actions)
  const room = {
    components: limits.message.components - 1 - countComponents(rows),
    characters: limits.message.characters - mention.length,
  }
  const blocks = withMention(mention, renderBlocks(room, reply.blocks, ids))
  const container: APIContainerComponent = { type: ComponentType.Container, components: [...blocks, ...rows] }
  const components: APIMessageTopLevelComponent[] = [container]
  check(components)
  return {
    flags: MessageFlags.IsComponentsV2 | (reply.audience === 'asker' ? MessageFlags.Ephemeral : 0),
    allowed_mentions: { parse: [], ...(reply.mention !== undefined && { users: [reply.mention] }) },
    components,
  }
}

/** The same for editing a message: the mentioned person has already been pinged, and its audience cannot change. */
export function renderUpdate(reply: Reply, ids: CommandIds): MessageData {
  return { ...renderMessage(reply, ids), flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } }
}

/** Puts the mention into the first text: a notification shows only that, and should show the answer too. */
function withMention(mention: string, blocks: readonly BlockComponent[]): readonly BlockComponent[] {
  const [first, ...others] = blocks
  if (first === undefined || mention === '') return blocks
  if (first.type === ComponentType.TextDisplay) return [{ ...first, content: mention + first.content }, ...others]
  const components = first.components.map(text => ({ ...text, content: mention + text.content }))
  return [{ ...first, components }, ...others]
}

/** By now the reply has been cut to fit, so an error here is a bug. */
function check(components: readonly APIMessageTopLevelComponent[]): void {
  const [parts, length] = [countComponents(components), countCharacters(components)]
  if (length === 0) throw new Error('Discord rejects an empty message: give the reply a block')
  if (parts > limits.message.components)
    throw new Error(`Discord accepts ${limits.message.components} components, not ${parts}`)
  if (length > limits.message.characters)
    throw new Error(`Discord accepts ${limits.message.characters} characters, not ${length}`)
}

type Budget = { readonly components: number; readonly characters: number }

/** If a reply has to be cut, the longest that any text may be: a title, a quote and its source still fit together. */
const MAX_CUT_TEXT = 1000

const ELLIPSIS = '…'

/** Renders blocks, and cuts them if they do not fit, which is rare. */
function renderBlocks(room: Budget, blocks: readonly Block[], ids: CommandIds): readonly BlockComponent[] {
  // Enormous texts are cut before they are rendered, because escaping them takes time.
  if (total(blocks.map(wordsIn)) <= room.characters) {
    const whole = blocks.flatMap(block => renderBlock(block, ids))
    if (countComponents(whole) <= room.components && countCharacters(whole) <= room.characters) return whole
  }
  return fitInto(room, blocks, ids).flatMap(block => renderBlock(block, ids))
}

/**
 * Cuts a reply until it fits: first the longest texts, at a word; then the last items of lists; then the last blocks. It is cut
 * before it is rendered, so a cut never falls inside a link, a mention or markup.
 */
function fitInto(room: Budget, blocks: readonly Block[], ids: CommandIds): readonly Block[] {
  const lengths = new Map<Block, number>()
  const lengthOf = (block: Block): number => {
    const length = lengths.get(block) ?? countCharacters(renderBlock(block, ids))
    lengths.set(block, length)
    return length
  }
  const fits = (some: readonly Block[]) => total(some.map(lengthOf)) <= room.characters
  const near = firstBlocks(
    blocks.slice(0, room.components).map(block =>
      firstItems(
        eachText(block, text => firstCharacters(text, room)),
        room,
        ids,
      ),
    ),
    room,
    ids,
  )
  if (fits(near)) return near
  let kept: readonly Block[] = near.map(block => eachText(block, text => truncate(text, MAX_CUT_TEXT, ids)))
  for (let place = kept.length - 1; place >= 0 && !fits(kept); place--) kept = withFewerItems(kept, place, fits)
  while (!fits(kept)) kept = kept.slice(0, -1)
  return kept
}

/** The first blocks, as many as the limit on components allows. */
function firstBlocks(blocks: readonly Block[], { components }: Budget, ids: CommandIds): readonly Block[] {
  let left = components
  const beyond = blocks.findIndex(block => {
    left -= countComponents(renderBlock(block, ids))
    return left < 0
  })
  return beyond === -1 ? blocks : blocks.slice(0, beyond)
}

/** Only the start of a text that is longer than a whole message, because escaping all of it takes time. */
function firstCharacters(text: Text, { characters }: Budget): Text {
  return text.map(piece => {
    const words = wordsOf(piece)
    return words.length <= characters ? piece : withWords(piece, words.slice(0, characters) + ELLIPSIS)
  })
}

/** A list without the items that would not fit even if it were the whole message. */
function firstItems(block: Block, { characters }: Budget, ids: CommandIds): Block {
  if (block.kind !== 'list') return block
  let left = characters
  const beyond = block.items.findIndex(item => {
    left -= Math.min(MAX_CUT_TEXT, renderMarkdown(item, ids).length)
    return left < 0
  })
  return beyond === -1 ? block : { ...block, items: [...block.items.slice(0, beyond), [ELLIPSIS]] }
}

/** Cuts a text at a word so that it renders as at most `maxLength` characters, including the ellipsis. */
export function truncate(text: Text, maxLength: number, ids: CommandIds): Text {
  const fits = (pieces: Text) => renderMarkdown(pieces, ids).length <= maxLength
  if (fits(text)) return text
  const kept: Piece[] = []
  for (const piece of text) {
    if (fits([...kept, piece, ELLIPSIS])) {
      kept.push(piece)
      continue
    }
    const start = longestPrefix(wordsOf(piece), maxLength, words => fits([...kept, withWords(piece, words + ELLIPSIS)]))
    kept.push(start === '' ? ELLIPSIS : withWords(piece, start + ELLIPSIS))
    break
  }
  return kept
}

/** Commands and dates have no text to cut: they are kept or dropped whole. */
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

/** Replaces the last items of a list with an ellipsis, to show that there were more. The first item is always kept. */
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

/** The length of a block's text before it is rendered, in UTF-16 units. */
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

/** Any component, with only what is needed to measure it. */
type Part = { readonly type: number } | APIMessageTopLevelComponent

/** The number of components, including nested ones and accessories of sections. */
function countComponents(parts: readonly Part[]): number {
  return walk(parts).length
}

/** The characters of all text displays together, in UTF-16 units. */
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
