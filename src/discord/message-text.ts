import * as z from 'zod'
import { aroundMention, type IncomingMessage } from '../commands/mentions.ts'
import { limits } from '../limits.ts'

/** Text from a user, cut to one character more than Discord allows, so that it still counts as too long. */
export const untrustedText = z.string().transform(text => text.slice(0, limits.command.maxLength + 1))

/** The text and the id of a component. Containers, sections and rows contain others. */
const component = z.object({
  content: untrustedText.optional(),
  custom_id: z.string().optional(),
  get components() {
    return z.array(component).default([])
  },
})

/** All components of a message in reading order, each before those it contains. */
export const components = z.array(component).default([]).transform(flat)

type Component = z.output<typeof component>

function flat(components: readonly Component[]): readonly Component[] {
  return components.flatMap(part => [part, ...flat(part.components)])
}

const text = untrustedText.catch('')

/** The parts of a message that contain text. Anything unexpected is ignored: other bots send messages too. */
const textParts = z.object({
  content: text,
  poll: z
    .object({ question: z.object({ text }) })
    .optional()
    .catch(undefined),
  embeds: z.array(z.object({ title: text, description: text })).catch([]),
  components: components.catch([]),
})

const message = textParts.extend({ message_snapshots: z.array(z.object({ message: textParts })).catch([]) })

/**
 * The text of a message, cut to the length of a question: what its author wrote, forwarded or asked in a poll. If that is
 * only links, the text of its embeds and components, as in a link preview or an announcement.
 * discord.com/developers/resources/message, “Message Object”.
 */
export const messageWords = message.transform(({ message_snapshots, ...own }) => {
  const all = [own, ...message_snapshots.map(({ message }) => message)]
  const words = joinTexts(all.flatMap(({ content, poll }) => [content, poll?.question.text ?? '']))
  const embedded = isOnlyLinks(words) ? joinTexts(all.flatMap(embeddedTexts)) : ''
  return (embedded || words).slice(0, limits.command.maxLength)
})

/** Whether a text is empty or contains nothing but links. */
function isOnlyLinks(words: string): boolean {
  return words.split(/\s+/).every(word => word === '' || URL.canParse(word))
}

function embeddedTexts({ embeds, components }: z.output<typeof textParts>): readonly string[] {
  const shown = components.map(({ content }) => content ?? '')
  return [...shown, ...embeds.flatMap(({ title, description }) => [title, description])]
}

function joinTexts(texts: readonly string[]): string {
  return texts
    .map(stripMarkup)
    .filter(words => words !== '')
    .join('\n')
}

/** The words of a message before and after its first mention of the bot. */
export type Addressed = Pick<IncomingMessage, 'before' | 'after' | 'inReply'>

/** The words around a mention of the bot; undefined if a message does not mention it, or does so only in a quote. */
export function splitAtMention(content: string, bot: string): Addressed | undefined {
  const mention = new RegExp(`<@!?${bot}>`)
  return mention.test(content.replace(QUOTED, '')) ? aroundMention(content.split(mention).map(stripMarkup)) : undefined
}

/** In Discord’s markdown `> ` quotes a line, and `>>> ` everything that follows. */
const QUOTED = /^>>> [\s\S]*|^> .*/gm

/**
 * Removes a message's markup for emoji, mentions, timestamps and commands.
 * discord.com/developers/reference, “Message Formatting”.
 */
export function stripMarkup(content: string): string {
  return content.replace(/<(?:[@#][!&]?|a?:\w+:|t:-?|id:|\/[^:<>]+:)[^<>\s]*>/g, ' ').trim()
}

/**
 * The text of an option without markup: a person who is mentioned becomes their name, and everything else is dropped.
 *
 * @param nameOf a person's name by their id; empty if it is unknown.
 */
export function withNames(text: string, nameOf: (id: string) => string): string {
  const named = text.replace(/<@!?(\d{1,20})>/g, (_, id: string) => ` ${nameOf(id)} `)
  return named === text && stripMarkup(text) === text.trim() ? text : stripMarkup(named).replace(/\s+/g, ' ')
}

/** Whether a message consists of custom emoji only. */
export function isOnlyEmoji(content: string): boolean {
  return /<a?:\w+:\d+>/.test(content) && stripMarkup(content) === ''
}
