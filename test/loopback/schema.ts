import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import * as spec from 'discord-api-spec/zod'
import { z } from 'zod'
import type { Fault } from './fault.ts'

/** Says what Discord's own OpenAPI document finds wrong with a body. */
export type Schema = (body: unknown) => readonly Fault[]

const ajv = new Ajv2020({ allErrors: true, strict: false })
ajv.addFormat('uri', text => URL.canParse(text))
ajv.addFormat('date-time', text => !Number.isNaN(Date.parse(text)))

export const schemas = {
  commands: schemaOf(z.array(spec.ApplicationCommandUpdateRequestSchema)),
  /** By the type of the response. */
  callbacks: {
    1: schemaOf(spec.PongInteractionCallbackRequestSchema),
    4: schemaOf(spec.CreateMessageInteractionCallbackRequestSchema),
    5: schemaOf(spec.CreateMessageInteractionCallbackRequestSchema),
    6: schemaOf(spec.UpdateMessageInteractionCallbackRequestSchema),
    7: schemaOf(spec.UpdateMessageInteractionCallbackRequestSchema),
    8: schemaOf(spec.ApplicationCommandAutocompleteCallbackRequestSchema),
    9: schemaOf(spec.ModalInteractionCallbackRequestSchema),
  } as Readonly<Record<number, Schema>>,
  followUp: schemaOf(spec.IncomingWebhookInteractionRequestSchema),
  edit: schemaOf(spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema),
} as const

function schemaOf(schema: z.core.$ZodType): Schema {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: mend })
  const validate = ajv.compile(json)
  return body => (validate(body) ? [] : (validate.errors ?? []).map(faultOf))
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
