import type { About, Answer } from '../discord/answer.ts'

/** Told of what happens on the wires, for figures. None of it names a person, or what they asked. */
export type Observe = {
  /** An answer to what came in so many milliseconds ago. `unsent`: Discord did not take it. */
  readonly answered: (made: Observed, ms: number) => void
  /** A request came that Discord had not signed, or that had been answered already. */
  readonly refused: () => void
  /** A connection to the gateway is being made: from now on it can be asked how its shards are. */
  readonly connecting: (shards: () => readonly Shard[]) => void
}

export type Observed = { readonly about: About; readonly outcome: Answer['outcome'] | 'unsent' }

/** One of the connections over which Discord's gateway tells what happens in servers. */
export type Shard = {
  readonly connected: boolean
  /** Milliseconds since anything came, an acknowledged heartbeat too. */
  readonly silent: number
  /** Milliseconds that the last heartbeat took to be acknowledged; nothing before the first. */
  readonly ping: number | undefined
}

export const unobserved: Observe = { answered: () => {}, refused: () => {}, connecting: () => {} }
