import type { Fault } from './fault.ts'

type Json = Readonly<Record<string, unknown>>
type Placed = { readonly part: Json; readonly path: Fault['path'] }

const FLAG = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, silent: 1 << 12, componentsV2: 1 << 15 }
const ALLOWED_FLAGS = Object.values(FLAG).reduce((all, flag) => all | flag, 0)
const TYPE = { row: 1, button: 2, text: 10 }
const LINK_STYLE = 5
const PREMIUM_STYLE = 6

/** What Discord refuses in a message that the shape of its fields does not show. */
export function messageFaults(message: Json, path: Fault['path']): readonly Fault[] {
  const flags = Number(message.flags ?? 0)
  const tops = listAt(message, 'components', path)
  const parts = tops.flatMap(nestedParts)
  const says: string[] = []
  if ((flags & ~ALLOWED_FLAGS) !== 0) says.push(`flags ${flags} are not allowed here`)
  says.push(...(flags & FLAG.componentsV2 ? versionTwo(message, tops, parts) : classic(message, tops)))
  const ids = parts.flatMap(({ part }) => (typeof part.custom_id === 'string' ? [part.custom_id] : []))
  if (new Set(ids).size < ids.length) says.push('a custom_id is there twice')
  return [...says.map(text => ({ path, says: text })), ...mentions(message, path), ...parts.flatMap(partFaults)]
}

function versionTwo(message: Json, tops: readonly Placed[], parts: readonly Placed[]): string[] {
  const says = ['content', 'embeds', 'poll', 'sticker_ids'].filter(field => isSet(message[field]))
  const characters = parts.reduce(
    (sum, { part }) => sum + (part.type === TYPE.text ? String(part.content).length : 0),
    0,
  )
  return [
    ...says.map(field => `${field} cannot be used beside components of version 2`),
    ...(tops.length === 0 ? ['Cannot send an empty message'] : []),
    ...(parts.length > 40 ? [`${parts.length} components, nested ones too: at most 40`] : []),
    ...(characters > 4000 ? [`${characters} characters of text: at most 4000`] : []),
  ]
}

function classic(message: Json, tops: readonly Placed[]): string[] {
  const embeds = listAt(message, 'embeds', [])
  const characters = embeds.reduce((sum, { part }) => sum + embedCharacters(part), 0)
  const nothing = !['content', 'embeds', 'components', 'poll', 'attachments'].some(field => isSet(message[field]))
  return [
    ...(nothing ? ['Cannot send an empty message'] : []),
    ...(tops.length > 5 ? [`${tops.length} rows: at most 5`] : []),
    ...(tops.some(({ part }) => part.type !== TYPE.row) ? ['needs the flag for components of version 2'] : []),
    ...(embeds.some(({ part }) => Object.keys(part).length === 0) ? ['an embed is empty'] : []),
    ...(characters > 6000 ? [`${characters} characters of embeds: at most 6000`] : []),
  ]
}

function embedCharacters(embed: Json): number {
  const length = (value: unknown): number => (typeof value === 'string' ? value.length : 0)
  const fields = listAt(embed, 'fields', []).reduce((sum, { part }) => sum + length(part.name) + length(part.value), 0)
  const [footer, author] = [embed.footer, embed.author].map(value => (isObject(value) ? value : {}))
  return length(embed.title) + length(embed.description) + length(footer?.text) + length(author?.name) + fields
}

function mentions(message: Json, path: Fault['path']): Fault[] {
  const allowed = isObject(message.allowed_mentions) ? message.allowed_mentions : {}
  const parse: readonly unknown[] = Array.isArray(allowed.parse) ? allowed.parse : []
  return ['users', 'roles']
    .filter(kind => parse.includes(kind) && isSet(allowed[kind]))
    .map(kind => ({ path: [...path, 'allowed_mentions'], says: `parse and ${kind} exclude each other` }))
}

function partFaults({ part, path }: Placed): Fault[] {
  const fault = (says: string): Fault[] => [{ path, says }]
  if (part.type === TYPE.text && String(part.content).trim() === '') return fault('a text display is empty')
  if (part.type === TYPE.row) return rowFaults(listAt(part, 'components', path)).flatMap(fault)
  if (part.type !== TYPE.button) return []
  return buttonFaults(part).flatMap(fault)
}

function rowFaults(parts: readonly Placed[]): string[] {
  const buttons = parts.filter(({ part }) => part.type === TYPE.button).length
  return buttons === parts.length || parts.length === 1 ? [] : ['a row holds buttons, or one select']
}

function buttonFaults(button: Json): string[] {
  const says: string[] = []
  const [hasId, hasUrl] = [isSet(button.custom_id), isSet(button.url)]
  if (button.style === LINK_STYLE) {
    if (hasId) says.push('a link button has no custom_id')
    if (!hasUrl) says.push('a link button needs a url')
    if (hasUrl && !/^(https?|discord):\/\//.test(String(button.url)))
      says.push('the scheme must be http, https or discord')
  } else if (button.style !== PREMIUM_STYLE) {
    if (hasUrl) says.push('only a link button has a url')
    if (!hasId) says.push('a button needs a custom_id')
  }
  if (button.style !== PREMIUM_STYLE && !isSet(button.label) && !isSet(button.emoji))
    says.push('a button needs a label or an emoji')
  return says
}

function nestedParts(placed: Placed): Placed[] {
  const { part, path } = placed
  const accessory = isObject(part.accessory) ? [{ part: part.accessory, path: [...path, 'accessory'] }] : []
  return [placed, ...listAt(part, 'components', path).flatMap(nestedParts), ...accessory]
}

function listAt(parent: Json, field: string, path: Fault['path']): Placed[] {
  const list = parent[field]
  return Array.isArray(list)
    ? list.filter(isObject).map((part, place) => ({ part, path: [...path, field, place] }))
    : []
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''
}
