import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import * as spec from 'discord-api-spec/zod'
import { z } from 'zod'
import { type CommandJson, commandsFaults } from './commands.ts'

/** What is wrong with a body, and where in it. */
export type Fault = { readonly path: readonly (string | number)[]; readonly says: string }

/** A response of Discord's API. */
export type Answered = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Only the headers are sent, and nothing more. */
  readonly endless?: true
}

/** Discord's errors. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
export const refuse = {
  unauthorized: refusal(401, 0, '401: Unauthorized'),
  notFound: refusal(404, 0, '404: Not Found'),
  unknownApplication: refusal(404, 10002, 'Unknown Application'),
  unknownChannel: refusal(404, 10003, 'Unknown Channel'),
  unknownMessage: refusal(404, 10008, 'Unknown Message'),
  unknownWebhook: refusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: refusal(404, 10062, 'Unknown interaction'),
  missingAccess: refusal(403, 50001, 'Missing Access'),
  missingPermissions: refusal(403, 50013, 'Missing Permissions'),
  noReplyWithoutHistory: refusal(403, 160002, 'Cannot reply without permission to read message history'),
  alreadyAcknowledged: refusal(400, 40060, 'Interaction has already been acknowledged.'),
  notJson: refusal(400, 50109, 'The request body contains invalid JSON.'),
  overloaded: { status: 503 },
  tooFast: (seconds: number, scope: Scope = 'global'): Answered => ({
    status: 429,
    headers: {
      'retry-after': String(seconds),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' && { 'x-ratelimit-global': 'true' }),
    },
    body: { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
  }),
  malformed: (faults: readonly Fault[]): Answered => ({
    status: 400,
    body: { message: 'Invalid Form Body', code: 50035, errors: nested(faults) },
  }),
} as const

export type Scope = 'global' | 'user' | 'shared'

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answered {
  return { status: 200, body, headers }
}

function refusal(status: number, code: number, message: string): Answered {
  return { status, body: { message, code } }
}

/** `{ data: { components: { 0: { _errors: [...] } } } }`, as Discord nests them. */
function nested(faults: readonly Fault[]): object {
  const errors: Record<string, unknown> = {}
  for (const { path, says } of faults) {
    let at = errors
    for (const step of path) {
      at[step] ??= {}
      at = at[step] as Record<string, unknown>
    }
    at._errors = [...((at._errors as object[] | undefined) ?? []), { code: 'INVALID', message: says }]
  }
  return errors
}

/** Checks a body against Discord's own OpenAPI document. */
export type Schema = (body: unknown) => readonly Fault[]

const ajv = new Ajv2020({ allErrors: true, strict: false })
ajv.addFormat('uri', text => URL.canParse(text))
ajv.addFormat('date-time', text => !Number.isNaN(Date.parse(text)))

const message = schemaOf(spec.CreateMessageInteractionCallbackRequestSchema)
const update = schemaOf(spec.UpdateMessageInteractionCallbackRequestSchema)

export const schemas = {
  commands: schemaOf(z.array(spec.ApplicationCommandUpdateRequestSchema)),
  /** By the type of the response. */
  callbacks: {
    1: schemaOf(spec.PongInteractionCallbackRequestSchema),
    4: message,
    5: message,
    6: update,
    7: update,
    8: schemaOf(spec.ApplicationCommandAutocompleteCallbackRequestSchema),
    9: schemaOf(spec.ModalInteractionCallbackRequestSchema),
  } as Readonly<Record<number, Schema>>,
  post: schemaOf(spec.MessageCreateRequestSchema),
  followUp: schemaOf(spec.IncomingWebhookInteractionRequestSchema),
  edit: schemaOf(spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema),
} as const

/** Compiled on first use, since that takes a while. */
function schemaOf(schema: z.core.$ZodType): Schema {
  let validate: ValidateFunction | undefined
  return body => {
    validate ??= ajv.compile(
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'ref', override: correct }),
    )
    return validate(body) ? [] : (validate.errors ?? []).map(faultOf)
  }
}

type JsonSchema = { type?: unknown; pattern?: unknown; properties?: Record<string, object>; [key: string]: unknown }

/** Corrects the document where it is wrong or too permissive. */
function correct({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }): void {
  const json = jsonSchema as JsonSchema
  // Discord refuses unknown fields only in some places, but here a typo should fail everywhere.
  if (json.properties !== undefined) json.additionalProperties = false
  // `undefined` would become a schema that accepts everything.
  if (zodSchema._zod.def.type === 'undefined') json.not = {}
  // In practice it is a string.
  if (json.properties?.default_member_permissions) {
    json.properties.default_member_permissions = { type: ['string', 'null'], pattern: '^\\d+$' }
  }
  // Timestamps have an offset, which the pattern does not allow.
  if (json.format === 'date-time') delete json.pattern
}

