import { DiscordAPIError, REST, Routes } from 'discord.js'
import pLimit from 'p-limit'
import type { App } from '../commands/app.ts'
import { handleInteraction } from '../discord/handle-interaction.ts'
import { handleMessage, type MessageReply } from '../discord/handle-message.ts'
import { readEnvelope } from '../discord/interaction.ts'
import type { CommandIds } from '../discord/markdown.ts'
import { limits } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'
import { ageOf, createResponder, logFields, rejectWaitsLongerThan } from '../rest/send.ts'

/** Replies to the messages that arrive over the gateway and are meant for the bot. */
export type MessageQueue = {
  /** Takes a message in its JSON form. Never throws. */
  readonly take: (message: unknown) => void
  /** Resolves when all replies have been sent. */
  readonly close: () => Promise<void>
}

export type MessageQueueOptions = {
  readonly api: string
  readonly token: string
  readonly app: App
  readonly ids: () => CommandIds
  /** Returns the id of the bot's own user; undefined until Discord has sent it. */
  readonly bot: () => string | undefined
  /** Returns the language of a server, by its id. */
  readonly localeOf: (server: string) => string
  readonly log: Log
  readonly observe: Observer
  /** Called if Discord no longer accepts the token. */
  readonly onInvalidToken: (error: DiscordAPIError) => void
}

/** After such a wait a reply would come too late. A channel takes five messages in five seconds, so the sixth fits. */
const MAX_WAIT_MS = 10_000

export function createMessageQueue({
  api,
  token,
  app,
  ids,
  bot,
  localeOf,
  log,
  observe,
  onInvalidToken,
}: MessageQueueOptions): MessageQueue {
  const rejectOnRateLimit = rejectWaitsLongerThan(MAX_WAIT_MS)
  const rest = new REST({ api, timeout: 4000, retries: 1, rejectOnRateLimit }).setToken(token)
  // Of many replies in one channel, each has to wait for those before it.
  const timeout = () => AbortSignal.timeout(MAX_WAIT_MS)
  const pending = new Set<Promise<void>>()
  const send = async ({ channel, body, about, outcome }: MessageReply): Promise<void> => {
    const began = performance.now()
    try {
      await rest.post(Routes.channelMessages(channel), { body, signal: timeout() })
    } catch (err) {
      log.warn({ event: 'not posted', ...about, outcome, err })
      observe.answered({ about, outcome: 'unsent' }, performance.now() - began)
      if (err instanceof DiscordAPIError && err.status === 401) onInvalidToken(err)
      return
    }
    const ms = Math.round((performance.now() - began) * 10) / 10
    log.info({ event: 'replied', ...about, outcome, ms })
    observe.answered({ about, outcome }, ms)
  }
  const answer = async (message: unknown, id: string): Promise<void> => {
    const result = await handleMessage(message, app, ids(), { bot: id, localeOf })
    if (result === undefined) return
    const { about, outcome, fault } = result
    if (fault !== undefined) log.error({ event: 'fault', ...about, outcome, err: fault })
    await send(result)
  }
  return {
    take: message => {
      const id = bot()
      if (id === undefined) return
      const answered = answer(message, id).finally(() => pending.delete(answered))
      pending.add(answered)
    },
    close: async () => {
      await Promise.all(pending)
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}

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
    const made = await handleInteraction(interaction, app, ids())
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
