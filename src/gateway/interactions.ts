import pLimit from 'p-limit'
import type { App } from '../commands/app.ts'
import { handleInteraction } from '../discord/handle-interaction.ts'
import { readEnvelope } from '../discord/interaction.ts'
import type { CommandIds } from '../discord/markdown.ts'
import { limits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'
import { ageOf, createResponder, logFields } from '../rest/send.ts'

/** Answers the interactions that arrive over the gateway. */
export type InteractionQueue = {
  /** Takes an interaction in its JSON form. Never throws. */
  readonly take: (interaction: unknown) => void
  /** Resolves when all have been answered. */
  readonly close: () => Promise<void>
}

/** In a flood of interactions the first are answered first; if all were answered at once, all of them would be late. */
const CONCURRENCY = 64

/** @param ids called for each interaction: commands may be registered meanwhile. */
export function createInteractionQueue(
  api: string,
  app: App,
  ids: () => CommandIds,
  log: Log,
  observe: Observer,
): InteractionQueue {
  const { deliver, close } = createResponder(api, log, observe)
  const limit = pLimit(CONCURRENCY)
  const pending = new Set<Promise<void>>()
  const handle = async (interaction: unknown, arrived: number): Promise<void> => {
    const to = readEnvelope(interaction)
    if (to === undefined) return log.warn({ event: 'unanswerable' })
    if (performance.now() - arrived > limits.answerWithinMs) return log.warn({ event: 'too late', ...ageOf(to) })
    const made = handleInteraction(interaction, app, ids())
    if (made.fault !== undefined) log.error({ event: 'fault', ...logFields(made), err: made.fault })
    await deliver({ to, interaction, made, arrived })
  }
  return {
    take: interaction => {
      const handled = limit(handle, interaction, performance.now()).finally(() => pending.delete(handled))
      pending.add(handled)
    },
    close: async () => {
      await Promise.all(pending)
      close()
    },
  }
}
