import { readBlocks } from './blocks.ts'
import type { Paragraph, Problem } from './episode.ts'
import { readFrontmatter } from './frontmatter.ts'
import { readAddress } from './media.ts'
import { warning } from './problem.ts'
import type { Field } from './yaml.ts'

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

/** Reads `show.md`: frontmatter `name`, `site`, `episode_url`, `synonyms`, `sponsors`; its body says what the show is. */
export function readShowNote(file: string, text: string): ShowNote {
  const { fields = new Map<string, Field>(), body, problems: faults } = readFrontmatter(file, text)
  const problems = [...faults]
  const textOf = (...names: readonly string[]): (Field & { value: string }) | undefined => {
    for (const name of names) {
      const field = fields.get(name)
      if (typeof field?.value === 'string' && field.value.trim() !== '')
        return { value: field.value.trim(), line: field.line }
    }
    return undefined
  }
  const address = (field: (Field & { value: string }) | undefined): string | undefined => {
    if (field === undefined) return undefined
    const found = readAddress(field.value.replaceAll(/[{}]/g, ''))
    if (found === undefined)
      problems.push(
        warning(file, field.line, `“${field.value}” is not an address.`, 'Write the whole of it, https://…'),
      )
    return found === undefined ? undefined : field.value
  }
  const name = textOf('name', 'title')?.value
  const site = address(textOf('site', 'url', 'website'))?.replace(/\/+$/, '')
  const episodePage = address(textOf('episode_url', 'episode_page', 'episode_url_pattern'))
  const about = readBlocks(body).filter(({ kind }) => kind === 'paragraph' || kind === 'quote' || kind === 'item')
  return {
    ...(name !== undefined && { name }),
    ...(site !== undefined && { site }),
    ...(episodePage !== undefined && { episodePage }),
    synonyms: synonymsOf(fields.get('synonyms')?.value),
    sponsors: listOf(fields.get('sponsors')?.value ?? fields.get('sponsor')?.value),
    about: about.map(({ lines, heading }) => ({ text: lines.join(' '), ...(heading !== undefined && { heading }) })),
    problems,
  }
}

/** `ddb: dynamodb`, `ddb: dynamodb, dynamo` or `ddb: [dynamodb, dynamo]`; all lower case. */
function synonymsOf(value: unknown): Record<string, readonly string[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(
    Object.entries(value).map(([word, others]) => [word.toLowerCase(), listOf(others).map(lower)]),
  )
}

const lower = (text: string): string => text.toLowerCase()

function listOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []
  return all.flatMap(one => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []))
}
