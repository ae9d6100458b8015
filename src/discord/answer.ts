import { type APIInteractionResponse, InteractionResponseType, InteractionType } from 'discord-api-types/v10'
import type { App } from '../commands/app.ts'
import type { Choice, Request } from '../commands/command.ts'
import { phrases } from '../reply/phrases.ts'
import type { Outcome } from '../reply/reply.ts'
import { trouble } from '../reply/trouble.ts'
import { shortened } from './fit.ts'
import { limits } from './limits.ts'
import type { CommandIds } from './markdown.ts'
import { payload } from './payload.ts'
import { readInteraction } from './request.ts'

/** The one response that an interaction gets, and what the log may say about it. */
export type Answer = {
  readonly response: APIInteractionResponse
  readonly request?: Request
  readonly outcome: Outcome | 'choices' | 'failed'
  /** Our own bug, or an interaction that is not as Discord documents it. */
  readonly fault?: unknown
}

/** Answers any interaction, in its raw form, at once. Never throws: a fault gets a kind private line, or no choices. */
export function answer(interaction: unknown, app: App, ids: CommandIds): Answer {
  let request: Request | undefined
  try {
    const asked = readInteraction(interaction)
    if (asked.kind === 'other') return { response: line(phrases.trouble.notMine), outcome: 'trouble' }
    request = asked.request
    if (asked.kind === 'typing') return { response: choices(app.complete(asked.typing)), request, outcome: 'choices' }
    const reply = app.reply(request)
    return { response: message(payload(reply, ids)), request, outcome: reply.outcome }
  } catch (fault) {
    const response = isTyping(interaction) ? choices([]) : sorry()
    return { response, outcome: 'failed', fault, ...(request && { request }) }
  }
}

/** A private line for what went wrong on our side. */
export function sorry(): APIInteractionResponse {
  return line(phrases.trouble.ourFault)
}

function line(says: string): APIInteractionResponse {
  return message(payload(trouble([says]), new Map()))
}

function message(data: ReturnType<typeof payload>): APIInteractionResponse {
  return { type: InteractionResponseType.ChannelMessageWithSource, data }
}

/** Labels are unique: Discord shows only the label, and takes it for the value on some phones. */
function choices(offered: readonly Choice[]): APIInteractionResponse {
  const byLabel = new Map<string, string>()
  for (const { label, value } of offered) {
    const name = shortened(label, limits.choice.name)
    if (name !== '' && value !== '' && value.length <= limits.choice.value && !byLabel.has(name))
      byLabel.set(name, value)
  }
  const all = Array.from(byLabel, ([name, value]) => ({ name, value }))
  return {
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices: all.slice(0, limits.choice.most) },
  }
}

function isTyping(interaction: unknown): boolean {
  return (
    typeof interaction === 'object' &&
    interaction !== null &&
    'type' in interaction &&
    interaction.type === InteractionType.ApplicationCommandAutocomplete
  )
}
