import type { CommandJson } from './commands.ts'
import type { Answered, Fault } from './fault.ts'
import type { InteractionJson } from './interaction.ts'
import { type Sharding, UNSHARDED } from './sharding.ts'
import type { Message } from './shown.ts'

const FIRST_RESPONSE_MS = 3000

/** Everything that this Discord knows, and everything that it saw. */
export type State = {
  readonly token: string
  /** How long an interaction waits for its first response, in milliseconds. */
  readonly firstResponseMs: number
  readonly sharding: Sharding
  /** Commands by scope: `everywhere`, or the id of a server. */
  readonly commands: Map<string, readonly RegisteredJson[]>
  /** By token. */
  readonly interactions: Map<string, Waiting>
  /** By id; one that was deleted is remembered as gone. */
  readonly messages: Map<string, Message | 'gone'>
  /** Messages that were sent with a nonce, by channel and nonce. */
  readonly nonces: Map<string, Message>
  readonly requests: Request[]
  /** Tells the bot of an event, as far as its intents go. */
  readonly dispatch: (event: string, data: unknown) => void
}

export type RegisteredJson = CommandJson & { readonly id: string; readonly version: string }

/** An interaction on its way: sent, perhaps answered. */
export type Waiting = {
  readonly interaction: InteractionJson
  readonly sentAt: number
  response?: { readonly type: number; readonly data?: Body }
  /** The id of the message that `@original` stands for. */
  original?: string
  readonly answered: (ms: number) => void
}

/** What a bot sends. */
export type Body = Readonly<Record<string, unknown>>

/** A request that the bot made, and what it got. */
export type Request = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
  readonly at: number
  /** What is wrong with its body, whatever it got. */
  faults?: readonly Fault[]
  answer?: Answered
}

export function newState(
  token: string,
  dispatch: State['dispatch'] = () => {},
  firstResponseMs = FIRST_RESPONSE_MS,
  sharding = UNSHARDED,
): State {
  return {
    token,
    firstResponseMs,
    sharding,
    commands: new Map(),
    interactions: new Map(),
    messages: new Map(),
    nonces: new Map(),
    requests: [],
    dispatch,
  }
}
