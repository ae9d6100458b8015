import { around, type Heard } from '../commands/hear.ts'

/** The words of a message before and after its first mention of the bot. */
export type Addressed = Pick<Heard, 'before' | 'after'>

/** What is said in a message that mentions the bot; nothing when it does not. */
export function addressed(content: string, bot: string): Addressed | undefined {
  return around(content.split(new RegExp(`<@!?${bot}>`)).map(spokenWords))
}

/**
 * What a person reads of a message's markup: names of emoji and of people, channels and roles are not among its words.
 * discord.com/developers/reference, “Message Formatting”.
 */
export function spokenWords(content: string): string {
  return content.replace(/<(?:[@#][!&]?|a?:\w+:|t:-?|id:|\/[^:<>]+:)[^<>\s]*>/g, ' ').trim()
}
