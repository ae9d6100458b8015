/**
 * The link with which an admin adds the bot to a server. Commands alone would need no more than the first scope; `bot`
 * makes it a member that people see, can mention and can remove as they know how. It asks for no permission at all:
 * answers to commands need none.
 */
export function inviteLink(application: string): string {
  const query = new URLSearchParams({
    client_id: application,
    scope: 'applications.commands bot',
    permissions: '0',
  })
  return `https://discord.com/oauth2/authorize?${query}`
}
