import { type CommandJson, registered } from './commands.ts'
import { edited, isPrivate, type Message, messageOf } from './shown.ts'
import {
  APPLICATION,
  type Body,
  CHANNEL,
  DM_CHANNEL,
  GUILD,
  type RegisteredJson,
  type Request,
  type State,
  snowflake,
  type Waiting,
} from './state.ts'
import {
  type Answered,
  bulkFaults,
  callbackFaults,
  editFaults,
  type Fault,
  followUpFaults,
  messageFaults,
  ok,
  refuse,
  schemas,
} from './validate.ts'

type Route = {
  readonly method: string
  readonly path: RegExp
  /** Checks the body; missing if there is none. */
  readonly faults?: (request: Request, at: readonly string[], state: State) => readonly Fault[]
  /** The request has faults. */
  readonly answer: (request: Request, at: readonly string[], state: State) => Answered
}

/** The requests per second that a bot may make; responses to interactions do not count. */
const GLOBAL_LIMIT = 50

const COMMANDS = /^\/applications\/(\d+)\/(?:guilds\/(\d+)\/)?commands$/
const WEBHOOK_MESSAGE = /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(@original|\d+)$/

const BOT_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/gateway\/bot$/, answer: gatewayBot },
  { method: 'GET', path: /^\/applications\/@me$/, answer: () => ok({ id: APPLICATION, name: 'Loopback', flags: 0 }) },
  { method: 'GET', path: COMMANDS, answer: listCommands },
  { method: 'PUT', path: COMMANDS, faults: ({ body }) => bulkFaults(body), answer: overwriteCommands },
  { method: 'POST', path: /^\/channels\/(\d+)\/messages$/, faults: postFaults, answer: postMessage },
]

const OPEN_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/gateway$/, answer: ({ headers }) => ok({ url: `ws://${headers.host}` }) },
  {
    method: 'POST',
    path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
    faults: whatIsWrongWithCallback,
    answer: callback,
  },
  { method: 'POST', path: /^\/webhooks\/(\d+)\/([^/]+)$/, faults: whatIsWrongWithFollowUp, answer: followUp },
  { method: 'PATCH', path: WEBHOOK_MESSAGE, faults: whatIsWrongWithEdit, answer: editMessage },
  { method: 'DELETE', path: WEBHOOK_MESSAGE, answer: deleteMessage },
]

/** The faults in the body of a request, even if Discord would not look at it. */
export function bodyFaults(request: Request, state: State): readonly Fault[] {
  const found = match([...OPEN_ROUTES, ...BOT_ROUTES], request)
  if (request.body instanceof Error) return [{ path: [], says: 'is not JSON' }]
  return found?.route.faults?.(request, found.at, state) ?? []
}

/** Discord's response to a request. */
export function answer(request: Request, state: State): Answered {
  request.faults ??= bodyFaults(request, state)
  if (request.body instanceof Error) return refuse.notJson
  const open = match(OPEN_ROUTES, request)
  if (open) return open.route.answer(request, open.at, state)
  if (request.headers.authorization !== `Bot ${state.token}`) return refuse.unauthorized
  if (recent(state, request.at) > GLOBAL_LIMIT) return refuse.tooFast(1)
  const bot = match(BOT_ROUTES, request)
  return bot ? bot.route.answer(request, bot.at, state) : refuse.notFound
}

function match(
  routes: readonly Route[],
  { method, path }: Request,
): { route: Route; at: readonly string[] } | undefined {
  const route = routes.find(route => route.method === method && route.path.test(path))
  return route && { route, at: route.path.exec(path)?.slice(1) ?? [] }
}

/** Only the latest few can be from the last second. */
function recent({ requests }: State, now: number): number {
  return requests
    .slice(-4 * GLOBAL_LIMIT)
    .filter(({ at, headers }) => headers.authorization !== undefined && now - at < 1000).length
}

