import pLimit from 'p-limit'
import type { App } from '../commands/app.ts'
import { handleInteraction } from '../discord/handle-interaction.ts'
import { readEnvelope } from '../discord/interaction.ts'
import type { CommandIds } from '../discord/markdown.ts'
import { limits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'
import { ageOf, createResponder, logFields } from '../rest/send.ts'

/** Where interactions come in and their answers go out. */
export type InteractionQueue = {
  /** Takes an interaction in its raw form. Never throws. */
  readonly take: (interaction: unknown) => void
  /** Resolves when everything taken has been answered. */
  readonly close: () => Promise<void>
}

/**
 * So many answers are on their way at once. In a flood the first come is served first: were all worked on together, all
 * would be late together, each behind a connection of its own.
 */
const AT_ONCE = 64

/**
 * Answers each interaction that is taken.
 *
 * @param ids called once for each interaction: commands may be registered while the desk is open.
 */
export function createInteractionQueue(
  api: string,
  app: App,
  ids: () => CommandIds,
  log: Log,
  observe: Observer,
): InteractionQueue {
  const { deliver, close } = createResponder(api, log, observe)
  const inTurn = pLimit(AT_ONCE)
  const inHand = new Set<Promise<void>>()
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
      const handled = inTurn(handle, interaction, performance.now()).finally(() => inHand.delete(handled))
      inHand.add(handled)
    },
    close: async () => {
      await Promise.all(inHand)
      close()
    },
  }
}
