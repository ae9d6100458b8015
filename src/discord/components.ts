import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APISectionComponent,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10'
import { limits } from '../limits.ts'
import { type Action, encodeButtonAction, type LinkAction } from '../reply/actions.ts'
import type { Block, Text } from '../reply/types.ts'
import { stripControls, truncateAtWord } from '../text.ts'
import { type CommandIds, renderMarkdown, safeUrl } from './markdown.ts'

type Button = APIButtonComponentWithURL | APIButtonComponentWithCustomId

export type Row = APIActionRowComponent<Button | APIStringSelectComponent>

/** Three rows of buttons at most: what a reply offers beyond them nobody looks through. */
const MOST_ROWS = 3

/** What can be done with a reply: first its menus, each in a row of its own, then its buttons. */
export function renderActions(actions: readonly Action[]): readonly Row[] {
  const menus = once(actions.flatMap(action => (action.kind === 'menu' ? (menu(action) ?? []) : [])))
  const buttons = once(actions.flatMap(action => (action.kind === 'menu' ? [] : (buttonOf(action) ?? []))))
  const rows: Row[] = menus.map(menu => ({ type: ComponentType.ActionRow, components: [menu] }))
  for (let from = 0; from < buttons.length; from += limits.row.buttons) {
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(from, from + limits.row.buttons) })
  }
  return rows.slice(0, MOST_ROWS)
}

/** Nothing for an address that Discord would refuse. */
function linkButton({ label, url }: LinkAction): APIButtonComponentWithURL | undefined {
  const target = safeUrl(url)
  const shown = plainLabel(label, limits.button.label)
  if (target === undefined || target.length > limits.button.url || shown === '') return undefined
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: shown, url: target }
}

/** Nothing for what does not fit into a button: the reply does without. */
function buttonOf(action: Exclude<Action, { kind: 'menu' }>): Button | undefined {
  if (action.kind === 'link') return linkButton(action)
  const id = encodeButtonAction(action.action)
  const label = plainLabel(action.label, limits.button.label)
  if (id === undefined || label === '') return undefined
  const style = action.primary ? ButtonStyle.Primary : ButtonStyle.Secondary
  return { type: ComponentType.Button, style, label, custom_id: id }
}

function menu({ label, command, options }: Extract<Action, { kind: 'menu' }>): APIStringSelectComponent | undefined {
  const id = encodeButtonAction({ kind: 'open', view: { command, words: '', page: 0 } })
  const byValue = new Map(
    options.map(({ label, words }) => [stripControls(words), plainLabel(label, limits.select.option)]),
  )
  const offered = [...byValue]
    .filter(([value, label]) => label !== '' && value !== '' && value.length <= limits.select.option)
    .slice(0, limits.select.options)
    .map(([value, label]) => ({ value, label }))
  if (id === undefined || offered.length === 0) return undefined
  const placeholder = plainLabel(label, limits.select.placeholder)
  return { type: ComponentType.StringSelect, custom_id: id, placeholder, options: offered }
}

/** Words in one line, where Discord reads no markdown and takes only so many characters. */
export function plainLabel(words: string, most: number): string {
  return truncateAtWord(stripControls(words).replace(/\s+/g, ' ').trim(), most)
}

/** Discord refuses a message that has an id twice. */
function once<C extends Button | APIStringSelectComponent>(components: readonly C[]): readonly C[] {
  const ids = components.map(component => ('custom_id' in component ? component.custom_id : undefined))
  return components.filter((_, place) => ids[place] === undefined || ids.indexOf(ids[place]) === place)
}

export type BlockComponent = APITextDisplayComponent | APISectionComponent

/**
 * One block of a reply in Discord's components; none when there is nothing to show. A quote whose place can be played
 * has the button for it at its side, a title its picture.
 */
export function renderBlock(block: Block, ids: CommandIds): readonly BlockComponent[] {
  const text = (text: Text) => renderMarkdown(text, ids).trim()
  const line = (some: Text) => text(some).replace(/\s+/g, blanks => (blanks.includes('\n') ? ' ' : blanks))
  switch (block.kind) {
    case 'title':
      return beside(headed('### ', line(block.text)), pictureOf(block))
    case 'paragraph':
      return display(text(block.text))
    case 'quote': {
      const quote = lines(block.lead && line(strong(block.lead)), text(block.text).replace(/^/gm, '> '))
      const from = line(block.from ?? [])
      const button = block.link && linkButton(block.link)
      if (from === '' || button === undefined) return display(lines(quote, headed('-# ', from)))
      return [...display(quote), ...beside(from, button)]
    }
    case 'list': {
      const items = block.items.map(item => headed('- ', line(item)))
      return display(lines(block.heading && line(strong(block.heading)), ...items))
    }
    case 'small':
      return display(headed('-# ', line(block.text)))
  }
}

function display(content: string): readonly APITextDisplayComponent[] {
  return content === '' ? [] : [{ type: ComponentType.TextDisplay, content }]
}

function beside(
  content: string,
  accessory: APIButtonComponentWithURL | APISectionComponent['accessory'] | undefined,
): readonly BlockComponent[] {
  if (accessory === undefined || content === '') return display(content)
  return [{ type: ComponentType.Section, components: [{ type: ComponentType.TextDisplay, content }], accessory }]
}

function pictureOf({ picture }: Extract<Block, { kind: 'title' }>): APISectionComponent['accessory'] | undefined {
  const url = picture && safeUrl(picture.url)
  if (!picture || url === undefined) return undefined
  const description = truncateAtWord(stripControls(picture.alt).trim(), limits.thumbnail.description)
  return { type: ComponentType.Thumbnail, media: { url }, ...(description !== '' && { description }) }
}

function headed(mark: string, text: string): string {
  return text === '' ? '' : mark + text
}

function lines(...all: readonly (string | undefined)[]): string {
  return all.filter(text => text !== undefined && text !== '' && text !== '> ').join('\n')
}

function strong(text: Text): Text {
  return text.map(piece => (typeof piece === 'string' ? { kind: 'strong', text: piece } : piece))
}
