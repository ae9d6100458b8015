type Path = readonly (string | number)[]

const HUGE = 'x'.repeat(20_000)

/** What stands where something else should: nothing, the wrong kind of thing, far too much of it. */
const WRONG: readonly unknown[] = [undefined, null, -1, HUGE, [null], { a: { b: [1] } }]

/** Every way of taking one part of a value away, or of putting something wrong in its place. */
export function mangled<T extends object>(value: T): readonly T[] {
  return pathsOf(value).flatMap(path => WRONG.map(wrong => withPart(value, path, wrong) as T))
}

function pathsOf(value: unknown, here: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [here]
  const inner = Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...here, name]))
  return here.length === 0 ? inner : [here, ...inner]
}

/** Without the part at all, for `undefined`: that is what becomes of it as JSON. */
function withPart(value: unknown, [name, ...rest]: Path, part: unknown): unknown {
  if (name === undefined) return part
  if (Array.isArray(value)) return value.map((one, place) => (String(place) === name ? withPart(one, rest, part) : one))
  const inner = (value as Record<string | number, unknown>)[name]
  return { ...(value as object), [name]: withPart(inner, rest, part) }
}
