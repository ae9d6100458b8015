import { around, type Heard } from '../commands/hear.ts'

/** The words of a message before and after its first mention of the bot. */
export type Addressed = Pick<Heard, 'before' | 'after' | 'inReply'>

/** What is said in a message that mentions the bot; nothing when it does not, or only quotes somebody who did. */
export function addressed(content: string, bot: string): Addressed | undefined {
  const mention = new RegExp(`<@!?${bot}>`)
  return mention.test(content.replace(QUOTED, '')) ? around(content.split(mention).map(spokenWords)) : undefined
}

/** In Discord’s markdown `> ` quotes a line, `>>> ` all that follows. */
const QUOTED = /^>>> [\s\S]*|^> .*/gm

/**
 * What a person reads of a message's markup: names of emoji and of people, channels and roles are not among its words.
 * discord.com/developers/reference, “Message Formatting”.
 */
export function spokenWords(content: string): string {
  return content.replace(/<(?:[@#][!&]?|a?:\w+:|t:-?|id:|\/[^:<>]+:)[^<>\s]*>/g, ' ').trim()
}

/** Whether emoji of a server are all that a message says: like those that everybody has, they are no words. */
export function onlyShows(content: string): boolean {
  return /<a?:\w+:\d+>/.test(content) && spokenWords(content) === ''
}
