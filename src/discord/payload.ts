import {
  type APIAllowedMentions,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10'
import type { Reply } from '../reply/reply.ts'
import type { BlockComponent } from './block.ts'
import { rowsOf } from './buttons.ts'
import { drawInto } from './fit.ts'
import { limits } from './limits.ts'
import type { CommandIds } from './markdown.ts'
import { characters, size } from './measure.ts'

/** The data of an interaction's response or of a message in a channel. */
export type Payload = {
  readonly flags: MessageFlags
  readonly allowed_mentions: APIAllowedMentions
  readonly components: APIMessageTopLevelComponent[]
}

/**
 * A reply as the data of a Discord message: one container (Components V2) with its blocks, then its menus and buttons.
 * Cut to fit, pinging nobody but the person it is said to. Throws when there is nothing to show.
 */
export function payload(reply: Reply, ids: CommandIds): Payload {
  const greeting = reply.mention === undefined ? '' : `<@${reply.mention}>\n`
  const rows = rowsOf(reply.actions)
  const room = {
    components: limits.message.components - 1 - size(rows),
    characters: limits.message.characters - greeting.length,
  }
  const blocks = greeted(greeting, drawInto(room, reply.blocks, ids))
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
export function update(reply: Reply, ids: CommandIds): Payload {
  return { ...payload(reply, ids), flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } }
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
  const [parts, length] = [size(components), characters(components)]
  if (length === 0) throw new Error('Discord refuses a message that shows nothing: give the reply a block')
  if (parts > limits.message.components)
    throw new Error(`${parts} components: Discord takes ${limits.message.components}`)
  if (length > limits.message.characters)
    throw new Error(`${length} characters: Discord takes ${limits.message.characters}`)
}