function gatewayBot({ headers }: Request, _at: readonly string[], { sharding }: State): Answered {
  const { shards, maxConcurrency: max_concurrency } = sharding
  const session_start_limit = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency }
  return ok({ url: `ws://${headers.host}`, shards, session_start_limit })
}

function listCommands({ query }: Request, [application, guild]: readonly string[], { commands }: State): Answered {
  const refusal = outOfReach(application, guild)
  if (refusal) return refusal
  const all = commands.get(guild ?? 'everywhere') ?? []
  if (query.get('with_localizations') === 'true') return ok(all)
  return ok(all.map(({ name_localizations, description_localizations, ...command }) => command))
}

function overwriteCommands(
  { body, at, faults = [] }: Request,
  [application, guild]: readonly string[],
  { commands }: State,
): Answered {
  const refusal = outOfReach(application, guild)
  if (refusal) return refusal
  if (faults.length > 0) return refuse.malformed(faults)
  const before = commands.get(guild ?? 'everywhere') ?? []
  const after = (body as readonly CommandJson[]).map(command => {
    const same = before.find(({ name, type }) => name === command.name && type === (command.type ?? 1))
    const kept = { id: same?.id ?? snowflake(at), application_id: APPLICATION, version: snowflake(at) }
    return registered(command, { ...kept, ...(guild !== undefined && { guild_id: guild }) }) as RegisteredJson
  })
  commands.set(guild ?? 'everywhere', after)
  return ok(after)
}

function outOfReach(application: string | undefined, guild: string | undefined): Answered | undefined {
  if (application !== APPLICATION) return refuse.unknownApplication
  return guild === undefined || guild === GUILD ? undefined : refuse.missingAccess
}

/** The rate limit for messages in a channel. */
const MOST = 5
const WITHIN_MS = 5000

const LONGEST_CONTENT = 2000
const LONGEST_NONCE = 25
const EPHEMERAL = 1 << 6

/** The faults of a message to a channel. */
export function postFaults(
  { body }: Pick<Request, 'body'>,
  [channel]: readonly string[],
  { messages }: Pick<State, 'messages'>,
): readonly Fault[] {
  const faults = schemas.post(body)
  if (faults.length > 0) return faults
  const { content, nonce, flags, message_reference: reference } = body as Post
  const says = [
    ...((content ?? '').length > LONGEST_CONTENT ? ['content has more than 2000 characters'] : []),
    ...(String(nonce ?? '').length > LONGEST_NONCE ? ['nonce has more than 25 characters'] : []),
    ...((Number(flags ?? 0) & EPHEMERAL) !== 0 ? ['only an answer to an interaction is for one person alone'] : []),
  ]
  const known = messages.get(reference?.message_id ?? '')
  const lost = reference && (known === undefined || known === 'gone' || known.channel_id !== channel)
  return [
    ...says.map(text => ({ path: [], says: text })),
    ...(lost && reference.fail_if_not_exists !== false
      ? [{ path: ['message_reference'], says: 'Unknown message' }]
      : []),
    ...messageFaults(body as Body, []),
  ]
}

function postMessage(request: Request, [channel = '']: readonly string[], state: State): Answered {
  const { body, at, faults = [], path } = request
  if (channel !== CHANNEL && channel !== DM_CHANNEL) return refuse.unknownChannel
  if (faults.length > 0) return refuse.malformed(faults)
  const taken = state.requests.filter(one => one.path === path && one.answer?.status === 200 && at - one.at < WITHIN_MS)
  const resets = taken[0] ? (taken[0].at + WITHIN_MS - at) / 1000 : WITHIN_MS / 1000
  const headers = {
    'x-ratelimit-bucket': 'messages',
    'x-ratelimit-limit': String(MOST),
    'x-ratelimit-remaining': String(Math.max(0, MOST - taken.length - 1)),
    'x-ratelimit-reset-after': String(resets),
  }
  if (taken.length >= MOST) {
    const slower = refuse.tooFast(resets, 'user')
    return { ...slower, headers: { ...headers, ...slower.headers } }
  }
  return ok(post(body as Post, channel, at, state), headers)
}

