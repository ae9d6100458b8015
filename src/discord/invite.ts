import { PermissionFlagsBits } from 'discord-api-types/v10'

/** What a reply to a message needs where the bot is mentioned; answers to commands need no permission at all. */
const TO_REPLY =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory

/**
 * The link with which an admin adds the bot to a server. Commands alone would need no more than the first scope; `bot`
 * makes it a member that people see, can mention and can remove as they know how.
 */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: 'applications.commands bot',
    permissions: TO_REPLY.toString(),
  })
  return `https://discord.com/oauth2/authorize?${query}`
}