function faultOf({ instancePath, message = '', params }: ErrorObject): Fault {
  const path = instancePath.split('/').slice(1)
  const extra = 'additionalProperty' in params ? `: ${params.additionalProperty}` : ''
  return { path, says: message + extra }
}

type Json = Readonly<Record<string, unknown>>
type Placed = { readonly part: Json; readonly path: Fault['path'] }

const FLAG = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, silent: 1 << 12, componentsV2: 1 << 15 }
const ALLOWED_FLAGS = Object.values(FLAG).reduce((all, flag) => all | flag, 0)
const TYPE = { row: 1, button: 2, text: 10 }
const LINK_STYLE = 5
const PREMIUM_STYLE = 6

/** What Discord refuses in a message beyond its schema. */
export function messageFaults(message: Json, path: Fault['path']): readonly Fault[] {
  const flags = Number(message.flags ?? 0)
  const tops = listAt(message, 'components', path)
  const parts = tops.flatMap(nestedParts)
  const says: string[] = []
  if ((flags & ~ALLOWED_FLAGS) !== 0) says.push(`flags ${flags} are not allowed here`)
  says.push(...(flags & FLAG.componentsV2 ? versionTwo(message, tops, parts) : classic(message, tops)))
  const ids = parts.flatMap(({ part }) => (typeof part.custom_id === 'string' ? [part.custom_id] : []))
  if (new Set(ids).size < ids.length) says.push('a custom_id is there twice')
  return [...says.map(text => ({ path, says: text })), ...mentions(message, path), ...parts.flatMap(partFaults)]
}

function versionTwo(message: Json, tops: readonly Placed[], parts: readonly Placed[]): string[] {
  const says = ['content', 'embeds', 'poll', 'sticker_ids'].filter(field => isSet(message[field]))
  const characters = parts.reduce(
    (sum, { part }) => sum + (part.type === TYPE.text ? String(part.content).length : 0),
    0,
  )
  return [
    ...says.map(field => `${field} cannot be used beside components of version 2`),
    ...(tops.length === 0 ? ['Cannot send an empty message'] : []),
    ...(parts.length > 40 ? [`${parts.length} components, nested ones too: at most 40`] : []),
    ...(characters > 4000 ? [`${characters} characters of text: at most 4000`] : []),
  ]
}

function classic(message: Json, tops: readonly Placed[]): string[] {
  const embeds = listAt(message, 'embeds', [])
  const characters = embeds.reduce((sum, { part }) => sum + embedCharacters(part), 0)
  const nothing = !['content', 'embeds', 'components', 'poll', 'attachments'].some(field => isSet(message[field]))
  return [
    ...(nothing ? ['Cannot send an empty message'] : []),
    ...(tops.length > 5 ? [`${tops.length} rows: at most 5`] : []),
    ...(tops.some(({ part }) => part.type !== TYPE.row) ? ['needs the flag for components of version 2'] : []),
    ...(embeds.some(({ part }) => Object.keys(part).length === 0) ? ['an embed is empty'] : []),
    ...(characters > 6000 ? [`${characters} characters of embeds: at most 6000`] : []),
  ]
}

function embedCharacters(embed: Json): number {
  const length = (value: unknown): number => (typeof value === 'string' ? value.length : 0)
  const fields = listAt(embed, 'fields', []).reduce((sum, { part }) => sum + length(part.name) + length(part.value), 0)
  const [footer, author] = [embed.footer, embed.author].map(value => (isObject(value) ? value : {}))
  return length(embed.title) + length(embed.description) + length(footer?.text) + length(author?.name) + fields
}

function mentions(message: Json, path: Fault['path']): Fault[] {
  const allowed = isObject(message.allowed_mentions) ? message.allowed_mentions : {}
  const parse: readonly unknown[] = Array.isArray(allowed.parse) ? allowed.parse : []
  return ['users', 'roles']
    .filter(kind => parse.includes(kind) && isSet(allowed[kind]))
    .map(kind => ({ path: [...path, 'allowed_mentions'], says: `parse and ${kind} exclude each other` }))
}

function partFaults({ part, path }: Placed): Fault[] {
  const fault = (says: string): Fault[] => [{ path, says }]
  if (part.type === TYPE.text && String(part.content).trim() === '') return fault('a text display is empty')
  if (part.type === TYPE.row) return rowFaults(listAt(part, 'components', path)).flatMap(fault)
  if (part.type !== TYPE.button) return []
  return buttonFaults(part).flatMap(fault)
}

