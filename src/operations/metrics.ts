import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Command } from '../commands/command.ts'
import type { Problem } from '../content/types.ts'
import type { About, InteractionResult } from '../discord/handle-interaction.ts'
import type { Library } from '../search/library.ts'

/** What the bot answers from, and what it understands. */
type MetricsSource = {
  readonly library: () => Library
  readonly problems: () => readonly Problem[]
  readonly commands: readonly Command[]
}

export type Metrics = {
  readonly observe: Observer
  /** From now on there is something to answer from. */
  readonly stock: (stock: MetricsSource) => void
  readonly stocked: () => boolean
  /** How the shards are; none as long as no connection to the gateway has been made. */
  readonly shards: () => readonly Shard[]
  /** All figures in Prometheus’ text form. */
  readonly text: () => Promise<string>
  readonly contentType: string
}

/** From an answer that was at hand to one for which Discord no longer waits. */
const BUCKETS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 3000]

/** Counts what goes over the wires; the rest is looked up when somebody asks. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  let stock: MetricsSource | undefined
  let shards: () => readonly Shard[] = () => []
  let known: ReadonlySet<string> = new Set()

  const answers = new Counter({
    name: 'shownotes_answers_total',
    help: 'Answers, by what was used and how it went',
    labelNames: ['command', 'outcome'],
    registers,
  })
  const milliseconds = new Histogram({
    name: 'shownotes_answer_milliseconds',
    help: 'From when something came in to when its answer was out',
    labelNames: ['command'],
    buckets: BUCKETS_MS,
    registers,
  })
  const refused = new Counter({
    name: 'shownotes_refused_total',
    help: 'Requests that Discord had not signed, or that came again',
    registers,
  })
  for (const { name, help, value } of LOOKED_UP) {
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(value(stock, shards())) })
  }
  return {
    observe: {
      answered: ({ about: { command = 'other' }, outcome }, ms) => {
        const label = known.has(command) ? command : 'other'
        answers.inc({ command: label, outcome })
        milliseconds.observe({ command: label }, ms)
      },
      refused: () => refused.inc(),
      connecting: current => {
        shards = current
      },
    },
    stock: given => {
      stock = given
      known = labels(given.commands)
    },
    stocked: () => stock !== undefined,
    shards: () => shards(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

type LookedUp = {
  readonly name: string
  readonly help: string
  readonly value: (stock: MetricsSource | undefined, shards: readonly Shard[]) => number
}

const LOOKED_UP: readonly LookedUp[] = [
  {
    name: 'shownotes_episodes',
    help: 'Published episodes in the library',
    value: stock => stock?.library().episodes.length ?? 0,
  },
  {
    name: 'shownotes_passages',
    help: 'Moments of episodes that can be quoted',
    value: stock => stock?.library().positionalIndex.momentCount ?? 0,
  },
  {
    name: 'shownotes_problems',
    help: 'What is wrong with the content; `shownotes check` names each',
    value: stock => stock?.problems().length ?? 0,
  },
  {
    name: 'shownotes_gateway_shards',
    help: 'Connections to the gateway that there should be',
    value: (_, shards) => shards.length,
  },
  {
    name: 'shownotes_gateway_connected_shards',
    help: 'Connections to the gateway that there are',
    value: (_, shards) => shards.filter(({ connected }) => connected).length,
  },
  {
    name: 'shownotes_gateway_ping_milliseconds',
    help: 'How long the slowest of the last heartbeats took to be acknowledged',
    value: (_, shards) => Math.max(0, ...shards.map(({ ping }) => ping ?? 0)),
  },
]

/** Everything that can be used. Nobody outside can add to it, or each new name would be kept as a figure of its own. */
function labels(commands: readonly Command[]): ReadonlySet<string> {
  const views = [...commands.map(({ name }) => name), 'results']
  const presses = views.flatMap(view => ['turn', 'open', 'share'].map(kind => `${kind} ${view}`))
  return new Set([...commands.map(({ name }) => name), ...presses, 'dismiss', 'mention'])
}

/** Told of what happens on the wires, for figures. None of it names a person, or what they asked. */
export type Observer = {
  /** An answer to what came in so many milliseconds ago. `unsent`: Discord did not take it. */
  readonly answered: (made: Observed, ms: number) => void
  /** A request came that Discord had not signed, or that had been answered already. */
  readonly refused: () => void
  /** A connection to the gateway is being made: from now on it can be asked how its shards are. */
  readonly connecting: (shards: () => readonly Shard[]) => void
}

type Observed = { readonly about: About; readonly outcome: InteractionResult['outcome'] | 'unsent' }

/** One of the connections over which Discord's gateway tells what happens in servers. */
export type Shard = {
  readonly connected: boolean
  /** Milliseconds since anything came, an acknowledged heartbeat too. */
  readonly silent: number
  /** Milliseconds that the last heartbeat took to be acknowledged; nothing before the first. */
  readonly ping: number | undefined
}

export const noObserver: Observer = { answered: () => {}, refused: () => {}, connecting: () => {} }
