import matter from 'gray-matter'
import { type Document, isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, visit } from 'yaml'
import { error, warning } from './problems.ts'
import type { Problem } from './types.ts'

export type Frontmatter = {
  /** Undefined when the file has no frontmatter at all. */
  readonly fields: Fields | undefined
  /** What follows, with an empty line in place of each line before it, so that its line numbers are the file's own. */
  readonly body: string
  readonly problems: readonly Problem[]
}

/** Characters of frontmatter that are read: each field is compared with every other. */
const LONGEST = 50_000

/**
 * Splits a markdown file into frontmatter and body. Only YAML and JSON are read; anything else, `---js` above all, is
 * refused and never run. Invalid YAML is an error, and whatever could be made of it is returned all the same.
 */
export function readFrontmatter(file: string, text: string): Frontmatter {
  const [before = ''] = /^\s*(?=---(?!-))/.exec(text) ?? []
  const source = text.slice(before.length)
  if (!source.startsWith('---') || source.startsWith('----')) return { fields: undefined, body: text, problems: [] }
  const firstLine = before.split('\n').length
  const problems: Problem[] = []
  const language = source.slice(3).split('\n', 1)[0]?.trim() ?? ''
  const refused = !readable.has(language.toLowerCase())
  if (refused) problems.push(notRun(file, firstLine, language))
  const ends = /\n---/.test(source)
  if (!ends) problems.push(neverEnds(file, firstLine))

  let fields: Fields = new Map()
  const yaml = (block: string): object => {
    const read = block.length <= LONGEST ? block : block.slice(0, block.lastIndexOf('\n', LONGEST) + 1)
    if (read !== block) problems.push(tooLong(file, firstLine + read.split('\n').length - 1, read))
    if (!refused) fields = readYaml(file, read, firstLine, problems)
    return {}
  }
  // Without options gray-matter shares one cached object between calls; with them, it still evaluates JavaScript unless
  // both of its names are taken.
  const options = { language: 'yaml', engines: { yaml, json: yaml, js: refuse, javascript: refuse } }
  const { content } = matter(closed(withoutLanguage(source), ends), options)
  const linesBefore = text.slice(0, text.length - content.length).split('\n').length - 1
  return { fields, body: '\n'.repeat(linesBefore) + content, problems }
}

const readable = new Set(['', 'yaml', 'yml', 'json'])

const withoutLanguage = (source: string): string => `---${source.slice(source.indexOf('\n'))}`

/** Frontmatter that never ends is taken to end at the first empty line. */
const closed = (source: string, ends: boolean): string => (ends ? source : source.replace(/\n[ \t]*\n/, '\n---\n'))

function refuse(): never {
  throw new Error('Only YAML frontmatter is read.')
}

const notRun = (file: string, line: number, language: string): Problem =>
  error(
    file,
    line,
    `The frontmatter is written in “${language}”, which is not read and never run.`,
    'Write it as YAML, between two lines of three dashes.',
  )

const neverEnds = (file: string, line: number): Problem =>
  error(file, line, 'The frontmatter never ends.', 'Put a line of three dashes after its last field.')

const tooLong = (file: string, line: number, read: string): Problem => {
  const says = `Only the first ${read.length.toLocaleString('en')} characters of the frontmatter were read.`
  return error(file, line, says, 'Move what is long below the frontmatter, or into a file of its own.')
}

/**
 * A value as its raw text (`13.10`, `064`), or a list or map of such. `line` is the line in the file; `lines` are those of
 * the names in a map.
 */
export type Field = { readonly value: unknown; readonly line: number; readonly lines?: ReadonlyMap<string, number> }

/** By name, in lower case with `_` for `-`: `publish_date`. */
export type Fields = ReadonlyMap<string, Field>

/** The failsafe schema leaves every scalar as it is written: no octal 064, no float 13.10, no date in a time zone. */
function readYaml(file: string, source: string, firstLine: number, problems: Problem[]): Fields {
  const asWritten = parseYaml(source, firstLine)
  const fault = asWritten.document.errors[0]
  if (fault) {
    const line = asWritten.lineAt(openQuote(asWritten.document, fault) ?? fault.pos[0])
    problems.push(error(file, line, `The frontmatter is not valid YAML: ${inOurWords(fault)}.`, remedy(fault)))
  }
  const { document, lineAt } = fault ? parseYaml(mostlyValid(source), firstLine) : asWritten
  const fields = new Map<string, Field>()
  if (!isMap(document.contents)) {
    if (document.contents !== null && fault === undefined) {
      problems.push(error(file, 2, 'The frontmatter holds no fields.', 'Write it as “title: …”, a field a line.'))
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
    const key = name.trim().toLowerCase().replaceAll('-', '_')
    const lines = isMap(pair.value) && new Map(pair.value.items.map(item => [nameOf(item), lineOf(item, lineAt)]))
    if (!fields.has(key)) fields.set(key, { value: whole, line, ...(lines && { lines }) })
  }
  return fields
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

/** Where the quote begins that is never closed: YAML reads on to the end and finds fault there. */
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

/** Each takes another look at the whole. */
const MOST_MENDS = 20

/** Does what the remedy says, closes a quote on its line and quotes the value, where the author has not: `title: Rust: the good parts` costs nothing. */
function mostlyValid(source: string): string {
  const lines = source.split('\n')
  for (let mends = 0; mends < MOST_MENDS; mends++) {
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

/** What YAML takes as a comment after an unquoted value: `title: Episode #5` is “Episode”, with the comment “5”. */
function hiddenByHash(pair: Pair): string | undefined {
  const { value } = pair
  if (!isScalar(value) || value.type !== 'PLAIN' || !value.comment) return undefined
  return value.comment.split('\n')[0]
}

const hashInTitle = (file: string, line: number, hash: string): Problem =>
  warning(file, line, `In an unquoted title YAML takes “#${hash}” as a comment.`, 'Put the title in double quotes.')

function plainValue(document: Document, { value }: Pair): unknown {
  if (isScalar(value)) return String(value.value ?? '')
  try {
    return isNode(value) ? value.toJS(document, { maxAliasCount: 20 }) : undefined
  } catch {
    // A field made of aliases of aliases of aliases; nothing that we read is written like that.
    return undefined
  }
}

type YamlFault = { readonly code: string; readonly message: string; readonly pos: readonly [number, number] }

const inOurWords = ({ code, message }: YamlFault): string =>
  ({
    BLOCK_AS_IMPLICIT_KEY: 'a value has a second colon in it',
    DUPLICATE_KEY: 'a field stands there twice',
    TAB_AS_INDENT: 'a line begins with a tab',
    MISSING_CHAR: 'a quote or a bracket is never closed',
    BAD_SCALAR_START: 'a value begins with a character that YAML keeps for itself',
    UNEXPECTED_TOKEN: 'there is text after the end of a value',
  })[code] ?? message.charAt(0).toLowerCase() + message.slice(1)

const remedy = ({ code }: YamlFault): string =>
  ({
    DUPLICATE_KEY: 'Delete one of the two; the first is used until then.',
    TAB_AS_INDENT: 'Use spaces instead.',
    MISSING_CHAR: 'Close it on the same line.',
  })[code] ?? 'Put the value in double quotes.'
