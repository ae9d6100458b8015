import type { CommandJson } from './commands.ts'
import type { Answered } from './fault.ts'
import type { InteractionJson } from './interaction.ts'

export const APPLICATION = '100000000000000001'

/** Everything that this Discord knows, and everything that it saw. */
export type State = {
  readonly token: string
  /** Commands by scope: `everywhere`, or the id of a server. */
  readonly commands: Map<string, readonly RegisteredJson[]>
  /** By token. */
  readonly interactions: Map<string, Waiting>
  readonly requests: Request[]
}

export type RegisteredJson = CommandJson & { readonly id: string; readonly version: string }

/** An interaction on its way: sent, perhaps answered. */
export type Waiting = {
  readonly interaction: InteractionJson
  readonly sentAt: number
  response?: { readonly type: number; readonly data?: MessageJson }
  readonly answered: (ms: number) => void
}

export type MessageJson = Readonly<Record<string, unknown>>

/** A request that the bot made, and what it got. */
export type Request = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
  readonly at: number
  answer?: Answered
}
