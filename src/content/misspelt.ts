import type { Problem } from './episode.ts'
import { fieldOf } from './fields.ts'
import { warning } from './problem.ts'
import { slipsBetween } from './slips.ts'
import type { Fields } from './yaml.ts'

/** Common names of other things that are a slip or two away from one of ours: `publisher` is no misspelt `published`. */
const ownWords: ReadonlySet<string> = new Set(['author', 'author_link', 'publisher', 'unpublished'])

/** Nearly any four letters are one slip away from another word. */
const SHORTEST = 5

/**
 * Fields that are probably one of ours, misspelt: of no other use to us, a slip or two away from a name for a fact that
 * the file does not tell otherwise. `facts` are the names that each fact may have. Real shows have many fields of their
 * own, so any other is left alone.
 */
export function misspeltFields(
  file: string,
  fields: Fields | undefined,
  facts: readonly (readonly string[])[],
): Problem[] {
  const known = new Set([...facts.flat(), ...ownWords])
  const untold = facts.filter(names => fieldOf(fields, names) === undefined).flat()
  const likely = untold.filter(name => name.length >= SHORTEST)
  return [...(fields ?? [])].flatMap(([name, { value, line }]) => {
    const meant = known.has(name) || typeof value !== 'string' ? undefined : nearest(name, likely)
    return meant === undefined ? [] : [unknownField(file, line, name, `Did you mean “${meant}”?`)]
  })
}

export const unknownField = (file: string, line: number, name: string, mend: string): Problem =>
  warning(file, line, `The field “${name}” is not known.`, mend)

/** The one of some names that is a slip away from a word, or two when the name has eight letters or more. */
export const nearest = (word: string, names: readonly string[]): string | undefined =>
  names.find(name => slipsBetween(word, name, 1) <= 1) ??
  names.find(name => name.length >= 8 && slipsBetween(word, name, 2) <= 2)
