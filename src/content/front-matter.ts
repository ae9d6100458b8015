import matter from 'gray-matter'
import { type Document, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml'
import { editDistance } from '../text.ts'
import { keyOf, MAX_LENGTH, neverEnds, otherForm } from './front-matter-forms.ts'
import { error, warning } from './problems.ts'
import type { Problem } from './types.ts'

export type Frontmatter = {
  /** Undefined if the file has no front matter. */
  readonly fields: Fields | undefined
  /** The rest of the file, after as many empty lines as it had lines before, so that line numbers are the file's own. */
  readonly body: string
  readonly problems: readonly Problem[]
}

/**
 * Splits a markdown file into front matter and body. Front matter is YAML between lines of `---`, TOML between lines of
 * `+++`, JSON in braces, or header lines such as `Title: Fog` up to an empty line. Anything else, `---js` above all, is
 * refused and never run. Invalid front matter is an error, but whatever can be read of it is returned, and none of it is
 * part of the body.
 */
export function readFrontmatter(file: string, text: string): Frontmatter {
  const [before = ''] = /^\s*/.exec(text) ?? []
  const source = text.slice(before.length)
  if (!source.startsWith('---') || source.startsWith('----')) return readOtherForms(file, text, before.length)
  const firstLine = before.split('\n').length
  const problems: Problem[] = []
  const language = source.slice(3).split('\n', 1)[0]?.trim() ?? ''
  const refused = !readable.has(language.toLowerCase())
  if (refused) problems.push(notRun(file, firstLine, language))
  const ends = /\n---/.test(source)
  if (!ends) problems.push(neverEnds(file, firstLine))

  let fields: Fields = new Map()
  const yaml = (block: string): object => {
    const read = block.length <= MAX_LENGTH ? block : block.slice(0, block.lastIndexOf('\n', MAX_LENGTH) + 1)
    if (read !== block) problems.push(tooLong(file, firstLine + read.split('\n').length - 1, read))
    if (!refused) fields = readYaml(file, read, firstLine, problems)
    return {}
  }
  // Without options gray-matter returns the same cached object for the same text; and it evaluates JavaScript unless both
  // of its names are replaced.
  const options = { language: 'yaml', engines: { yaml, json: yaml, js: refuse, javascript: refuse } }
  const { content } = matter(closed(withoutLanguage(source), ends), options)
  const linesBefore = text.slice(0, text.length - content.length).split('\n').length - 1
  return { fields, body: '\n'.repeat(linesBefore) + content, problems }
}

/** Front matter that does not begin with `---`: TOML, JSON or header lines. */
function readOtherForms(file: string, text: string, start: number): Frontmatter {
  const source = text.slice(start)
  const firstLine = text.slice(0, start).split('\n').length
  const problems: Problem[] = []
  const found = otherForm(file, source, firstLine, problems)
  if (!found) return { fields: undefined, body: text, problems: [] }
  const [length, read] = found
  const fields = typeof read === 'string' ? readYaml(file, read, firstLine, problems) : read
  const linesBefore = text.slice(0, start + length).split('\n').length - 1
  return { fields, body: '\n'.repeat(linesBefore) + source.slice(length), problems }
}

const readable = new Set(['', 'yaml', 'yml', 'json'])

const withoutLanguage = (source: string): string => `---${source.slice(source.indexOf('\n'))}`

/** Front matter without an end is taken to end at the first empty line. */
const closed = (source: string, ends: boolean): string => (ends ? source : source.replace(/\n[ \t]*\n/, '\n---\n'))

function refuse(): never {
  throw new Error('Only YAML front matter is read.')
}

const notRun = (file: string, line: number, language: string): Problem =>
  error(
    file,
    line,
    `The front matter is written in “${language}”, which is not read and never run.`,
    'Write it in YAML, between two lines of “---”.',
  )

const tooLong = (file: string, line: number, read: string): Problem => {
  const message = `Only the first ${read.length.toLocaleString('en')} characters of the front matter were read.`
  return error(file, line, message, 'Move long text below the front matter, or into a file of its own.')
}

/** A value as raw text (`13.10`, `064`), or a list or map of raw texts. `lines`: in a map, the line of each name. */
export type Field = { readonly value: unknown; readonly line: number; readonly lines?: ReadonlyMap<string, number> }

/** By name, in lower case and with `_` for `-`: `publish_date`. */
export type Fields = ReadonlyMap<string, Field>

/** YAML's failsafe schema leaves every scalar as written: no octal 064, no float 13.10, no date in some time zone. */
function readYaml(file: string, source: string, firstLine: number, problems: Problem[]): Fields {
  const asWritten = parseYaml(source, firstLine)
  const fault = asWritten.document.errors[0]
  if (fault) {
    const line = asWritten.lineAt(openQuote(asWritten.document, fault) ?? fault.pos[0])
    problems.push(error(file, line, `The front matter is not valid YAML: ${describe(fault)}.`, remedy(fault)))
  }
  const { document, lineAt } = fault ? parseYaml(repairYaml(source), firstLine) : asWritten
  const fields = new Map<string, Field>()
  if (!isMap(document.contents)) {
    if (document.contents !== null && fault === undefined) {
      problems.push(error(file, 2, 'The front matter has no fields.', 'Write one per line, such as “title: …”.'))
    }
    return fields
  }
  for (const pair of document.contents.items) {
    const name = nameOf(pair)
    const line = lineOf(pair, lineAt)
    const hash = hiddenByHash(pair)
    if (hash !== undefined && /^title$/i.test(name)) problems.push(hashInTitle(file, line, hash))
    const value = plainValue(document, pair)
    const whole = hash !== undefined && /^\S/.test(hash) && typeof value === 'string' ? `${value} #${hash}` : value
    const key = keyOf(name)
    const lines = isMap(pair.value) && new Map(pair.value.items.map(item => [nameOf(item), lineOf(item, lineAt)]))
    if (!fields.has(key)) fields.set(key, { value: whole, line, ...(lines && { lines }) })
  }
  return fields
}

/** Containers whose inner names say everything: `links: { youtube: … }`. */
const CONTAINERS = new Set(['links', 'link', 'ids', 'listen', 'platforms', 'subscribe', 'itunes', 'podcast', 'episode'])

/**
 * The same fields, and those inside maps: `enclosure: { url: … }` is also `enclosure_url`, and `itunes: { episode: 3 }` is
 * also `episode`, unless there is a field of that name.
 */
export function withNested(fields: Fields | undefined): Fields | undefined {
  if (!fields) return undefined
  const all = new Map(fields)
  for (const [outer, { value, line, lines }] of fields) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    for (const [name, inner] of Object.entries(value)) {
      const at = { value: inner, line: lines?.get(name) ?? line }
      for (const key of [`${outer}_${keyOf(name)}`, ...(CONTAINERS.has(outer) ? [keyOf(name)] : [])]) {
        const known = all.get(key)
        if (!known || typeof known.value === 'object') all.set(key, at)
      }
    }
  }
  return all
}

