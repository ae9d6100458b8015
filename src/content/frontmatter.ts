import matter from 'gray-matter'
import type { Problem } from './episode.ts'
import { error } from './problem.ts'
import { type Fields, readYaml } from './yaml.ts'

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
