import { type CommandJson, commandsFaults } from './commands.ts'
import type { Fault } from './fault.ts'
import { messageFaults } from './message.ts'
import { schemas } from './schema.ts'

type Body = Readonly<Record<string, unknown>>
type Callback = { readonly type: number; readonly data?: Body | null }

const CALLBACK = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8 }
const EPHEMERAL = 1 << 6

/** Response types that each type of interaction takes; what this Discord does not know yet takes a message. */
const TAKES: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
}
const OTHER_TAKES = [4, 5]

export function bulkFaults(body: unknown): readonly Fault[] {
  const faults = schemas.commands(body)
  return faults.length > 0 ? faults : commandsFaults(body as readonly CommandJson[])
}

/**
 * What is wrong with the first response to an interaction.
 *
 * @param under the message that it came from, of a button, a select, or a form that one of them opened
 */
export function callbackFaults(body: unknown, interactionType: unknown, under?: Body): readonly Fault[] {
  const type = typeof body === 'object' && body !== null && 'type' in body ? Number(body.type) : 0
  if (!((typeof interactionType === 'number' && TAKES[interactionType]) || OTHER_TAKES).includes(type))
    return [{ path: ['type'], says: `no answer to an interaction of type ${interactionType}` }]
  if ((type === CALLBACK.update || type === CALLBACK.deferredUpdate) && under === undefined)
    return [{ path: ['type'], says: 'there is no message to update' }]
  const faults = schemas.callbacks[type]?.(body) ?? []
  if (faults.length > 0) return faults
  const { data } = body as Callback
  switch (type) {
    case CALLBACK.message:
      return data ? messageFaults(data, ['data']) : [{ path: ['data'], says: 'Cannot send an empty message' }]
    case CALLBACK.update:
      return mergedFaults(data ?? {}, under ?? {}, ['data'])
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
  return faults.length > 0 ? faults : messageFaults(body as Body, [])
}

/** An edit changes only what it names. */
export function editFaults(body: unknown, original: Body): readonly Fault[] {
  const faults = schemas.edit(body)
  return faults.length > 0 ? faults : mergedFaults(body as Body, original, [])
}

/** Flags that are set stay set. */
function mergedFaults(edit: Body, original: Body, path: Fault['path']): readonly Fault[] {
  const flags = Number(original.flags ?? 0) | Number(edit.flags ?? 0)
  return messageFaults({ ...original, ...edit, flags }, path)
}

function choicesFaults(choices: readonly { name: string; value: string | number }[] = []): readonly Fault[] {
  const fault = (says: string): Fault => ({ path: ['data', 'choices'], says })
  return [
    ...(new Set(choices.map(({ name }) => name)).size < choices.length ? [fault('choice names must be unique')] : []),
    ...(choices.some(({ value }) => String(value).length > 100) ? [fault('a choice value is longer than 100')] : []),
    ...(choices.some(({ value }) => value === '') ? [fault('a choice value is empty')] : []),
  ]
}
