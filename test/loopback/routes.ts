import { bulkFaults } from './body.ts'
import { postFaults, postMessage } from './channels.ts'
import { type CommandJson, registered } from './commands.ts'
import { type Answered, type Fault, ok, refuse } from './fault.ts'
import { APPLICATION, GUILD } from './people.ts'
import {
  callback,
  deleteMessage,
  editMessage,
  followUp,
  whatIsWrongWithCallback,
  whatIsWrongWithEdit,
  whatIsWrongWithFollowUp,
} from './responses.ts'
import { snowflake } from './snowflake.ts'
import type { RegisteredJson, Request, State } from './state.ts'

type Route = {
  readonly method: string
  readonly path: RegExp
  /** What is wrong with the body; left out where none is sent. */
  readonly faults?: (request: Request, at: readonly string[], state: State) => readonly Fault[]
  /** The request carries its faults. */
  readonly answer: (request: Request, at: readonly string[], state: State) => Answered
}

/** Requests a second that a bot may make; answers to interactions do not count. */
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

/** What is wrong with the body of a request, whether or not it would be looked at. */
export function bodyFaults(request: Request, state: State): readonly Fault[] {
  const found = match([...OPEN_ROUTES, ...BOT_ROUTES], request)
  if (request.body instanceof Error) return [{ path: [], says: 'is not JSON' }]
  return found?.route.faults?.(request, found.at, state) ?? []
}

/** What Discord answers to a request. */
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

/** Only the last few can have been made within the last second. */
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
