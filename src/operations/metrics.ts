import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Command } from '../commands/command.ts'
import type { Problem } from '../content/types.ts'
import type { About, InteractionResult } from '../discord/handle-interaction.ts'
import type { Embeddings } from '../embeddings/embeddings.ts'
import type { Library } from '../search/library.ts'

/** What the metrics are read from. */
type MetricsSource = {
  readonly library: () => Library
  readonly problems: () => readonly Problem[]
  readonly commands: readonly Command[]
  readonly embeddings: Embeddings | undefined
}

export type Metrics = {
  readonly observe: Observer
  /** Called once the episodes have been read. */
  readonly setSource: (source: MetricsSource) => void
  readonly hasSource: () => boolean
  /** The state of each shard; none until the bot connects to the gateway. */
  readonly shards: () => readonly Shard[]
  /** Whether Discord has lately let every response run out of time. */
  readonly isStalled: () => boolean
  /** All metrics in Prometheus’ text format. */
  readonly text: () => Promise<string>
  readonly contentType: string
}

/** From a cached answer to one that misses Discord's deadline. */
const BUCKETS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 3000]

/** So many responses in a row have to run out of time, the last of them so recently, before Discord counts as stalled. */
const STALLED = { responses: 5, ms: 60_000 }

/**
 * Counts events as they happen; everything else is looked up when the metrics are requested.
 *
 * @param droppedLines how many lines of the log could not be written.
 */
export function createMetrics(droppedLines = () => 0): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  let source: MetricsSource | undefined
  let shards: () => readonly Shard[] = () => []
  let known: ReadonlySet<string> = new Set()

  const answers = new Counter({
    name: 'shownotes_answers_total',
    help: 'Answers by command and outcome',
    labelNames: ['command', 'outcome'],
    registers,
  })
  const milliseconds = new Histogram({
    name: 'shownotes_answer_milliseconds',
    help: 'Time from receiving something to sending its answer',
    labelNames: ['command'],
    buckets: BUCKETS_MS,
    registers,
  })
  const refused = new Counter({
    name: 'shownotes_refused_total',
    help: 'Requests that were not signed by Discord, or were replayed',
    registers,
  })
  const unfinished = new Counter({
    name: 'shownotes_unfinished_responses_total',
    help: 'Responses that Discord did not accept in time',
    registers,
  })
  const dropped: Counter = new Counter({
    name: 'shownotes_dropped_log_lines_total',
    help: 'Lines of the log that could not be written',
    registers,
    collect: () => {
      dropped.reset()
      dropped.inc(droppedLines())
    },
  })
  let stalls = { inARow: 0, last: 0 }
  for (const { name, help, value } of GAUGES) {
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(value(source, shards())) })
  }
  return {
    observe: {
      answered: ({ about: { command = 'other' }, outcome }, ms) => {
        const label = known.has(command) ? command : 'other'
        answers.inc({ command: label, outcome })
        milliseconds.observe({ command: label }, ms)
      },
      refused: () => refused.inc(),
      responded: inTime => {
        stalls = inTime ? { inARow: 0, last: 0 } : { inARow: stalls.inARow + 1, last: performance.now() }
        if (!inTime) unfinished.inc()
      },
      connecting: current => {
        shards = current
      },
    },
    setSource: given => {
      source = given
      known = labels(given.commands)
    },
    hasSource: () => source !== undefined,
    shards: () => shards(),
    isStalled: () => stalls.inARow >= STALLED.responses && performance.now() - stalls.last < STALLED.ms,
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

type GaugeDefinition = {
  readonly name: string
  readonly help: string
  readonly value: (source: MetricsSource | undefined, shards: readonly Shard[]) => number
}

const GAUGES: readonly GaugeDefinition[] = [
  {
    name: 'shownotes_episodes',
    help: 'Published episodes in the library',
    value: source => source?.library().episodes.length ?? 0,
  },
  {
    name: 'shownotes_passages',
    help: 'Passages that can be quoted',
    value: source => source?.library().positionalIndex.momentCount ?? 0,
  },
  {
    name: 'shownotes_embedding_passages',
    help: 'Passages that are found by meaning, once they have a vector; 0 if embeddings are off',
    value: source => source?.embeddings?.progress().of ?? 0,
  },
  {
    name: 'shownotes_embedded_passages',
    help: 'Passages that have a vector',
    value: source => source?.embeddings?.progress().done ?? 0,
  },
  {
    name: 'shownotes_problems',
    help: 'Problems with the content; `npm run check` lists them',
    value: source => source?.problems().length ?? 0,
  },
  {
    name: 'shownotes_gateway_shards',
    help: 'Connections to the gateway that Discord asks for',
    value: (_, shards) => shards.length,
  },
  {
    name: 'shownotes_gateway_connected_shards',
    help: 'Connections to the gateway that are open',
    value: (_, shards) => shards.filter(({ connected }) => connected).length,
  },
  {
    name: 'shownotes_gateway_ping_milliseconds',
    help: 'Time until the slowest of the latest heartbeats was acknowledged',
    value: (_, shards) => Math.max(0, ...shards.map(({ ping }) => ping ?? 0)),
  },
]

/** All labels. They are fixed, or anyone could create a time series for each new name. */
function labels(commands: readonly Command[]): ReadonlySet<string> {
  const views = [...commands.map(({ name }) => name), 'results', 'fix']
  const presses = views.flatMap(view => ['turn', 'open', 'share', 'form'].map(kind => `${kind} ${view}`))
  return new Set([...commands.map(({ name }) => name), ...presses, 'dismiss', 'mention'])
}

/** Receives events for the metrics. They contain neither users nor questions. */
export type Observer = {
  /** An answer was sent, after this many milliseconds; `unsent` if Discord did not accept it. */
  readonly answered: (answer: ObservedAnswer, ms: number) => void
  /** A request was not signed by Discord, or was replayed. */
  readonly refused: () => void
  /** Discord took a response or refused it, or its time was over before either. */
  readonly responded: (inTime: boolean) => void
  /** The bot connects to the gateway: from now on `shards` returns the state of its connections. */
  readonly connecting: (shards: () => readonly Shard[]) => void
}

type ObservedAnswer = { readonly about: About; readonly outcome: InteractionResult['outcome'] | 'unsent' }

/** One of the bot's connections to Discord's gateway. */
export type Shard = {
  readonly connected: boolean
  /** Milliseconds since the last event or acknowledged heartbeat. */
  readonly silent: number
  /** Milliseconds until the last heartbeat was acknowledged; undefined before the first. */
  readonly ping: number | undefined
}

export const noObserver: Observer = { answered: () => {}, refused: () => {}, responded: () => {}, connecting: () => {} }
