/** What is wrong with a body, and where in it. */
export type Fault = { readonly path: readonly (string | number)[]; readonly says: string }

/** An answer of Discord's API. */
export type Answered = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The head is sent, and then nothing more. */
  readonly endless?: true
}

/** Discord's own errors, in its shape. https://docs.discord.com/developers/topics/opcodes-and-status-codes */
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
