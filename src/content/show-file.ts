import { readBlocks } from './blocks.ts'
import { peopleIn } from './fields.ts'
import {
  type Field,
  type Fields,
  fieldOf,
  nearestName,
  readFrontmatter,
  type TextField,
  unknownField,
} from './front-matter.ts'
import { readAddress } from './links.ts'
import { withinBounds } from './markdown.ts'
import { warning } from './problems.ts'
import type { Paragraph, Problem } from './types.ts'

/** The contents of `show.md`. */
export type ShowFile = {
  readonly name?: string
  readonly site?: string
  /** A URL with `{id}` and `{slug}` in it. */
  readonly episodePage?: string
  readonly hosts: readonly string[]
  /** BCP 47. */
  readonly language?: string
  readonly image?: string
  /** Where the files live: a URL of the content folder in a repository on the web. */
  readonly source?: string
  readonly synonyms: Readonly<Record<string, readonly string[]>>
  readonly sponsors: readonly string[]
  readonly about: readonly Paragraph[]
  readonly problems: readonly Problem[]
}

export const emptyShowFile: ShowFile = { hosts: [], synonyms: {}, sponsors: [], about: [], problems: [] }

const names = {
  name: ['name', 'title'],
  site: ['site', 'url', 'website'],
  page: ['episode_url', 'episode_page', 'episode_url_pattern'],
  hosts: ['hosts', 'host'],
  language: ['language', 'lang'],
  image: ['image', 'cover'],
  source: ['source', 'repository', 'repo'],
  synonyms: ['synonyms'],
  sponsors: ['sponsors', 'sponsor'],
}

/**
 * Reads `show.md`: front matter `name`, `site`, `episode_url`, `hosts`, `language`, `image`, `source`, `synonyms` and
 * `sponsors`; its body describes the show.
 */
export function readShowFile(file: string, text: string): ShowFile {
  const { fields = new Map<string, Field>(), body, problems: faults } = readFrontmatter(file, text)
  const { text: words, problems: cuts } = withinBounds(file, body)
  const problems = [...faults, ...unknownIn(file, fields), ...cuts]
  const name = textOf(file, fields, names.name, problems)?.text
  const site = addressIn(file, textOf(file, fields, names.site, problems), problems)?.replace(/\/+$/, '')
  const episodePage = patternIn(file, textOf(file, fields, names.page, problems), problems)
  const language = languageIn(file, textOf(file, fields, names.language, problems), problems)
  const image = addressIn(file, textOf(file, fields, names.image, problems), problems)
  const source = addressIn(file, textOf(file, fields, names.source, problems), problems)?.replace(/\/+$/, '')
  const about = readBlocks(words).filter(({ kind }) => kind === 'paragraph' || kind === 'quote' || kind === 'item')
  return {
    ...(name !== undefined && { name }),
    ...(site !== undefined && { site }),
    ...(episodePage !== undefined && { episodePage }),
    hosts: peopleIn(fields.get('hosts') ?? fields.get('host')),
    ...(language !== undefined && { language }),
    ...(image !== undefined && { image }),
    ...(source !== undefined && { source }),
    synonyms: synonymsIn(file, fields.get('synonyms'), problems),
    sponsors: sponsorsIn(file, fields.get('sponsors') ?? fields.get('sponsor'), problems),
    about: about.map(({ lines, heading }) => ({ text: lines.join(' '), ...(heading !== undefined && { heading }) })),
    problems,
  }
}

/** Only the bot reads this file, so an unknown field is a mistake. */
function unknownIn(file: string, fields: Fields): Problem[] {
  const known = Object.values(names).flat()
  const main = Object.values(names).map(([first]) => first)
  return [...fields]
    .filter(([name]) => !known.includes(name))
    .map(([name, { line }]) => {
      const nearest = nearestName(name, known)
      const fix = nearest === undefined ? `The known fields are ${main.join(', ')}.` : `Did you mean “${nearest}”?`
      return unknownField(file, line, name, fix)
    })
}

function textOf(file: string, fields: Fields, aliases: readonly string[], problems: Problem[]): TextField | undefined {
  for (const name of aliases) {
    const field = fields.get(name)
    if (field && typeof field.value !== 'string')
      problems.push(warning(file, field.line, `“${name}” is not text.`, `Write it as “${name}: …”, on one line.`))
  }
  return fieldOf(fields, aliases)
}

function addressIn(file: string, found: TextField | undefined, problems: Problem[]): string | undefined {
  if (found === undefined) return undefined
  if (readAddress(found.text.replaceAll(/[{}]/g, '')) !== undefined) return found.text
  problems.push(warning(file, found.line, `“${found.text}” is not a URL.`, 'Write the whole URL, https://…'))
  return undefined
}

function languageIn(file: string, found: TextField | undefined, problems: Problem[]): string | undefined {
  if (found === undefined) return undefined
  try {
    const [language] = Intl.getCanonicalLocales(found.text.replaceAll('_', '-'))
    return language
  } catch {
    problems.push(
      warning(file, found.line, `“${found.text}” is not a language code.`, 'Write it like “en” or “pt-BR”.'),
    )
    return undefined
  }
}

function patternIn(file: string, found: TextField | undefined, problems: Problem[]): string | undefined {
  const unknown = found?.text.match(/\{[^{}]*\}/g)?.find(place => place !== '{id}' && place !== '{slug}')
  if (found === undefined || unknown === undefined) return addressIn(file, found, problems)
  const fix = 'Use {id} for an episode’s number and {slug} for the last part of its URL.'
  problems.push(warning(file, found.line, `“${unknown}” is unknown.`, fix))
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
        'The synonyms are not pairs of a word and its meaning.',
        'Write one per line: “  k8s: kubernetes”.',
      ),
    )
    return {}
  }
  const all = Object.entries(value).map(([word, others]) => {
    const meanings = listOf(others)
    if (meanings === undefined || meanings.length === 0)
      problems.push(
        warning(file, lines?.get(word) ?? line, `“${word}” has no synonyms.`, `Write them as “${word}: one, another”.`),
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

/** Undefined if the value is neither text nor a list of texts. */
function listOf(value: unknown): readonly string[] | undefined {
  const all: readonly unknown[] | undefined =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : undefined
  if (!all?.every(one => typeof one === 'string')) return undefined
  return all.map(one => one.trim()).filter(Boolean)
}
