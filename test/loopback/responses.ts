import { callbackFaults, editFaults, followUpFaults } from './body.ts'
import { type Answered, type Fault, ok, refuse } from './fault.ts'
import { edited, isPrivate, type Message, messageOf } from './shown.ts'
import type { Body, Request, State, Waiting } from './state.ts'

/** After this many milliseconds nothing more can be done with an interaction. */
const TOKEN_LIFE = 15 * 60 * 1000

const TYPE = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7 }
const LOADING = 1 << 7

type At = readonly string[]

export function whatIsWrongWithCallback({ body }: Request, [, token = '']: At, state: State): readonly Fault[] {
  const interaction = state.interactions.get(token)?.interaction
  return interaction ? callbackFaults(body, interaction.type, messageUnder(interaction)) : []
}

/** The first response to an interaction. */
export function callback({ body, at, faults = [] }: Request, [id, token = '']: At, state: State): Answered {
  const waiting = state.interactions.get(token)
  if (waiting?.interaction.id !== id || waiting === undefined) return refuse.unknownInteraction
  if (waiting.response) return refuse.alreadyAcknowledged
  if (at - waiting.sentAt > state.firstResponseMs) return refuse.unknownInteraction
  if (faults.length > 0) return refuse.malformed(faults)
  const response = body as NonNullable<Waiting['response']>
  const original = originalOf(response, waiting, at, state)
  if (original === 'gone') return refuse.unknownMessage
  waiting.response = response
  if (original !== undefined) {
    waiting.original = original.id
    state.messages.set(original.id, original)
    if (response.type === TYPE.message) show(original, waiting, state)
  }
  waiting.answered(at - waiting.sentAt)
  return { status: 204 }
}

/** The message that a response makes or changes. */
function originalOf(
  { type, data = {} }: NonNullable<Waiting['response']>,
  { interaction }: Waiting,
  at: number,
  { messages }: State,
): Message | 'gone' | undefined {
  const under = messageUnder(interaction)
  const channel = String(interaction.channel_id)
  if (type === TYPE.message) return messageOf(data, { at, channel, answers: interaction })
  if (type === TYPE.deferredMessage) {
    return messageOf({ ...data, flags: Number(data.flags ?? 0) | LOADING }, { at, channel, answers: interaction })
  }
  if (type !== TYPE.update && type !== TYPE.deferredUpdate) return undefined
  const shown = messages.get(under?.id ?? '')
  if (shown === undefined || shown === 'gone') return type === TYPE.update ? 'gone' : under
  return type === TYPE.update ? edited(shown, data) : shown
}

export function whatIsWrongWithFollowUp({ body }: Request): readonly Fault[] {
  return followUpFaults(body)
}

export function followUp({ body, at, faults = [] }: Request, [, token = '']: At, state: State): Answered {
  const waiting = state.interactions.get(token)
  if (!isOpen(waiting, at)) return refuse.unknownWebhook
  if (faults.length > 0) return refuse.malformed(faults)
  const channel = String(waiting.interaction.channel_id)
  const message = messageOf(body as Body, { at, channel, answers: waiting.interaction })
  state.messages.set(message.id, message)
  show(message, waiting, state)
  return ok(message)
}

export function whatIsWrongWithEdit({ body }: Request, at: At, state: State): readonly Fault[] {
  const message = named(at, state)
  if (message === undefined || message === 'gone') return editFaults(body, {})
  return editFaults(body, { ...message, flags: message.flags & ~LOADING })
}

export function editMessage({ body, at, faults = [] }: Request, names: At, state: State): Answered {
  if (!isOpen(state.interactions.get(names[1] ?? ''), at)) return refuse.unknownWebhook
  const message = named(names, state)
  if (message === undefined || message === 'gone') return refuse.unknownMessage
  if (faults.length > 0) return refuse.malformed(faults)
  const after = edited({ ...message, flags: message.flags & ~LOADING }, body as Body)
  state.messages.set(after.id, after)
  return ok(after)
}

export function deleteMessage({ at }: Request, names: At, state: State): Answered {
  if (!isOpen(state.interactions.get(names[1] ?? ''), at)) return refuse.unknownWebhook
  const message = named(names, state)
  if (message === undefined || message === 'gone') return refuse.unknownMessage
  state.messages.set(message.id, 'gone')
  if (!isPrivate(message)) state.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: message.channel_id })
  return { status: 204 }
}

function named([, token = '', id = '']: At, { interactions, messages }: State): Message | 'gone' | undefined {
  return messages.get(id === '@original' ? (interactions.get(token)?.original ?? '') : id)
}

/** Everybody who looks on is told of a message, the bot that sent it too. */
function show(message: Message, { interaction: { guild_id } }: Waiting, { dispatch }: State): void {
  if (!isPrivate(message)) dispatch('MESSAGE_CREATE', { ...message, ...(guild_id !== undefined && { guild_id }) })
}

function isOpen(waiting: Waiting | undefined, now: number): waiting is Waiting {
  return waiting !== undefined && now - waiting.sentAt < TOKEN_LIFE
}

/** The message that a button or a select sits on; a form that such a one opened has it too. */
function messageUnder({ message }: Waiting['interaction']): Message | undefined {
  return typeof message === 'object' && message !== null ? (message as Message) : undefined
}
