import { setTimeout } from 'node:timers/promises'
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
import { ageOf, createResponder, logFields, REST_OPTIONS, rejectWaitsLongerThan, restDeadline } from '../rest/send.ts'

/** Replies to messages that arrive over the gateway and are addressed to the bot. */
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

/** A later reply would be of no use. A channel accepts five messages in five seconds, so there is time for a sixth. */
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
  const rest = new REST({ ...REST_OPTIONS, api, timeout: 4000, rejectOnRateLimit }).setToken(token)
  const pending = new Set<Promise<void>>()
  const send = async ({ channel, body, about, outcome }: MessageReply): Promise<void> => {
    const started = performance.now()
    try {
      // Replies in one channel are sent one after the other, and each counts the time it spends waiting.
      await rest.post(Routes.channelMessages(channel), { body, signal: restDeadline() })
    } catch (err) {
      log.warn({ event: 'not posted', ...about, outcome, err })
      observe.answered({ about, outcome: 'unsent' }, performance.now() - started)
      if (err instanceof DiscordAPIError && err.status === 401) onInvalidToken(err)
      return
    }
    const ms = Math.round((performance.now() - started) * 10) / 10
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
  /** Resolves when all interactions have been answered. */
  readonly close: () => Promise<void>
}

/** How many interactions are answered at once. In a flood the rest have to wait, or all of them would be answered too late. */
const CONCURRENCY = 64

/** Once a response has taken this long, the next interaction gets its turn: responses that stall delay no others. */
const TURN_MS = 50

/** @param ids called for each interaction, since commands may be registered at any time. */
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
  const track = (work: Promise<unknown>): void => {
    const tracked = work.then(() => {
      pending.delete(tracked)
    })
    pending.add(tracked)
  }
  const handle = async (interaction: unknown, arrived: number): Promise<void> => {
    const to = readEnvelope(interaction)
    if (to === undefined) return log.warn({ event: 'unanswerable' })
    if (performance.now() - arrived > limits.answerWithinMs) return log.warn({ event: 'too late', ...ageOf(to) })
    const result = await handleInteraction(interaction, app, ids())
    if (result.fault !== undefined) log.error({ event: 'fault', ...logFields(result), err: result.fault })
    const delivered = deliver({ to, interaction, result, arrived })
    track(delivered)
    await Promise.race([delivered, setTimeout(TURN_MS, undefined, { ref: false })])
  }
  return {
    take: interaction => track(limit(handle, interaction, performance.now())),
    close: async () => {
      await Promise.all(pending)
      close()
    },
  }
}
