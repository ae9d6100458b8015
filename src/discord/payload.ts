import {
  type APIActionRowComponent,
  type APIButtonComponentWithURL,
  type APIContainerComponent,
  type APIInteractionResponseCallbackData,
  type APIMessageTopLevelComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10'
import type { Action } from '../reply/action.ts'
import type { Reply } from '../reply/reply.ts'
import { drawBlock } from './block.ts'
import { fitInto, shortened } from './fit.ts'
import { limits } from './limits.ts'
import { address, type CommandIds, harmless } from './markdown.ts'

type Row = APIActionRowComponent<APIButtonComponentWithURL>

/**
 * A reply as the data of a Discord message: one container (Components V2) with a text display for each block, then its
 * links as buttons. Cut to fit, pinging nobody but the person it is said to. Throws when there is nothing to show.
 */
export function payload(reply: Reply, ids: CommandIds): APIInteractionResponseCallbackData {
  const greeting: APITextDisplayComponent[] = reply.mention === undefined ? [] : [display(`<@${reply.mention}>`)]
  const rows = rowsOf(reply.actions)
  const room = {
    displays: limits.message.components - 1 - size(greeting) - size(rows),
    characters: limits.message.characters - characters(greeting),
  }
  const texts = fitInto(room, reply.blocks, ids).map(block => drawBlock(block, ids))
  const displays = texts.filter(text => text !== '').map(display)
  const container: APIContainerComponent = { type: ComponentType.Container, components: [...displays, ...rows] }
  const components: APIMessageTopLevelComponent[] = [...greeting, container]
  check(components)
  return {
    flags: MessageFlags.IsComponentsV2 | (reply.audience === 'asker' ? MessageFlags.Ephemeral : 0),
    allowed_mentions: { parse: [], ...(reply.mention !== undefined && { users: [reply.mention] }) },
    components,
  }
}

function display(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content }
}

/** Two rows at most: what a reply offers beyond ten links nobody looks through. */
function rowsOf(actions: readonly Action[]): Row[] {
  const buttons = actions.flatMap(action => button(action)).slice(0, 2 * limits.row.buttons)
  const rows: Row[] = []
  for (let from = 0; from < buttons.length; from += limits.row.buttons) {
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(from, from + limits.row.buttons) })
  }
  return rows
}

function button(action: Action): APIButtonComponentWithURL[] {
  const url = address(action.url)
  const label = shortened(harmless(action.label).trim(), limits.button.label)
  if (url === undefined || url.length > limits.button.url || label === '') return []
  return [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url }]
}

/** Our own bug, if it ever speaks: replies are cut before they come here. */
function check(components: readonly APIMessageTopLevelComponent[]): void {
  const [parts, length] = [size(components), characters(components)]
  if (characters(components) === 0)
    throw new Error('Discord refuses a message that shows nothing: give the reply a block')
  if (parts > limits.message.components)
    throw new Error(`${parts} components: Discord takes ${limits.message.components}`)
  if (length > limits.message.characters)
    throw new Error(`${length} characters: Discord takes ${limits.message.characters}`)
}

type Part = APIMessageTopLevelComponent | APITextDisplayComponent | Row | APIButtonComponentWithURL

/** Components in all, nested ones too. */
function size(parts: readonly Part[]): number {
  return walk(parts).length
}

function characters(parts: readonly Part[]): number {
  return walk(parts).reduce((sum, part) => sum + ('content' in part ? part.content.length : 0), 0)
}

function walk(parts: readonly Part[]): Part[] {
  return parts.flatMap(part => [part, ...('components' in part ? walk(part.components as readonly Part[]) : [])])
}
