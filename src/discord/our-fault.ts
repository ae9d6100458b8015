import type { Say } from '../reply/say.ts'
import { trouble } from '../reply/trouble.ts'

/** What a person reads after a fault of ours, with the code by which whoever runs the bot finds it in the log. */
export function ourFault(code: string | undefined): Say {
  return trouble(phrases => [phrases.trouble.ourFault, ...(code === undefined ? [] : [` (${code})`])])
}

/**
 * Five letters and digits for what came in: its time to the millisecond, which its id holds, over and over every 16
 * hours. It says nothing about a person.
 */
export function faultCode(arrived: unknown): string | undefined {
  const id = typeof arrived === 'object' && arrived !== null && 'id' in arrived ? arrived.id : undefined
  if (typeof id !== 'string' || !/^\d{1,20}$/.test(id)) return undefined
  return (BigInt(id) >> 22n).toString(36).slice(-5).toUpperCase()
}
