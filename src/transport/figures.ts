import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Command, registeredName } from '../commands/command.ts'
import type { Problem } from '../content/episode.ts'
import type { Library } from '../search/library.ts'
import type { Observe, Shard } from './observe.ts'

/** What the bot answers from, and what it understands. */
export type Stock = {
  readonly library: () => Library
  readonly problems: () => readonly Problem[]
  readonly commands: readonly Command[]
}

export type Figures = {
  readonly observe: Observe
  /** From now on there is something to answer from. */
  readonly stock: (stock: Stock) => void
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
export function createFigures(): Figures {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  let stock: Stock | undefined
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
  readonly value: (stock: Stock | undefined, shards: readonly Shard[]) => number
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
    value: stock => stock?.library().timeline.length ?? 0,
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
  const presses = views.flatMap(view => ['turn', 'open', 'share'].map(does => `${does} ${view}`))
  return new Set([...commands.map(registeredName), ...presses, 'dismiss', 'mention'])
}
