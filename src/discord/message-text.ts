import * as z from 'zod'
import { around, type IncomingMessage } from '../commands/mentions.ts'
import { limits } from '../limits.ts'

/** Text that somebody else wrote, as much as Discord lets through of it and one character more: so it still shows as too long. */
export const untrustedText = z.string().transform(text => text.slice(0, limits.command.maxLength + 1))

/** A component as far as its words and its id: containers, sections and rows hold others. */
const component = z.object({
  content: untrustedText.optional(),
  custom_id: z.string().optional(),
  get components() {
    return z.array(component).default([])
  },
})

/** All components of a message in the order in which they are read, each before what it holds. */
export const components = z.array(component).default([]).transform(flat)

type Component = z.output<typeof component>

function flat(components: readonly Component[]): readonly Component[] {
  return components.flatMap(part => [part, ...flat(part.components)])
}

const text = untrustedText.catch('')

/** Others make it, in forms that we need not know: what cannot be read of it says nothing. */
const writing = z.object({
  content: text,
  poll: z
    .object({ question: z.object({ text }) })
    .optional()
    .catch(undefined),
  embeds: z.array(z.object({ title: text, description: text })).catch([]),
  components: components.catch([]),
})

const message = writing.extend({ message_snapshots: z.array(z.object({ message: writing })).catch([]) })

/**
 * What somebody's message says, as much as a question may: what its author wrote, passes on or asks in a poll; or else
 * what stands on its card, as below a link or in an announcement.
 * discord.com/developers/resources/message, “Message Object”.
 */
export const messageWords = message.transform(({ message_snapshots, ...own }) => {
  const all = [own, ...message_snapshots.map(({ message }) => message)]
  const words = spoken(all.flatMap(({ content, poll }) => [content, poll?.question.text ?? '']))
  const cards = isAddresses(words) ? spoken(all.flatMap(onCards)) : ''
  return (cards || words).slice(0, limits.command.maxLength)
})

/** Nothing, or nothing but where to look. */
function isAddresses(words: string): boolean {
  return words.split(/\s+/).every(word => word === '' || URL.canParse(word))
}

function onCards({ embeds, components }: z.output<typeof writing>): readonly string[] {
  const shown = components.map(({ content }) => content ?? '')
  return [...shown, ...embeds.flatMap(({ title, description }) => [title, description])]
}

function spoken(texts: readonly string[]): string {
  return texts
    .map(stripMarkup)
    .filter(words => words !== '')
    .join('\n')
}

/** The words of a message before and after its first mention of the bot. */
export type Addressed = Pick<IncomingMessage, 'before' | 'after' | 'inReply'>

/** What is said in a message that mentions the bot; nothing when it does not, or only quotes somebody who did. */
export function splitAtMention(content: string, bot: string): Addressed | undefined {
  const mention = new RegExp(`<@!?${bot}>`)
  return mention.test(content.replace(QUOTED, '')) ? around(content.split(mention).map(stripMarkup)) : undefined
}

/** In Discord’s markdown `> ` quotes a line, `>>> ` all that follows. */
const QUOTED = /^>>> [\s\S]*|^> .*/gm

/**
 * What a person reads of a message's markup: names of emoji and of people, channels and roles are not among its words.
 * discord.com/developers/reference, “Message Formatting”.
 */
export function stripMarkup(content: string): string {
  return content.replace(/<(?:[@#][!&]?|a?:\w+:|t:-?|id:|\/[^:<>]+:)[^<>\s]*>/g, ' ').trim()
}

/** Whether emoji of a server are all that a message says: like those that everybody has, they are no words. */
export function isOnlyEmoji(content: string): boolean {
  return /<a?:\w+:\d+>/.test(content) && stripMarkup(content) === ''
}
