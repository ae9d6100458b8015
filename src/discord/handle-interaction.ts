import {
  type APIInteractionResponse,
  type APIInteractionResponseChannelMessageWithSource,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10'
import type { App, PressResult } from '../commands/app.ts'
import type { Choice, RequestContext } from '../commands/command.ts'
import { limits } from '../limits.ts'
import { errorReply, renderReply } from '../reply/render.ts'
import type { Outcome, Reply, ReplyDraft } from '../reply/types.ts'
import { stripControls } from '../text.ts'
import { plainLabel, renderForm } from './components.ts'
import { type Interaction, readEssentials, readInteraction } from './interaction.ts'
import { type CommandIds, NO_IDS } from './markdown.ts'
import { type MessageData, renderMessage, renderUpdate } from './message.ts'

/** The one response to an interaction, and what the log may say about it. */
export type InteractionResult = {
  readonly response: APIInteractionResponse
  /** What to do after the response: delete the message whose button was pressed. */
  readonly after?: 'delete'
  readonly about: About
  readonly outcome: Outcome | 'choices' | 'form' | 'removed' | 'failed'
  /** A bug, or an interaction that does not match Discord's documentation. */
  readonly fault?: unknown
}

/** What was used, for logs and metrics, without the question or the user. */
export type About = {
  readonly command?: string
  readonly locale?: string
  readonly place?: string
  /** The code of an error, as shown to the user. */
  readonly code?: string | undefined
}

/** Answers any interaction in its JSON form. Never throws: if there is a bug, users get a private apology or no choices. */
export async function handleInteraction(json: unknown, app: App, ids: CommandIds): Promise<InteractionResult> {
  let about: About = {}
  try {
    const interaction = readInteraction(json)
    about = aboutInteraction(interaction)
    if (interaction.kind === 'command') await app.prepare(interaction.request)
    if (interaction.kind === 'button') await app.prepare(interaction.press)
    return { ...respond(interaction, app, ids), about }
  } catch (fault) {
    if (readEssentials(json).type === InteractionType.ApplicationCommandAutocomplete) {
      return { response: choicesResponse([]), outcome: 'failed', fault, about }
    }
    const response = internalErrorResponse(json)
    return { response, outcome: 'failed', fault, about: { ...about, code: errorCode(json) } }
  }
}

function respond(interaction: Interaction, app: App, ids: CommandIds): Omit<InteractionResult, 'about'> {
  switch (interaction.kind) {
    case 'command':
      return messageResult(app.reply(interaction.request), ids)
    case 'autocomplete':
      return { response: choicesResponse(app.autocomplete(interaction.input)), outcome: 'choices' }
    case 'button':
      return buttonResult(app.press(interaction.press), ids)
    case 'other':
      return messageResult(renderReply(unknownButton, interaction.context), ids)
  }
}

function buttonResult(result: PressResult, ids: CommandIds): Omit<InteractionResult, 'about'> {
  switch (result.kind) {
    case 'reply':
      return messageResult(result.reply, ids)
    case 'update':
      return {
        response: { type: InteractionResponseType.UpdateMessage, data: renderUpdate(result.reply, ids) },
        outcome: result.reply.outcome,
      }
    case 'form':
      return { response: { type: InteractionResponseType.Modal, data: renderForm(result.form) }, outcome: 'form' }
    case 'delete':
      return { response: { type: InteractionResponseType.DeferredMessageUpdate }, after: 'delete', outcome: 'removed' }
  }
}

/** The app returns the same object for the same request, so its message is only rendered once. */
const rendered = new WeakMap<Reply, { readonly ids: CommandIds; readonly data: MessageData }>()

function messageResult(reply: Reply, ids: CommandIds) {
  const cached = rendered.get(reply)
  const data = cached?.ids === ids ? cached.data : renderMessage(reply, ids)
  rendered.set(reply, { ids, data })
  return { response: messageResponse(data), outcome: reply.outcome }
}

const messageResponse = (data: MessageData): APIInteractionResponseChannelMessageWithSource => ({
  type: InteractionResponseType.ChannelMessageWithSource,
  data,
})

/**
 * Labels are unique, because Discord shows nothing else and some phones send the label instead of the value. None begins with
 * `#` or `@`, which Discord would read as a channel or a user (discord-api-docs#4688).
 */
function choicesResponse(offered: readonly Choice[]): APIInteractionResponse {
  const byLabel = new Map<string, string>()
  for (const choice of offered) {
    const name = plainLabel(stripControls(choice.label).replace(/^[\s#@]+/, ''), limits.choice.name)
    const value = stripControls(choice.value)
    if (name !== '' && value !== '' && value.length <= limits.choice.value && !byLabel.has(name))
      byLabel.set(name, value)
  }
  const all = Array.from(byLabel, ([name, value]) => ({ name, value }))
  return {
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices: all.slice(0, limits.choice.most) },
  }
}

function aboutInteraction(interaction: Interaction): About {
  switch (interaction.kind) {
    case 'command':
      return about(interaction.request, interaction.request.command)
    case 'autocomplete':
      return about(interaction.context, interaction.input.command)
    case 'button': {
      const { action } = interaction.press
      return about(
        interaction.press,
        action?.kind === 'dismiss' ? 'dismiss' : action && `${action.kind} ${action.view.command}`,
      )
    }
    case 'other':
      return about(interaction.context)
  }
}

const about = ({ locale, place }: RequestContext, command?: string): About => ({
  ...(command !== undefined && { command }),
  locale,
  place,
})

/** A private apology for a bug, in the user's language. */
export function internalErrorResponse(json: unknown): APIInteractionResponseChannelMessageWithSource {
  return messageResponse(renderMessage(renderReply(internalError(errorCode(json)), readEssentials(json)), NO_IDS))
}

/** A private message for a user who pressed a button of a message that has just been deleted. */
export function messageDeletedResponse(json: unknown): APIInteractionResponse {
  return messageResponse(renderMessage(renderReply(messageDeleted, readEssentials(json)), NO_IDS))
}

const unknownButton = errorReply(({ errors }) => [errors.unknownButton])
const messageDeleted = errorReply(({ errors }) => [errors.messageDeleted])

/** An apology for a bug, with the code to look for in the log. */
export function internalError(code: string | undefined): ReplyDraft {
  return errorReply(({ errors }) => [errors.internalError, ...(code === undefined ? [] : [` (${code})`])])
}

/**
 * Five letters and digits for an interaction or a message: the time in its id, in milliseconds, modulo 36⁵ (about 17
 * hours). It identifies nobody.
 */
export function errorCode(json: unknown): string | undefined {
  const { id } = readEssentials(json)
  return id === undefined ? undefined : (BigInt(id) >> 22n).toString(36).slice(-5).toUpperCase()
}
