/** The words of a message before and after its first mention of the bot. */
export type Addressed = { readonly before: string; readonly after: string }

/** What is said in a message that mentions the bot; nothing when it does not. */
export function addressed(content: string, bot: string): Addressed | undefined {
  const [before = '', ...after] = content.split(new RegExp(`<@!?${bot}>`)).map(spokenWords)
  return after.length === 0 ? undefined : { before, after: after.join(' ').trim() }
}

/**
 * What a person reads of a message's markup: names of emoji and of people, channels and roles are not among its words.
 * discord.com/developers/reference, “Message Formatting”.
 */
export function spokenWords(content: string): string {
  return content.replace(/<(?:[@#][!&]?|a?:\w+:|t:-?|id:|\/[^:<>]+:)[^<>\s]*>/g, ' ').trim()
}