function rowFaults(parts: readonly Placed[]): string[] {
  const buttons = parts.filter(({ part }) => part.type === TYPE.button).length
  return buttons === parts.length || parts.length === 1 ? [] : ['a row holds buttons, or one select']
}

function buttonFaults(button: Json): string[] {
  const says: string[] = []
  const [hasId, hasUrl] = [isSet(button.custom_id), isSet(button.url)]
  if (button.style === LINK_STYLE) {
    if (hasId) says.push('a link button has no custom_id')
    if (!hasUrl) says.push('a link button needs a url')
    if (hasUrl && !/^(https?|discord):\/\//.test(String(button.url)))
      says.push('the scheme must be http, https or discord')
  } else if (button.style !== PREMIUM_STYLE) {
    if (hasUrl) says.push('only a link button has a url')
    if (!hasId) says.push('a button needs a custom_id')
  }
  if (button.style !== PREMIUM_STYLE && !isSet(button.label) && !isSet(button.emoji))
    says.push('a button needs a label or an emoji')
  return says
}

function nestedParts(placed: Placed): Placed[] {
  const { part, path } = placed
  const accessory = isObject(part.accessory) ? [{ part: part.accessory, path: [...path, 'accessory'] }] : []
  return [placed, ...listAt(part, 'components', path).flatMap(nestedParts), ...accessory]
}

function listAt(parent: Json, field: string, path: Fault['path']): Placed[] {
  const list = parent[field]
  return Array.isArray(list)
    ? list.filter(isObject).map((part, place) => ({ part, path: [...path, field, place] }))
    : []
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''
}

type Body = Readonly<Record<string, unknown>>
type Callback = { readonly type: number; readonly data?: Body | null }

const CALLBACK = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8 }
const EPHEMERAL = 1 << 6

/** The response types that each type of interaction accepts; an unknown type accepts a message. */
const TAKES: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
}
const OTHER_TAKES = [4, 5]

export function bulkFaults(body: unknown): readonly Fault[] {
  const faults = schemas.commands(body)
  return faults.length > 0 ? faults : commandsFaults(body as readonly CommandJson[])
}

/**
 * The faults of the first response to an interaction.
 *
 * @param under the message of the button or select that it came from, or of the one that opened the form
 */
export function callbackFaults(body: unknown, interactionType: unknown, under?: Body): readonly Fault[] {
  const type = typeof body === 'object' && body !== null && 'type' in body ? Number(body.type) : 0
  if (!((typeof interactionType === 'number' && TAKES[interactionType]) || OTHER_TAKES).includes(type))
    return [{ path: ['type'], says: `no answer to an interaction of type ${interactionType}` }]
  if ((type === CALLBACK.update || type === CALLBACK.deferredUpdate) && under === undefined)
    return [{ path: ['type'], says: 'there is no message to update' }]
  const faults = schemas.callbacks[type]?.(body) ?? []
  if (faults.length > 0) return faults
  const { data } = body as Callback
  switch (type) {
    case CALLBACK.message:
      return data ? messageFaults(data, ['data']) : [{ path: ['data'], says: 'Cannot send an empty message' }]
    case CALLBACK.update:
      return mergedFaults(data ?? {}, under ?? {}, ['data'])
    case CALLBACK.deferred:
      return (Number(data?.flags ?? 0) & ~EPHEMERAL) === 0 ? [] : [{ path: ['data', 'flags'], says: 'only EPHEMERAL' }]
    case CALLBACK.choices:
      return choicesFaults(data?.choices as readonly { name: string; value: string | number }[])
    default:
      return []
  }
}

export function followUpFaults(body: unknown): readonly Fault[] {
  const faults = schemas.followUp(body)
  return faults.length > 0 ? faults : messageFaults(body as Body, [])
}

/** An edit changes only the fields that it has. */
export function editFaults(body: unknown, original: Body): readonly Fault[] {
  const faults = schemas.edit(body)
  return faults.length > 0 ? faults : mergedFaults(body as Body, original, [])
}

/** Flags cannot be removed. */
function mergedFaults(edit: Body, original: Body, path: Fault['path']): readonly Fault[] {
  const flags = Number(original.flags ?? 0) | Number(edit.flags ?? 0)
  return messageFaults({ ...original, ...edit, flags }, path)
}

function choicesFaults(choices: readonly { name: string; value: string | number }[] = []): readonly Fault[] {
  const fault = (says: string): Fault => ({ path: ['data', 'choices'], says })
  return [
    ...(new Set(choices.map(({ name }) => name)).size < choices.length ? [fault('choice names must be unique')] : []),
    ...(choices.some(({ value }) => String(value).length > 100) ? [fault('a choice value is longer than 100')] : []),
    ...(choices.some(({ value }) => value === '') ? [fault('a choice value is empty')] : []),
  ]
}