type Post = Body & {
  readonly content?: string
  readonly nonce?: string | number
  readonly enforce_nonce?: boolean
  readonly message_reference?: { readonly message_id: string; readonly fail_if_not_exists?: boolean }
}

/** A message with the same nonce is posted only once. */
function post(body: Post, channel: string, at: number, { messages, nonces, dispatch }: State): Message {
  const key = `${channel} ${body.nonce}`
  const before = body.enforce_nonce === true ? nonces.get(key) : undefined
  if (before) return before
  const known = messages.get(body.message_reference?.message_id ?? '')
  const message = messageOf(body, { at, channel, repliesTo: known === 'gone' ? undefined : known })
  messages.set(message.id, message)
  if (body.nonce !== undefined) nonces.set(key, message)
  dispatch('MESSAGE_CREATE', { ...message, ...(channel === CHANNEL && { guild_id: GUILD }) })
  return message
}

/** How long the token of an interaction is valid, in milliseconds. */
const TOKEN_LIFE = 15 * 60 * 1000

const TYPE = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7 }
const LOADING = 1 << 7

type At = readonly string[]

function whatIsWrongWithCallback({ body }: Request, [, token = '']: At, state: State): readonly Fault[] {
  const interaction = state.interactions.get(token)?.interaction
  return interaction ? callbackFaults(body, interaction.type, messageUnder(interaction)) : []
}

/** The first response to an interaction. */
function callback({ body, at, faults = [] }: Request, [id, token = '']: At, state: State): Answered {
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

/** The message that a response creates or edits. */
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

function whatIsWrongWithFollowUp({ body }: Request): readonly Fault[] {
  return followUpFaults(body)
}

function followUp({ body, at, faults = [] }: Request, [, token = '']: At, state: State): Answered {
  const waiting = state.interactions.get(token)
  if (!isOpen(waiting, at)) return refuse.unknownWebhook
  if (faults.length > 0) return refuse.malformed(faults)
  const channel = String(waiting.interaction.channel_id)
  const message = messageOf(body as Body, { at, channel, answers: waiting.interaction })
  state.messages.set(message.id, message)
  show(message, waiting, state)
  return ok(message)
}

function whatIsWrongWithEdit({ body }: Request, at: At, state: State): readonly Fault[] {
  const message = named(at, state)
  if (message === undefined || message === 'gone') return editFaults(body, {})
  return editFaults(body, { ...message, flags: message.flags & ~LOADING })
}

function editMessage({ body, at, faults = [] }: Request, names: At, state: State): Answered {
  if (!isOpen(state.interactions.get(names[1] ?? ''), at)) return refuse.unknownWebhook
  const message = named(names, state)
  if (message === undefined || message === 'gone') return refuse.unknownMessage
  if (faults.length > 0) return refuse.malformed(faults)
  const after = edited({ ...message, flags: message.flags & ~LOADING }, body as Body)
  state.messages.set(after.id, after)
  return ok(after)
}

function deleteMessage({ at }: Request, names: At, state: State): Answered {
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

/** Everyone receives a message, including the bot that sent it. */
function show(message: Message, { interaction: { guild_id } }: Waiting, { dispatch }: State): void {
  if (!isPrivate(message)) dispatch('MESSAGE_CREATE', { ...message, ...(guild_id !== undefined && { guild_id }) })
}

function isOpen(waiting: Waiting | undefined, now: number): waiting is Waiting {
  return waiting !== undefined && now - waiting.sentAt < TOKEN_LIFE
}

/** The message of a button or select, or of the one that opened a form. */
function messageUnder({ message }: Waiting['interaction']): Message | undefined {
  return typeof message === 'object' && message !== null ? (message as Message) : undefined
}
