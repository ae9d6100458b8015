import { bulkFaults, callbackFaults, editFaults, followUpFaults } from './body.ts'
import { type CommandJson, registered } from './commands.ts'
import { type Answered, type Fault, refuse } from './fault.ts'
import { GUILD } from './interaction.ts'
import { snowflake } from './snowflake.ts'
import { APPLICATION, type RegisteredJson, type Request, type State, type Waiting } from './state.ts'

type Route = {
  readonly method: string
  readonly path: RegExp
  readonly answer: (request: Request, at: readonly string[], state: State) => Answered
}

/** Answers no longer taken after this many milliseconds, and not at all after the second. */
const FIRST_RESPONSE = 3000
const TOKEN_LIFE = 15 * 60 * 1000

/** Requests a second that a bot may make; answers to interactions do not count. */
const GLOBAL_LIMIT = 50

const BOT_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/gateway\/bot$/, answer: gatewayBot },
  { method: 'GET', path: /^\/applications\/@me$/, answer: () => ok({ id: APPLICATION, name: 'Loopback', flags: 0 }) },
  { method: 'GET', path: /^\/applications\/(\d+)\/(?:guilds\/(\d+)\/)?commands$/, answer: listCommands },
  { method: 'PUT', path: /^\/applications\/(\d+)\/(?:guilds\/(\d+)\/)?commands$/, answer: overwriteCommands },
]

const OPEN_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/gateway$/, answer: ({ headers }) => ok({ url: `ws://${headers.host}` }) },
  { method: 'POST', path: /^\/interactions\/(\d+)\/([^/]+)\/callback$/, answer: callback },
  { method: 'POST', path: /^\/webhooks\/(\d+)\/([^/]+)$/, answer: followUp },
  { method: 'PATCH', path: /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/, answer: editOriginal },
]

/** What Discord answers to a request. */
export function answer(request: Request, state: State): Answered {
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

function recent({ requests }: State, now: number): number {
  return requests.filter(({ at, headers }) => headers.authorization !== undefined && now - at < 1000).length
}

function gatewayBot({ headers }: Request): Answered {
  const session_start_limit = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 }
  return ok({ url: `ws://${headers.host}`, shards: 1, session_start_limit })
}

function listCommands({ query }: Request, [application, guild]: readonly string[], { commands }: State): Answered {
  const refusal = outOfReach(application, guild)
  if (refusal) return refusal
  const all = commands.get(guild ?? 'everywhere') ?? []
  if (query.get('with_localizations') === 'true') return ok(all)
  return ok(all.map(({ name_localizations, description_localizations, ...command }) => command))
}

function overwriteCommands(
  { body, at }: Request,
  [application, guild]: readonly string[],
  { commands }: State,
): Answered {
  const refusal = outOfReach(application, guild)
  if (refusal) return refusal
  const faults = bulkFaults(body)
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

function callback({ body, at }: Request, [id, token = '']: readonly string[], { interactions }: State): Answered {
  const waiting = interactions.get(token)
  if (waiting?.interaction.id !== id || waiting === undefined) return refuse.unknownInteraction
  if (waiting.response) return refuse.alreadyAcknowledged
  if (at - waiting.sentAt > FIRST_RESPONSE) return refuse.unknownInteraction
  const faults = callbackFaults(body, waiting.interaction.type)
  if (faults.length > 0) return refuse.malformed(faults)
  waiting.response = body as NonNullable<Waiting['response']>
  waiting.answered(at - waiting.sentAt)
  return { status: 204 }
}

function followUp({ body, at }: Request, [, token = '']: readonly string[], { interactions }: State): Answered {
  const waiting = interactions.get(token)
  if (!isOpen(waiting, at)) return refuse.unknownWebhook
  return valid(followUpFaults(body), () => ok({ id: snowflake(at), ...(body as object) }))
}

function editOriginal({ body, at }: Request, [, token = '']: readonly string[], { interactions }: State): Answered {
  const waiting = interactions.get(token)
  if (!isOpen(waiting, at)) return refuse.unknownWebhook
  const original = waiting.response?.data
  if (waiting.response === undefined) return refuse.unknownMessage
  return valid(editFaults(body, original ?? {}), () => ok({ id: snowflake(at), ...original, ...(body as object) }))
}

function isOpen(waiting: Waiting | undefined, now: number): waiting is Waiting {
  return waiting !== undefined && now - waiting.sentAt < TOKEN_LIFE
}

function valid(faults: readonly Fault[], then: () => Answered): Answered {
  return faults.length > 0 ? refuse.malformed(faults) : then()
}

function ok(body: unknown): Answered {
  return { status: 200, body }
}
