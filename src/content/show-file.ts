import { editDistance } from '../text.ts'
import { readBlocks } from './blocks.ts'
import { type Found, fieldOf } from './fields.ts'
import { type Field, type Fields, readFrontmatter } from './front-matter.ts'
import { readAddress } from './links.ts'
import { withinBounds } from './markdown.ts'
import { warning } from './problems.ts'
import type { Paragraph, Problem } from './types.ts'

/** What `show.md` says that cannot be guessed. */
export type ShowNote = {
  readonly name?: string
  readonly site?: string
  /** An address with `{id}` and `{slug}` in it. */
  readonly episodePage?: string
  readonly synonyms: Readonly<Record<string, readonly string[]>>
  readonly sponsors: readonly string[]
  readonly about: readonly Paragraph[]
  readonly problems: readonly Problem[]
}

export const noShowNote: ShowNote = { synonyms: {}, sponsors: [], about: [], problems: [] }

const names = {
  name: ['name', 'title'],
  site: ['site', 'url', 'website'],
  page: ['episode_url', 'episode_page', 'episode_url_pattern'],
  synonyms: ['synonyms'],
  sponsors: ['sponsors', 'sponsor'],
}

/** Reads `show.md`: frontmatter `name`, `site`, `episode_url`, `synonyms`, `sponsors`; its body says what the show is. */
export function readShowNote(file: string, text: string): ShowNote {
  const { fields = new Map<string, Field>(), body, problems: faults } = readFrontmatter(file, text)
  const { text: words, problems: cuts } = withinBounds(file, body)
  const problems = [...faults, ...unknownIn(file, fields), ...cuts]
  const name = textOf(file, fields, names.name, problems)?.text
  const site = addressIn(file, textOf(file, fields, names.site, problems), problems)?.replace(/\/+$/, '')
  const episodePage = patternIn(file, textOf(file, fields, names.page, problems), problems)
  const about = readBlocks(words).filter(({ kind }) => kind === 'paragraph' || kind === 'quote' || kind === 'item')
  return {
    ...(name !== undefined && { name }),
    ...(site !== undefined && { site }),
    ...(episodePage !== undefined && { episodePage }),
    synonyms: synonymsIn(file, fields.get('synonyms'), problems),
    sponsors: sponsorsIn(file, fields.get('sponsors') ?? fields.get('sponsor'), problems),
    about: about.map(({ lines, heading }) => ({ text: lines.join(' '), ...(heading !== undefined && { heading }) })),
    problems,
  }
}

/** Nobody but the bot reads this file, so a field that it does not know is a slip. */
function unknownIn(file: string, fields: Fields): Problem[] {
  const known = Object.values(names).flat()
  const ours = Object.values(names).map(([first]) => first)
  return [...fields]
    .filter(([name]) => !known.includes(name))
    .map(([name, { line }]) => {
      const meant = nearest(name, known)
      const mend = meant === undefined ? `Those that are: ${ours.join(', ')}.` : `Did you mean “${meant}”?`
      return unknownField(file, line, name, mend)
    })
}

function textOf(file: string, fields: Fields, aliases: readonly string[], problems: Problem[]): Found | undefined {
  for (const name of aliases) {
    const field = fields.get(name)
    if (field && typeof field.value !== 'string')
      problems.push(warning(file, field.line, `“${name}” has no text.`, `Write it as “${name}: …”, on one line.`))
  }
  return fieldOf(fields, aliases)
}

function addressIn(file: string, found: Found | undefined, problems: Problem[]): string | undefined {
  if (found === undefined) return undefined
  if (readAddress(found.text.replaceAll(/[{}]/g, '')) !== undefined) return found.text
  problems.push(warning(file, found.line, `“${found.text}” is not an address.`, 'Write the whole of it, https://…'))
  return undefined
}

function patternIn(file: string, found: Found | undefined, problems: Problem[]): string | undefined {
  const unknown = found?.text.match(/\{[^{}]*\}/g)?.find(place => place !== '{id}' && place !== '{slug}')
  if (found === undefined || unknown === undefined) return addressIn(file, found, problems)
  const mend = 'Write {id} for an episode’s number, {slug} for its title as in an address.'
  problems.push(warning(file, found.line, `“${unknown}” stands for nothing.`, mend))
  return undefined
}

/** `ddb: dynamodb`, `ddb: dynamodb, dynamo` or `ddb: [dynamodb, dynamo]`; all lower case. */
function synonymsIn(file: string, field: Field | undefined, problems: Problem[]): Record<string, readonly string[]> {
  if (field === undefined || isNothing(field.value)) return {}
  const { value, line, lines } = field
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(
      warning(
        file,
        line,
        'The synonyms are not words, each with its meaning.',
        'Write one a line: “  k8s: kubernetes”.',
      ),
    )
    return {}
  }
  const all = Object.entries(value).map(([word, others]) => {
    const meanings = listOf(others)
    if (meanings === undefined || meanings.length === 0)
      problems.push(
        warning(
          file,
          lines?.get(word) ?? line,
          `“${word}” has no other words.`,
          `Write them as “${word}: one, another”.`,
        ),
      )
    return [word.toLowerCase(), (meanings ?? []).map(meaning => meaning.toLowerCase())] as const
  })
  return Object.fromEntries(all.filter(([, meanings]) => meanings.length > 0))
}

function sponsorsIn(file: string, field: Field | undefined, problems: Problem[]): readonly string[] {
  if (field === undefined || isNothing(field.value)) return []
  const sponsors = listOf(field.value)
  if (sponsors === undefined)
    problems.push(
      warning(file, field.line, 'The sponsors are not a list of names.', 'Write them as “sponsors: One, Another”.'),
    )
  return sponsors ?? []
}

const isNothing = (value: unknown): boolean => typeof value === 'string' && /^(null|~)?$/i.test(value.trim())

/** Undefined for what is neither text nor a list of texts. */
function listOf(value: unknown): readonly string[] | undefined {
  const all: readonly unknown[] | undefined =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : undefined
  if (!all?.every(one => typeof one === 'string')) return undefined
  return all.map(one => one.trim()).filter(Boolean)
}

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

const unknownField = (file: string, line: number, name: string, mend: string): Problem =>
  warning(file, line, `The field “${name}” is not known.`, mend)

/** The one of some names that is a slip away from a word, or two when the name has eight letters or more. */
const nearest = (word: string, names: readonly string[]): string | undefined =>
  names.find(name => editDistance(word, name, 1) <= 1) ??
  names.find(name => name.length >= 8 && editDistance(word, name, 2) <= 2)
