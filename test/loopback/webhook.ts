import type { InteractionJson } from './interaction.ts'
import { answer } from './routes.ts'
import type { Signer } from './signed.ts'
import type { State } from './state.ts'

/**
 * Sends an interaction to the bot's own address, as Discord does to bots that take them over HTTP. What comes back is
 * treated like a response that the bot posted; 202 says that it has posted one.
 */
export async function postTo(url: string, interaction: InteractionJson, signer: Signer, state: State): Promise<void> {
  const sent = JSON.stringify(interaction)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
  }
  const response = await fetch(url, { method: 'POST', headers: { ...headers, ...signer.headersFor(sent) }, body: sent })
  const text = await response.text()
  if (response.status === 202 && text === '') return
  if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('application/json')) {
    throw new Error(`The endpoint answered ${response.status} ${text}`)
  }
  const path = `/interactions/${interaction.id}/${interaction.token}/callback`
  const request = { method: 'POST', path, query: new URLSearchParams(), headers: {}, body: JSON.parse(text) }
  const taken = answer({ ...request, at: Date.now() }, state)
  if (taken.status >= 400) throw new Error(`Discord refuses the response: ${JSON.stringify(taken.body)}`)
}
