import type { Fields } from './yaml.ts'

/** A field with text in it, under the name by which it was found. */
export type Found = { readonly name: string; readonly text: string; readonly line: number }

/** The first of several names for one fact that has text. */
export const fieldOf = (fields: Fields | undefined, aliases: readonly string[]): Found | undefined =>
  fieldsOf(fields, aliases)[0]

/** Those that hold text; an empty one is as good as none. */
export function fieldsOf(fields: Fields | undefined, aliases: readonly string[]): Found[] {
  return aliases.flatMap(name => {
    const field = fields?.get(name)
    const text = typeof field?.value === 'string' ? field.value.trim() : ''
    return field && text !== '' && !/^(null|~)$/i.test(text) ? [{ name, text, line: field.line }] : []
  })
}
