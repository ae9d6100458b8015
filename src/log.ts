import type { Writable } from 'node:stream'
import { type DestinationStream, type Logger, pino } from 'pino'

/**
 * Writes one JSON object per line, or readable lines on a terminal. Never log a token, a question or a user's id.
 */
export type Log = Logger

export async function openLog(level: string, out: Writable & { isTTY?: boolean }): Promise<Log> {
  if (!out.isTTY) return createLog(level, out)
  const { PinoPretty } = await import('pino-pretty')
  const pretty = { destination: out, sync: true, messageFormat: '{event}', ignore: 'event', singleLine: true }
  return createLog(level, PinoPretty(pretty))
}

/**
 * A line that cannot be written, because the disk is full or the reader gone, is dropped. The next one is tried again.
 *
 * @returns a function that returns how many lines have been dropped.
 */
export function countDroppedLines(out: Writable): () => number {
  let dropped = 0
  out.on('error', () => dropped++)
  return () => dropped
}

/** One JSON object per line. */
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
 * The parts of an error that are safe to log. A REST error of discord.js also contains the request's URL, with the
 * interaction's token, and its body, with the answer. So this picks the safe parts instead of removing the unsafe ones.
 */
function cause(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack } = error
  const { code, status, method } = error as { code?: unknown; status?: unknown; method?: unknown }
  return { type: name, message, code, status, method, ...(status === undefined && { stack }) }
}
