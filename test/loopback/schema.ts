import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import * as spec from 'discord-api-spec/zod'
import { z } from 'zod'
import type { Fault } from './fault.ts'

/** Says what Discord's own OpenAPI document finds wrong with a body. */
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

/** Compiled when it is first needed: that takes a while. */
function schemaOf(schema: z.core.$ZodType): Schema {
  let validate: ValidateFunction | undefined
  return body => {
    validate ??= ajv.compile(
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'ref', override: mend }),
    )
    return validate(body) ? [] : (validate.errors ?? []).map(faultOf)
  }
}

type Json = { type?: unknown; pattern?: unknown; properties?: Record<string, object>; [key: string]: unknown }

/** Where the document is wrong, or lets anything through. */
function mend({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }): void {
  const json = jsonSchema as Json
  // Discord refuses a field that it does not know only in some places; a typing error of ours it should be everywhere.
  if (json.properties !== undefined) json.additionalProperties = false
  // “Nothing” would become a schema that takes everything.
  if (zodSchema._zod.def.type === 'undefined') json.not = {}
  // It is a string in practice.
  if (json.properties?.default_member_permissions) {
    json.properties.default_member_permissions = { type: ['string', 'null'], pattern: '^\\d+$' }
  }
  // Timestamps carry an offset, which the pattern does not know.
  if (json.format === 'date-time') delete json.pattern
}

function faultOf({ instancePath, message = '', params }: ErrorObject): Fault {
  const path = instancePath.split('/').slice(1)
  const extra = 'additionalProperty' in params ? `: ${params.additionalProperty}` : ''
  return { path, says: message + extra }
}
