/** Whether a message speaks to the bot, and in which words. */
export type Addressed = { readonly text: string; readonly inPassing: boolean }

/**
 * The words that somebody says to a bot whom they mention; nothing when they do not mention it. At the beginning or the
 * end of a message a mention calls; in its midst it may only be spoken about.
 */
export function addressed(content: string, bot: string): Addressed | undefined {
  const parts = content.split(new RegExp(`<@!?${bot}>`))
  if (parts.length === 1) return undefined
  const said = parts.map(spokenWords)
  const inPassing = /[\p{L}\p{N}]/u.test(said[0] ?? '') && /[\p{L}\p{N}]/u.test(said.at(-1) ?? '')
  return { text: said.join(' ').trim(), inPassing }
}

/**
 * What a person reads of a message's markup: names of emoji and of people, channels and roles are not among its words.
 * discord.com/developers/reference, “Message Formatting”.
 */
export function spokenWords(content: string): string {
  return content.replace(/<(?:[@#][!&]?|a?:\w+:|t:-?|id:|\/[^:<>]+:)[^<>\s]*>/g, ' ').trim()
}
