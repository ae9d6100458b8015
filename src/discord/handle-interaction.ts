import {
  type APIInteractionResponse,
  type APIInteractionResponseChannelMessageWithSource,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10'
import * as z from 'zod'
import type { App, ButtonPress } from '../commands/app.ts'
import type { Choice, CommandRequest } from '../commands/command.ts'
import { limits } from '../limits.ts'
import { errorReply, renderReply } from '../reply/render.ts'
import type { Outcome, Reply, ReplyDraft } from '../reply/types.ts'
import { stripControls } from '../text.ts'
import { plainLabel } from './components.ts'
import { readInteraction, snowflake } from './interaction.ts'
import { type CommandIds, NO_IDS } from './markdown.ts'
import { type MessageData, renderMessage, renderUpdate } from './message.ts'

/** The one response that an interaction gets, and what the log may say about it. */
export type InteractionResult = {
  readonly response: APIInteractionResponse
  /** What has to follow the response: the message with the button goes. */
  readonly after?: 'delete'
  /** What was used, without what was asked. */
  readonly about: About
  readonly outcome: Outcome | 'choices' | 'removed' | 'failed'
  /** Our own bug, or an interaction that is not as Discord documents it. */
  readonly fault?: unknown
}

export type About = {
  readonly command?: string
  readonly locale?: string
  readonly place?: string
  /** Of a fault: the person has read it too. */
  readonly code?: string | undefined
}

/** Answers any interaction, in its raw form, at once. Never throws: a fault gets a kind private line, or no choices. */
export function handleInteraction(interaction: unknown, app: App, ids: CommandIds): InteractionResult {
  let about: About = {}
  try {
    const asked = readInteraction(interaction)
    switch (asked.kind) {
      case 'command': {
        about = aboutRequest(asked.request)
        return { ...message(app.reply(asked.request), ids), about }
      }
      case 'typing':
        about = aboutRequest(asked.request)
        return { response: choices(app.autocomplete(asked.typing)), about, outcome: 'choices' }
      case 'press':
        about = aboutPress(asked.pressed)
        return { ...pressing(app, asked.pressed, ids), about }
      case 'other':
        return { ...line(asked.asker.locale, olderButton), about }
    }
  } catch (fault) {
    if (isTyping(interaction)) return { response: choices([]), outcome: 'failed', fault, about }
    return {
      response: internalErrorResponse(interaction),
      outcome: 'failed',
      fault,
      about: { ...about, code: errorCode(interaction) },
    }
  }
}

/** A private line for what went wrong on our side, in the language of the one who asks. */
export function internalErrorResponse(interaction: unknown): APIInteractionResponseChannelMessageWithSource {
  return line(localeOf(interaction), internalError(errorCode(interaction))).response
}

/** A private line for a button whose message went away while it was pressed. */
export function messageDeletedResponse(interaction: unknown): APIInteractionResponse {
  return line(localeOf(interaction), messageIsGone).response
}

function pressing(app: App, pressed: ButtonPress, ids: CommandIds): Omit<InteractionResult, 'about'> {
  const leads = app.press(pressed)
  switch (leads.kind) {
    case 'reply':
      return message(leads.reply, ids)
    case 'update':
      return {
        response: { type: InteractionResponseType.UpdateMessage, data: renderUpdate(leads.reply, ids) },
        outcome: leads.reply.outcome,
      }
    case 'delete':
      return { response: { type: InteractionResponseType.DeferredMessageUpdate }, after: 'delete', outcome: 'removed' }
  }
}

/** A reply that is asked for again is the same object, and need not be drawn again. */
const drawn = new WeakMap<Reply, { readonly ids: CommandIds; readonly data: MessageData }>()

function message(reply: Reply, ids: CommandIds) {
  const before = drawn.get(reply)
  const data = before?.ids === ids ? before.data : renderMessage(reply, ids)
  drawn.set(reply, { ids, data })
  const response: APIInteractionResponseChannelMessageWithSource = {
    type: InteractionResponseType.ChannelMessageWithSource,
    data,
  }
  return { response, outcome: reply.outcome }
}

const olderButton = errorReply(phrases => [phrases.trouble.olderButton])
const messageIsGone = errorReply(phrases => [phrases.trouble.messageGone])

function line(locale: string, draft: ReplyDraft) {
  return message(renderReply(draft, { locale }), NO_IDS)
}

/**
 * Labels are unique: Discord shows only the label, and takes it for the value on some phones. None begins with a sign
 * that Discord takes for a channel or a person (discord-api-docs#4688).
 */
function choices(offered: readonly Choice[]): APIInteractionResponse {
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

function aboutRequest({ command, locale, place }: CommandRequest): About {
  return { command, locale, place }
}

function aboutPress({ press, locale, place }: ButtonPress): About {
  const command = press && (press.does === 'dismiss' ? 'dismiss' : `${press.does} ${press.view.command}`)
  return { locale, place, ...(command !== undefined && { command }) }
}

function isTyping(interaction: unknown): boolean {
  return fieldOf(interaction, 'type') === InteractionType.ApplicationCommandAutocomplete
}

function localeOf(interaction: unknown): string {
  const locale = fieldOf(interaction, 'locale')
  return typeof locale === 'string' ? locale : 'en-US'
}

function fieldOf(interaction: unknown, name: string): unknown {
  if (typeof interaction !== 'object' || interaction === null) return undefined
  return new Map<string, unknown>(Object.entries(interaction)).get(name)
}

/** What a person reads after a fault of ours, with the code by which whoever runs the bot finds it in the log. */
export function internalError(code: string | undefined): ReplyDraft {
  return errorReply(phrases => [phrases.trouble.ourFault, ...(code === undefined ? [] : [` (${code})`])])
}

const identified = z.object({ id: snowflake })

/**
 * Five letters and digits for what came in: its time to the millisecond, which its id holds, over and over every 16
 * hours. It says nothing about a person.
 */
export function errorCode(arrived: unknown): string | undefined {
  const { data } = identified.safeParse(arrived)
  return data && (BigInt(data.id) >> 22n).toString(36).slice(-5).toUpperCase()
}
