import * as z from 'zod'
import type { Say } from '../reply/say.ts'
import { trouble } from '../reply/trouble.ts'
import { snowflake } from './snowflake.ts'

/** What a person reads after a fault of ours, with the code by which whoever runs the bot finds it in the log. */
export function ourFault(code: string | undefined): Say {
  return trouble(phrases => [phrases.trouble.ourFault, ...(code === undefined ? [] : [` (${code})`])])
}

const identified = z.object({ id: snowflake })

/**
 * Five letters and digits for what came in: its time to the millisecond, which its id holds, over and over every 16
 * hours. It says nothing about a person.
 */
export function faultCode(arrived: unknown): string | undefined {
  const { data } = identified.safeParse(arrived)
  return data && (BigInt(data.id) >> 22n).toString(36).slice(-5).toUpperCase()
}