function parseYaml(source: string, firstLine: number) {
  const lineCounter = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter, prettyErrors: false })
  // The source begins after the opening dashes, still on the first line of the file.
  return { document, lineAt: (offset: number): number => firstLine - 1 + lineCounter.linePos(offset).line }
}

const nameOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key)

const lineOf = ({ key }: Pair, lineAt: (offset: number) => number): number =>
  isNode(key) && key.range ? lineAt(key.range[0]) : 1

/** Where an unclosed quote begins; YAML reports it where the text ends. */
function openQuote(document: Document, { code, pos }: YamlFault): number | undefined {
  if (code !== 'MISSING_CHAR') return undefined
  let opens: number | undefined
  visit(document, {
    Scalar(_, { type, range }) {
      const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
      if (quoted && range?.[1] === pos[0]) opens = range[0]
    },
  })
  return opens
}

/** Each repair parses all of the front matter again. */
const MAX_REPAIRS = 20
const MAX_REPAIRED_CHARACTERS = 50_000

/** Repairs common mistakes: closes a quote on its line, and quotes a value such as `title: Rust: the good parts`. */
function repairYaml(source: string): string {
  const lines = source.split('\n')
  const most = Math.min(MAX_REPAIRS, Math.ceil(MAX_REPAIRED_CHARACTERS / source.length))
  for (let repairs = 0; repairs < most; repairs++) {
    const { document, lineAt } = parseYaml(lines.join('\n'), 1)
    const fault = document.errors.find(({ code }) => quotingHelps.has(code))
    if (!fault) break
    const quote = openQuote(document, fault)
    if (quote !== undefined) {
      lines[lineAt(quote) - 1] += lines.join('\n').charAt(quote)
      continue
    }
    const at = lineAt(fault.pos[0]) - 1
    const [, name, value] = /^([\w-]+):\s+(?!")(.*)$/.exec(lines[at] ?? '') ?? []
    if (name === undefined || value === undefined) break
    lines[at] = `${name}: ${JSON.stringify(value.trim())}`
  }
  return lines.join('\n')
}

const quotingHelps = new Set(['MISSING_CHAR', 'BLOCK_AS_IMPLICIT_KEY', 'BAD_SCALAR_START', 'UNEXPECTED_TOKEN'])

/** What YAML takes for a comment after an unquoted value: `title: Episode #5` is “Episode” with the comment “5”. */
function hiddenByHash(pair: Pair): string | undefined {
  const { value } = pair
  if (!isScalar(value) || value.type !== 'PLAIN' || !value.comment) return undefined
  return value.comment.split('\n')[0]
}

const hashInTitle = (file: string, line: number, hash: string): Problem =>
  warning(file, line, `YAML takes “#${hash}” in an unquoted title for a comment.`, 'Put the title in double quotes.')

function plainValue(document: Document, { value }: Pair): unknown {
  if (isScalar(value)) return String(value.value ?? '')
  try {
    return isNode(value) ? value.toJS(document, { maxAliasCount: 20 }) : undefined
  } catch {
    // Too many aliases, of which no known field needs any.
    return undefined
  }
}

type YamlFault = { readonly code: string; readonly message: string; readonly pos: readonly [number, number] }

const describe = ({ code, message }: YamlFault): string =>
  ({
    BLOCK_AS_IMPLICIT_KEY: 'a value has a second colon in it',
    DUPLICATE_KEY: 'a field appears twice',
    TAB_AS_INDENT: 'a line begins with a tab',
    MISSING_CHAR: 'a quote or a bracket is never closed',
    BAD_SCALAR_START: 'a value begins with a reserved character',
    UNEXPECTED_TOKEN: 'there is text after the end of a value',
  })[code] ?? message.charAt(0).toLowerCase() + message.slice(1)

const remedy = ({ code }: YamlFault): string =>
  ({
    DUPLICATE_KEY: 'Delete one of the two; until then the first is used.',
    TAB_AS_INDENT: 'Use spaces instead.',
    MISSING_CHAR: 'Close it on the same line.',
  })[code] ?? 'Put the value in double quotes.'

/** A field that holds text, under the name by which it was found. */
export type TextField = { readonly name: string; readonly text: string; readonly line: number }

/** The first field with text among several names for the same fact. */
export const fieldOf = (fields: Fields | undefined, aliases: readonly string[]): TextField | undefined =>
  fieldsOf(fields, aliases)[0]

/** All fields with text among several names for the same fact; an empty field counts as missing. */
export function fieldsOf(fields: Fields | undefined, aliases: readonly string[]): TextField[] {
  return aliases.flatMap(name => {
    const field = fields?.get(name)
    const text = typeof field?.value === 'string' ? field.value.trim() : ''
    return field && text !== '' && !/^(null|~)$/i.test(text) ? [{ name, text, line: field.line }] : []
  })
}

/** Common fields that are an edit or two away from a known one: `publisher` is not a misspelt `published`. */
const otherNames: ReadonlySet<string> = new Set(['author', 'author_link', 'publisher', 'unpublished'])

/** Nearly any four letters are one edit away from another word. */
const MIN_NAME_LENGTH = 5

/** Each is compared with every name that is missing. */
const MAX_COMPARED = 300

/**
 * Reports fields that are probably misspelt: an edit or two away from a name for a fact that the file lacks. Real shows have
 * many fields of their own, so all others are left alone.
 *
 * @param facts the names that each fact may have.
 */
export function misspeltFields(
  file: string,
  fields: Fields | undefined,
  facts: readonly (readonly string[])[],
): Problem[] {
  const known = new Set([...facts.flat(), ...otherNames])
  const missing = facts.filter(names => fieldOf(fields, names) === undefined).flat()
  const likely = missing.filter(name => name.length >= MIN_NAME_LENGTH)
  return [...(fields ?? [])].slice(0, MAX_COMPARED).flatMap(([name, { value, line }]) => {
    const nearest = known.has(name) || typeof value !== 'string' ? undefined : nearestName(name, likely)
    return nearest === undefined ? [] : [unknownField(file, line, name, `Did you mean “${nearest}”?`)]
  })
}

export const unknownField = (file: string, line: number, name: string, fix: string): Problem =>
  warning(file, line, `The field “${name}” is unknown.`, fix)

/** The one of some names that is an edit away from a word, or two if the name has eight letters or more. */
export const nearestName = (word: string, names: readonly string[]): string | undefined =>
  names.find(name => editDistance(word, name, 1) <= 1) ??
  names.find(name => name.length >= 8 && editDistance(word, name, 2) <= 2)
