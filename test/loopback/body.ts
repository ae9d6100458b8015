import { type CommandJson, commandsFaults } from './commands.ts'
import type { Fault } from './fault.ts'
import { messageFaults } from './message.ts'
import { schemas } from './schema.ts'

type Callback = { readonly type: number; readonly data?: Readonly<Record<string, unknown>> | null }

const CALLBACK = { message: 4, deferred: 5, update: 7, choices: 8 }
const EPHEMERAL = 1 << 6

/** Response types that each type of interaction takes. */
const TAKES: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
}

export function bulkFaults(body: unknown): readonly Fault[] {
  const faults = schemas.commands(body)
  return faults.length > 0 ? faults : commandsFaults(body as readonly CommandJson[])
}

/** What is wrong with the first response to an interaction. */
export function callbackFaults(body: unknown, interactionType: number): readonly Fault[] {
  const type = typeof body === 'object' && body !== null && 'type' in body ? Number(body.type) : 0
  if (!TAKES[interactionType]?.includes(type))
    return [{ path: ['type'], says: `no answer to an interaction of type ${interactionType}` }]
  const faults = schemas.callbacks[type]?.(body) ?? []
  if (faults.length > 0) return faults
  const { data } = body as Callback
  switch (type) {
    case CALLBACK.message:
      return data ? messageFaults(data, ['data']) : [{ path: ['data'], says: 'Cannot send an empty message' }]
    case CALLBACK.deferred:
      return (Number(data?.flags ?? 0) & ~EPHEMERAL) === 0 ? [] : [{ path: ['data', 'flags'], says: 'only EPHEMERAL' }]
    case CALLBACK.choices:
      return choicesFaults(data?.choices as readonly { name: string; value: string | number }[])
    default:
      return []
  }
}

export function followUpFaults(body: unknown): readonly Fault[] {
  const faults = schemas.followUp(body)
  return faults.length > 0 ? faults : messageFaults(body as Readonly<Record<string, unknown>>, [])
}

/** An edit changes only what it names. */
export function editFaults(body: unknown, original: Readonly<Record<string, unknown>>): readonly Fault[] {
  const faults = schemas.edit(body)
  if (faults.length > 0) return faults
  const edit = body as Readonly<Record<string, unknown>>
  return messageFaults({ ...original, ...edit, flags: Number(original.flags ?? 0) | Number(edit.flags ?? 0) }, [])
}

function choicesFaults(choices: readonly { name: string; value: string | number }[] = []): readonly Fault[] {
  const fault = (says: string): Fault => ({ path: ['data', 'choices'], says })
  return [
    ...(new Set(choices.map(({ name }) => name)).size < choices.length ? [fault('choice names must be unique')] : []),
    ...(choices.some(({ value }) => String(value).length > 100) ? [fault('a choice value is longer than 100')] : []),
    ...(choices.some(({ value }) => value === '') ? [fault('a choice value is empty')] : []),
  ]
}
