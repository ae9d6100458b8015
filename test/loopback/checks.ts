import { APPLICATION, type State } from './state.ts'

type Path = readonly (string | number)[]

const HUGE = 'x'.repeat(20_000)

/** Wrong values: missing, of the wrong type, or far too large. */
const WRONG: readonly unknown[] = [undefined, null, -1, HUGE, [null], { a: { b: [1] } }]

/** All variants of a value with one part removed or replaced by something wrong. */
export function mangled<T extends object>(value: T): readonly T[] {
  return pathsOf(value).flatMap(path => WRONG.map(wrong => withPart(value, path, wrong) as T))
}

function pathsOf(value: unknown, here: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [here]
  const inner = Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...here, name]))
  return here.length === 0 ? inner : [here, ...inner]
}

/** A part that is `undefined` is removed, as it is in JSON. */
function withPart(value: unknown, [name, ...rest]: Path, part: unknown): unknown {
  if (name === undefined) return part
  if (Array.isArray(value)) return value.map((one, place) => (String(place) === name ? withPart(one, rest, part) : one))
  const inner = (value as Record<string | number, unknown>)[name]
  return { ...(value as object), [name]: withPart(inner, rest, part) }
}

/** Short words, and those that a test uses everywhere, may be in a log for other reasons. */
const isTelling = (text: string): boolean => text.length >= 12 && new Set(text).size > 2

/** The secrets in a log: tokens, ids of users, messages and interactions, and anything that a user wrote. */
export function secretsIn(log: string, { token, interactions, messages }: State): readonly string[] {
  const tokens = [token, ...interactions.keys()].map(String)
  const said = [
    ...[...interactions.values()].flatMap(({ interaction }) => textsIn(interaction.data)),
    ...[...messages.values()].flatMap(message => (message === 'gone' ? [] : [String(message.content ?? '')])),
  ]
  const ids = [...log.matchAll(/\b\d{15,20}\b/g)].map(([id]) => id).filter(id => id !== APPLICATION)
  const secrets = [...tokens, ...said].filter(isTelling)
  return [...new Set([...secrets.filter(secret => log.includes(secret)), ...ids])]
}

/** What the user typed, chose or pointed at; the rest of an interaction's data is names and ids. */
function textsIn(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([name, value]) => {
    if (typeof value === 'string') return ['value', 'content', 'custom_id'].includes(name) ? [value] : []
    return textsIn(value)
  })
}
