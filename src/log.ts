import type { Writable } from 'node:stream'
import { type DestinationStream, type Logger, pino } from 'pino'

/**
 * One JSON object a line, or a readable line when a person looks on.
 * What may never be written: a token, a question, the id of a person.
 */
export type Log = Logger

export async function openLog(level: string, out: Writable & { isTTY?: boolean }): Promise<Log> {
  if (!out.isTTY) return createLog(level, out)
  const { PinoPretty } = await import('pino-pretty')
  const pretty = { destination: out, sync: true, messageFormat: '{event}', ignore: 'event', singleLine: true }
  return createLog(level, PinoPretty(pretty))
}

/** One JSON object a line. */
export function createLog(level: string, out: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: cause },
  }
  return pino(options, out)
}

/**
 * The parts of an error that are safe to keep. A REST error of discord.js also carries the request's address, with the
 * interaction's token in it, and its body, with the words of the answer: so parts are picked here, not struck out.
 */
function cause(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack } = error
  const { code, status, method } = error as { code?: unknown; status?: unknown; method?: unknown }
  return { type: name, message, code, status, method, ...(status === undefined && { stack }) }
}
