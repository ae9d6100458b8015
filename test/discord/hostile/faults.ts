import type { Block, Piece, Reply, Text } from '../../../src/reply/types.ts'
import { callbackFaults } from '../../loopback/validate.ts'
import { type Component, componentsOf, type Node, nodesOf, stringsIn } from './drawn.ts'
import { wordsFaults } from './words-shown.ts'

/** A message as the bot sends it. */
export type Message = {
  readonly flags?: number
  readonly allowed_mentions?: { readonly parse?: readonly string[]; readonly users?: readonly string[] }
  readonly components: readonly Component[]
}

/** What is wrong with a message, a sentence each: what Discord refuses, whom it pings, what it shows and where it leads. */
export function messageFaults(message: Message, reply: Reply): readonly string[] {
  const refused = callbackFaults({ type: 4, data: message }, 3).map(({ path, says }) => `${path.join('.')}: ${says}`)
  const parts = componentsOf(message.components)
  const texts = parts.flatMap(({ content }) => content ?? [])
  const greeting = reply.mention === undefined ? '' : `<@${reply.mention}>\n`
  const greeted = texts[0]?.startsWith(greeting) ?? false
  if (greeted) texts[0] = (texts[0] ?? '').slice(greeting.length)
  return [
    ...refused,
    ...(greeted ? [] : [`does not begin with “${greeting}”`]),
    ...brokenStrings(message),
    ...mentionFaults(message, reply),
    ...texts.flatMap(rawFaults),
    ...shapeFaults(texts, reply.blocks),
    ...wordsFaults(texts, reply.blocks),
    ...addressFaults(texts.flatMap(nodesOf), parts, reply),
  ]
}

/** Halves of characters arrive as something else, and controls and overrides change what stands beside them. */
function brokenStrings(message: Message): readonly string[] {
  const read = componentsOf(message.components).flatMap(part => [
    part.content ?? '',
    part.label ?? '',
    part.placeholder ?? '',
    part.description ?? '',
    ...(part.options ?? []).map(({ label }) => label),
  ])
  return [
    ...stringsIn(message).filter(text => /(?![\n\t])[\p{Cc}\p{Cs}]/u.test(text)),
    ...read.filter(text => /[\u202A-\u202E\u2066-\u2069]/.test(text)),
  ].map(text => `sends ${JSON.stringify(text)}`)
}

function mentionFaults({ allowed_mentions: allowed }: Message, { mention }: Reply): readonly string[] {
  const users = allowed?.users ?? []
  const known = users.length === 0 || (users.length === 1 && users[0] === mention)
  return known && allowed?.parse?.length === 0 ? [] : [`may ping ${JSON.stringify(allowed)}`]
}

/** Once more without a parser: what begins like a mention, and is neither a day, a command nor an address. */
function rawFaults(text: string): readonly string[] {
  const ours = /\\[^\n]|<t:-?\d+:D>|<\/\w+:\d+>|<https?:\/\/[^\s<>]*>|`[^`]*`/g
  const rest = text.replace(ours, ' ')
  return /<[@#:/ati]|@(?:everyone|here)|https?:\/\//i.test(rest) ? [`leaves ${rest} open`] : []
}

/** No shape may show more often than the reply has a reason for it. */
function shapeFaults(texts: readonly string[], blocks: readonly Block[]): readonly string[] {
  const pieces = blocks.flatMap(textsOf).flat()
  const count = (of: (piece: Exclude<Piece, string>) => boolean) =>
    pieces.filter(piece => typeof piece !== 'string' && of(piece)).length
  const kinds = (...kinds: readonly Block['kind'][]) => blocks.filter(({ kind }) => kinds.includes(kind)).length
  const links = count(({ kind }) => kind === 'link')
  const commands = count(({ kind }) => kind === 'command')
  const items = blocks.reduce((sum, block) => sum + (block.kind === 'list' ? block.items.length + 1 : 0), 0)
  const reasons = new Map([
    ['text', Number.POSITIVE_INFINITY],
    ['twemoji', Number.POSITIVE_INFINITY],
    ['br', Number.POSITIVE_INFINITY],
    ['heading', kinds('title')],
    ['subtext', kinds('small', 'quote')],
    ['blockQuote', kinds('quote')],
    ['strong', count(({ kind }) => kind === 'strong' || kind === 'mark') + kinds('quote', 'list') * 2],
    ['link', links],
    ['autolink', links],
    ['timestamp', count(({ kind }) => kind === 'date')],
    ['slashCommand', commands],
    ['inlineCode', commands],
    ['item', items],
  ])
  const seen = [...texts.flatMap(nodesOf).map(({ type }) => type), ...texts.flatMap(itemsOf)]
  return [...new Set(seen)].flatMap(type => {
    const [shown, reason] = [seen.filter(other => other === type).length, reasons.get(type) ?? 0]
    return shown > reason ? [`shows ${type} ${shown} times where it may ${reason} times: ${texts.join('\n')}`] : []
  })
}

/** Lists, which the parser does not know. */
function itemsOf(text: string): readonly string[] {
  const lines = text.split('\n').map(line => line.replace(/^> /, ''))
  return lines.filter(line => /^\s*(?:[-*+]|\d+\.)\s/.test(line)).map(() => 'item')
}

function addressFaults(nodes: readonly Node[], parts: readonly Component[], reply: Reply): readonly string[] {
  const given = new Set([...reply.blocks.flatMap(addressesOf), ...reply.actions.flatMap(urlOf)].map(written))
  const shown = [
    ...nodes.flatMap(({ type, target }) => (type === 'link' || type === 'autolink' ? (target ?? '') : [])),
    ...parts.flatMap(({ url, media }) => [...(url === undefined ? [] : [url]), ...(media ? [media.url] : [])]),
  ]
  return shown
    .filter(url => !/^https?:\/\//.test(url) || !given.has(written(url)))
    .map(url => `leads to ${url}, which is none of ${[...given].join(' ')}`)
}

function addressesOf(block: Block): readonly string[] {
  const aside = block.kind === 'title' ? block.picture?.url : block.kind === 'quote' ? block.link?.url : undefined
  const pieces = textsOf(block).flat()
  return [
    ...(aside === undefined ? [] : [aside]),
    ...pieces.flatMap(piece => (typeof piece !== 'string' && piece.kind === 'link' ? [piece.url] : [])),
  ]
}

const urlOf = (action: Reply['actions'][number]): readonly string[] => (action.kind === 'link' ? [action.url] : [])

/** One spelling for an address: brackets may be written as they are or in percent. */
function written(url: string): string {
  if (!URL.canParse(url)) return ''
  return new URL(url).href.replace(/%(?:28|29|5C)/gi, decodeURIComponent)
}

function textsOf(block: Block): readonly Text[] {
  if (block.kind === 'list') return [block.heading ?? [], ...block.items]
  return block.kind === 'quote' ? [block.lead ?? [], block.text, block.from ?? []] : [block.text]
}
