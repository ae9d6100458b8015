import { ApplicationCommandType } from 'discord-api-types/v10'
import type { Definition } from './definition.ts'

/** A command as Discord gives it back: what we sent, and more. */
export type Registered = { readonly id: string; readonly type: number; readonly name: string }

/** What we may send of a command. Discord adds ids, versions, and a default for all that was not sent. */
const FIELDS = [
  'description',
  'options',
  'default_member_permissions',
  'name_localizations',
  'description_localizations',
]

/** Discord keeps these only for commands that are registered everywhere. */
const ONLY_EVERYWHERE = ['contexts', 'integration_types']

/** A line for each command that is new (`+`), changed (`~`, with its fields) or gone (`-`); none when all is the same. */
export function differences(
  wanted: readonly Definition[],
  present: readonly Registered[],
  scope: 'everywhere' | 'one server',
): readonly string[] {
  const fields = scope === 'everywhere' ? [...FIELDS, ...ONLY_EVERYWHERE] : FIELDS
  const ours = wanted.map(command => {
    const other = present.find(candidate => isSame(command, candidate))
    if (other === undefined) return `+ ${label(command)}`
    const changed = fields.filter(field => text(command, field) !== text(other, field))
    return changed.length === 0 ? '' : `~ ${label(command)}: ${changed.join(', ')}`
  })
  const gone = present.filter(other => !wanted.some(command => isSame(command, other)))
  return [...ours.filter(line => line !== ''), ...gone.map(other => `- ${label(other)}`)]
}

/** As people call it: `/ask`, or the entry in a message's menu. */
function label({ type, name }: Definition | Registered): string {
  return type === ApplicationCommandType.Message ? `“${name}”` : `/${name}`
}

function isSame(command: Definition, other: Registered): boolean {
  return command.name === other.name && command.type === other.type
}

/** A field in a form that can be compared: the order of its names says nothing. */
function text(command: object, field: string): string {
  return JSON.stringify(bare(new Map(Object.entries(command)).get(field))) ?? ''
}

/** Without what only says that something is not set, at any depth: Discord leaves such fields out or fills them in. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(bare)
  if (value === null || value === false || value === '') return undefined
  if (typeof value !== 'object') return value
  const fields = Object.entries(value).map(([name, field]) => [name, bare(field)] as const)
  const set = fields.filter(([, field]) => field !== undefined).sort(([one], [other]) => (one < other ? -1 : 1))
  return set.length === 0 ? undefined : Object.fromEntries(set)
}
