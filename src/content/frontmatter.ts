import matter from 'gray-matter'
import { isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml'
import type { Problem } from './episode.ts'
import { error, warning } from './problem.ts'

/** A value as its raw text (`13.10`, `064`), or a list or map of such. `line` is the line in the file. */
export type Field = { readonly value: unknown; readonly line: number }

export type Frontmatter = {
  /** By name, in lower case with `_` for `-`: `publish_date`. Undefined when the file has no frontmatter at all. */
  readonly fields: ReadonlyMap<string, Field> | undefined
  /** What follows, with an empty line in place of each line before it, so that its line numbers are the file's own. */
  readonly body: string
  readonly problems: readonly Problem[]
}

/**
 * Splits a markdown file into frontmatter and body. Only YAML and JSON are read; anything else, `---js` above all, is
 * refused and never run. Invalid YAML is an error, and whatever could be made of it is returned all the same.
 */
export function readFrontmatter(file: string, text: string): Frontmatter {
  if (!/^---(?!-)/.test(text)) return { fields: undefined, body: text, problems: [] }
  const problems: Problem[] = []
  let fields: ReadonlyMap<string, Field> = new Map()
  const yaml = (source: string): object => {
    fields = readYaml(file, source, problems)
    return {}
  }
  // Without options gray-matter shares one cached object between calls; with them, it still evaluates JavaScript unless
  // both of its names are taken.
  const engines = { yaml, json: yaml, js: refuse, javascript: refuse }
  try {
    const { content } = matter(text, { engines })
    if (content === '' && !/\n---\s*$/.test(text)) problems.push(neverEnds(file))
    return { fields, body: onItsOwnLines(text, content), problems }
  } catch {
    const language = text.slice(3, text.indexOf('\n')).trim()
    problems.push(
      error(
        file,
        1,
        `The frontmatter is written in “${language}”, which is not read and never run.`,
        'Write it as YAML, between two lines of three dashes.',
      ),
    )
    const { content } = matter(`---${text.slice(text.indexOf('\n'))}`, { engines: { yaml: () => ({}) } })
    return { fields, body: onItsOwnLines(text, content), problems }
  }
}

function refuse(): never {
  throw new Error('Only YAML frontmatter is read.')
}

const neverEnds = (file: string): Problem =>
  error(file, 1, 'The frontmatter never ends.', 'Put a line of three dashes after its last field.')

function onItsOwnLines(text: string, content: string): string {
  const before = text.slice(0, text.length - content.length)
  return '\n'.repeat(before.split('\n').length - 1) + content
}

/** The failsafe schema leaves every scalar as it is written: no octal 064, no float 13.10, no date in a time zone. */
function readYaml(file: string, source: string, problems: Problem[]): ReadonlyMap<string, Field> {
  const { document, lineAt } = parseYaml(mostlyValid(source))
  const fault = parseYaml(source).document.errors[0]
  if (fault) {
    problems.push(
      error(file, lineAt(fault.pos[0]), `The frontmatter is not valid YAML: ${inOurWords(fault)}.`, remedy(fault)),
    )
  }
  const fields = new Map<string, Field>()
  if (!isMap(document.contents)) {
    if (document.contents !== null && fault === undefined) {
      problems.push(error(file, 2, 'The frontmatter holds no fields.', 'Write it as “title: …”, a field a line.'))
    }
    return fields
  }
  for (const pair of document.contents.items) {
    const name = String(isScalar(pair.key) ? pair.key.value : pair.key)
    const line = isNode(pair.key) && pair.key.range ? lineAt(pair.key.range[0]) : 1
    const hash = hiddenByHash(pair)
    if (hash !== undefined && /^title$/i.test(name)) problems.push(hashInTitle(file, line, hash))
    const value = plainValue(document.contents, pair)
    const whole = hash !== undefined && /^\S/.test(hash) && typeof value === 'string' ? `${value} #${hash}` : value
    const key = name.trim().toLowerCase().replaceAll('-', '_')
    if (!fields.has(key)) fields.set(key, { value: whole, line })
  }
  return fields
}

function parseYaml(source: string) {
  const lineCounter = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter, prettyErrors: false })
  // The source begins after the opening dashes, still on the first line of the file.
  return { document, lineAt: (offset: number): number => lineCounter.linePos(offset).line }
}

/** Does what the remedy says, quotes the value, where the author has not: `title: Rust: the good parts` costs nothing. */
function mostlyValid(source: string): string {
  const lines = source.split('\n')
  for (let tries = 0; tries < lines.length; tries++) {
    const { document, lineAt } = parseYaml(lines.join('\n'))
    const fault = document.errors.find(({ code }) => quotingHelps.has(code))
    if (!fault) break
    const at = lineAt(fault.pos[0]) - 1
    const [, name, value] = /^([\w-]+):\s+(?!")(.*)$/.exec(lines[at] ?? '') ?? []
    if (name === undefined || value === undefined) break
    lines[at] = `${name}: ${JSON.stringify(value.trim())}`
  }
  return lines.join('\n')
}

const quotingHelps = new Set(['BLOCK_AS_IMPLICIT_KEY', 'BAD_SCALAR_START', 'UNEXPECTED_TOKEN'])

/** What YAML takes as a comment after an unquoted value: `title: Episode #5` is “Episode”, with the comment “5”. */
function hiddenByHash(pair: Pair): string | undefined {
  const { value } = pair
  if (!isScalar(value) || value.type !== 'PLAIN' || !value.comment) return undefined
  return value.comment.split('\n')[0]
}

const hashInTitle = (file: string, line: number, hash: string): Problem =>
  warning(file, line, `In an unquoted title YAML takes “#${hash}” as a comment.`, 'Put the title in double quotes.')

function plainValue(map: YAMLMap, pair: Pair): unknown {
  if (isScalar(pair.value)) return String(pair.value.value ?? '')
  const value: unknown = map.get(pair.key, false)
  return isNode(value) ? value.toJSON() : value
}

type YamlFault = { readonly code: string; readonly message: string }

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
