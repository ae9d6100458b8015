import { DiscordAPIError, REST, Routes } from 'discord.js'
import type { App } from '../commands/app.ts'
import { handleMessage, type MessageReply } from '../discord/handle-message.ts'
import type { CommandIds } from '../discord/markdown.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'
import { rejectWaitsLongerThan } from '../rest/send.ts'

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
  return {
    take: message => {
      const id = bot()
      const result = id === undefined ? undefined : handleMessage(message, app, ids(), { bot: id, localeOf })
      if (result === undefined) return
      const { about, outcome, fault } = result
      if (fault !== undefined) log.error({ event: 'fault', ...about, outcome, err: fault })
      const sent = send(result).finally(() => pending.delete(sent))
      pending.add(sent)
    },
    close: async () => {
      await Promise.all(pending)
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}
