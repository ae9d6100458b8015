import { parse as parseToml, TomlError } from 'smol-toml'
import type { Field, Fields } from './front-matter.ts'
import { error } from './problems.ts'
import type { Problem } from './types.ts'

/** The most characters of front matter that are read: a transcript of an hour has 60,000. */
export const MAX_LENGTH = 1_000_000

/**
 * Front matter in other forms than YAML between dashes, at the beginning of a text; undefined if there is none.
 *
 * @param firstLine the line of the file that the text begins with.
 */
export function otherForm(file: string, source: string, firstLine: number, problems: Problem[]): BlockForm | undefined {
  if (/^\+\+\+[ \t]*\n/.test(source)) return tomlBlock(file, source, firstLine, problems)
  return jsonBlock(source) ?? headerLines(source)
}

/** How long a block is, and what it holds: YAML to be read, or fields. */
type BlockForm = readonly [length: number, read: string | Fields]

function tomlBlock(file: string, source: string, firstLine: number, problems: Problem[]): BlockForm {
  const end = /\n\+\+\+[ \t]*(?:\n|$)/.exec(source)
  if (!end) problems.push(neverEnds(file, firstLine, '+++'))
  const close = end?.index ?? /\n[ \t]*\n/.exec(source)?.index ?? source.length
  const block = source.slice(source.indexOf('\n') + 1, close + 1).slice(0, MAX_LENGTH)
  const length = close + (end?.[0].length ?? 0)
  const lines = block.split('\n')
  const lineOfKey = (name: string): number =>
    firstLine + 1 + lines.findIndex(line => line.trimStart().replace(/["']/g, '').startsWith(name))
  try {
    const entries = Object.entries(parseToml(block)).map(([name, value]): [string, Field] => {
      const line = lineOfKey(name)
      // A number is taken as it is written: TOML reads 13.10 as 13.1.
      const written =
        typeof value === 'number' ? /=\s*([\d._-]+)/.exec(lines[line - firstLine - 1] ?? '')?.[1] : undefined
      return [keyOf(name), { value: written ?? plainToml(value), line }]
    })
    return [length, new Map(entries)]
  } catch (fault) {
    const line = fault instanceof TomlError ? firstLine + fault.line : firstLine
    const message = 'The front matter is not valid TOML.'
    problems.push(error(file, line, message, 'Check this line; until then none of its fields is read.'))
    return [length, new Map<string, Field>()]
  }
}

/** Like the YAML that is read: text, lists and maps. */
function plainToml(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainToml)
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainToml(inner)]))
}

/** JSON in braces, up to the first line with which it is complete. YAML includes JSON. */
function jsonBlock(source: string): BlockForm | undefined {
  if (!/^\{\s*"/.test(source)) return undefined
  for (let end = source.indexOf('}'); end >= 0 && end < MAX_LENGTH; end = source.indexOf('}', end + 1)) {
    if (!/^[ \t]*(?:\n|$)/.test(source.slice(end + 1, end + 100))) continue
    const block = source.slice(0, end + 1)
    try {
      JSON.parse(block)
      return [block.length, block]
    } catch {
      // It goes on.
    }
  }
  return undefined
}

/** The names of which a block of header lines has at least one, since any paragraph may begin with “Note: …”. */
const HEADERS = /^(title|date|episode|number|slug|guests?|published|publish[ _-]date)$/i

const MIN_HEADERS = 2

/** `Title: Fog horns`, `Number: 12` and so on, up to an empty line or `---`. */
function headerLines(source: string): BlockForm | undefined {
  const [block = ''] =
    /^(?:[A-Za-z][\w -]{0,30}:(?:[ \t].*)?\n)+(?:---[ \t]*(?:\n|$)|[ \t]*\n|$)/.exec(
      `${source.slice(0, MAX_LENGTH)}\n`,
    ) ?? []
  const lines = block.split('\n').filter(line => /^[A-Za-z]/.test(line))
  const names = lines.map(line => line.slice(0, line.indexOf(':')).trim())
  if (names.length < MIN_HEADERS || !names.some(name => HEADERS.test(name))) return undefined
  const yaml = lines.map(line => line.replace(/^([^:]+):[ \t]*(.*)$/, headerAsYaml)).join('\n')
  return [Math.min(block.length, source.length), yaml]
}

/** A header's value is plain text, whatever it would mean in YAML. */
const headerAsYaml = (_: string, name: string, value: string): string =>
  `${name.trim().replaceAll(' ', '_')}: ${JSON.stringify(value.trim())}`

export const neverEnds = (file: string, line: number, mark = '---'): Problem =>
  error(file, line, 'The front matter has no end.', `Add a line of “${mark}” after its last field.`)

/** `publishDate`, `Publish-Date` and `publish date` are all `publish_date`. */
export const keyOf = (name: string): string =>
  name
    .trim()
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
