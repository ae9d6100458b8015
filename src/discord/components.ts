import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIModalInteractionResponseCallbackData,
  type APISectionComponent,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  type APITextInputComponent,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10'
import { limits } from '../limits.ts'
import { type Action, encodeButtonAction, type Form, isDismiss, type LinkAction } from '../reply/actions.ts'
import type { Block, Text } from '../reply/types.ts'
import { stripControls, truncateAtWord } from '../text.ts'
import { type CommandIds, renderMarkdown, safeUrl } from './markdown.ts'

type Button = APIButtonComponentWithURL | APIButtonComponentWithCustomId

export type Row = APIActionRowComponent<Button | APIStringSelectComponent>

/** Nobody reads more than three rows of buttons. */
const MAX_ROWS = 3

/**
 * Renders the actions of a reply: first its menus, each in a row of its own, then its buttons. The button that deletes the
 * reply comes last, in a row of its own, where no other button ever was.
 */
export function renderActions(actions: readonly Action[]): readonly Row[] {
  const rendered = uniqueById([
    ...actions.filter(action => action.kind === 'menu').flatMap(menu => renderMenu(menu) ?? []),
    ...actions
      .filter(action => action.kind !== 'menu' && !isDismiss(action))
      .flatMap(button => renderButton(button) ?? []),
  ])
  const last = actions
    .filter(isDismiss)
    .flatMap(button => renderButton(button) ?? [])
    .slice(0, 1)
  const buttons = rendered.filter(component => component.type === ComponentType.Button)
  const rows = rendered.filter(component => component.type === ComponentType.StringSelect).map(menu => rowOf([menu]))
  for (let from = 0; from < buttons.length; from += limits.row.buttons) {
    rows.push(rowOf(buttons.slice(from, from + limits.row.buttons)))
  }
  const lastRow = last.length === 0 ? [] : [rowOf(last)]
  return [...rows.slice(0, MAX_ROWS - lastRow.length), ...lastRow]
}

const rowOf = (components: (Button | APIStringSelectComponent)[]): Row => ({
  type: ComponentType.ActionRow,
  components,
})

/** Undefined for a URL that Discord would reject. */
function linkButton({ label, url }: LinkAction): APIButtonComponentWithURL | undefined {
  const target = safeUrl(url)
  const shown = plainLabel(label, limits.button.label)
  if (target === undefined || target.length > limits.button.url || shown === '') return undefined
  return { type: ComponentType.Button, style: ButtonStyle.Link, label: shown, url: target }
}

/** Undefined if the action does not fit into a button. */
function renderButton(action: Exclude<Action, { kind: 'menu' }>): Button | undefined {
  if (action.kind === 'link') return linkButton(action)
  const id = encodeButtonAction(action.action)
  const label = plainLabel(action.label, limits.button.label)
  if (id === undefined || label === '') return undefined
  const style = action.primary ? ButtonStyle.Primary : ButtonStyle.Secondary
  return { type: ComponentType.Button, style, label, custom_id: id, ...(action.disabled && { disabled: true }) }
}

function renderMenu({
  label,
  command,
  options,
}: Extract<Action, { kind: 'menu' }>): APIStringSelectComponent | undefined {
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

/** A form with one text field, whose text `readInteraction` puts into the form's view. */
export function renderForm({
  title,
  label,
  placeholder,
  maxLength,
  view,
}: Form): APIModalInteractionResponseCallbackData {
  const field: APITextInputComponent = {
    type: ComponentType.TextInput,
    custom_id: 'words',
    style: TextInputStyle.Short,
    max_length: maxLength,
    placeholder: plainLabel(placeholder, limits.form.placeholder),
  }
  // An episode title of invisible characters would leave the field without a name.
  const [heading, shown] = [plainLabel(title, limits.form.title), plainLabel(label, limits.form.label)]
  return {
    custom_id: encodeButtonAction({ kind: 'open', view }) ?? '',
    title: heading,
    components: [{ type: ComponentType.Label, label: shown || heading, component: field }],
  }
}

/** A label on one line, for places where Discord reads no markdown and limits the length. */
export function plainLabel(text: string, maxLength: number): string {
  return truncateAtWord(stripControls(text).replace(/\s+/g, ' ').trim(), maxLength)
}

/** Keeps only the first component with each id, because Discord rejects a message with duplicates. */
function uniqueById<C extends Button | APIStringSelectComponent>(components: readonly C[]): readonly C[] {
  const ids = components.map(component => ('custom_id' in component ? component.custom_id : undefined))
  return components.filter((_, place) => ids[place] === undefined || ids.indexOf(ids[place]) === place)
}

export type BlockComponent = APITextDisplayComponent | APISectionComponent

/**
 * Renders a block of a reply; no component if there is nothing to show. A quote has its play button beside it, and a title its
 * picture.
 */
export function renderBlock(block: Block, ids: CommandIds): readonly BlockComponent[] {
  const text = (text: Text) => renderMarkdown(text, ids).trim()
  const line = (some: Text) => text(some).replace(/\s+/g, blanks => (blanks.includes('\n') ? ' ' : blanks))
  switch (block.kind) {
    case 'title':
      return beside(withPrefix('### ', line(block.text)), pictureOf(block))
    case 'paragraph':
      return display(text(block.text))
    case 'quote': {
      const quote = lines(block.lead && line(strong(block.lead)), text(block.text).replace(/^/gm, '> '))
      const from = line(block.from ?? [])
      const button = block.link && linkButton(block.link)
      if (from === '' || button === undefined) return display(lines(quote, withPrefix('-# ', from)))
      return [...display(quote), ...beside(from, button)]
    }
    case 'list': {
      const items = block.items.map(item => withPrefix('- ', line(item)))
      return display(lines(block.heading && line(strong(block.heading)), ...items))
    }
    case 'small':
      return display(withPrefix('-# ', line(block.text)))
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

function withPrefix(prefix: string, text: string): string {
  return text === '' ? '' : prefix + text
}

function lines(...all: readonly (string | undefined)[]): string {
  return all.filter(text => text !== undefined && text !== '' && text !== '> ').join('\n')
}

function strong(text: Text): Text {
  return text.map(piece => (typeof piece === 'string' ? { kind: 'strong', text: piece } : piece))
}
