import { DiscordAPIError, REST, Routes } from 'discord.js'
import type { App } from '../commands/app.ts'
import { handleMessage, type MessageReply } from '../discord/handle-message.ts'
import type { CommandIds } from '../discord/markdown.ts'
import type { Log } from '../log.ts'
import type { Observer } from '../operations/metrics.ts'
import { asksToWaitLongerThan } from '../rest/send.ts'

/** Where messages come in that people write, and replies go out to those that are meant for the bot. */
export type MessageQueue = {
  /** Takes a message in its raw form. Never throws. */
  readonly take: (message: unknown) => void
  /** Resolves when everything taken has been replied to. */
  readonly close: () => Promise<void>
}

export type MessageQueueOptions = {
  readonly api: string
  readonly token: string
  readonly app: App
  readonly ids: () => CommandIds
  /** The id of the bot's own user; nothing as long as Discord has not said it. */
  readonly bot: () => string | undefined
  /** The language of a server, by its id. */
  readonly localeOf: (server: string) => string
  readonly log: Log
  readonly observe: Observer
  /** Told of what makes it useless to stay: that Discord no longer accepts the token. */
  readonly lost: (error: DiscordAPIError) => void
}

/**
 * A reply that has to wait longer comes too late to be one. A channel takes five messages in five seconds, so that the
 * sixth waits a little longer than that.
 */
const LONGEST_WAIT_MS = 10_000

/** Posts replies as the bot. A request that is sent again is no second message: each reply has a nonce, enforced. */
export function createMessageQueue({
  api,
  token,
  app,
  ids,
  bot,
  localeOf,
  log,
  observe,
  lost,
}: MessageQueueOptions): MessageQueue {
  const rejectOnRateLimit = asksToWaitLongerThan(LONGEST_WAIT_MS)
  const rest = new REST({ api, timeout: 4000, retries: 1, rejectOnRateLimit }).setToken(token)
  // Each of many in one channel waits only a little for Discord, and long for those before it.
  const inTime = () => AbortSignal.timeout(LONGEST_WAIT_MS)
  const inHand = new Set<Promise<void>>()
  const reply = async ({ channel, body, about, outcome }: MessageReply): Promise<void> => {
    const began = performance.now()
    try {
      await rest.post(Routes.channelMessages(channel), { body, signal: inTime() })
    } catch (err) {
      log.warn({ event: 'not posted', ...about, outcome, err })
      observe.answered({ about, outcome: 'unsent' }, performance.now() - began)
      if (err instanceof DiscordAPIError && err.status === 401) lost(err)
      return
    }
    const ms = Math.round((performance.now() - began) * 10) / 10
    log.info({ event: 'replied', ...about, outcome, ms })
    observe.answered({ about, outcome }, ms)
  }
  return {
    take: message => {
      const self = bot()
      const meant = self === undefined ? undefined : handleMessage(message, app, ids(), { bot: self, localeOf })
      if (meant === undefined) return
      const { about, outcome, fault } = meant
      if (fault !== undefined) log.error({ event: 'fault', ...about, outcome, err: fault })
      const replied = reply(meant).finally(() => inHand.delete(replied))
      inHand.add(replied)
    },
    close: async () => {
      await Promise.all(inHand)
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}
