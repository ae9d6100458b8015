import slugify from '@sindresorhus/slugify'
import { dayOf } from './day.ts'
import type { Links, Problem } from './episode.ts'
import { type Found, fieldOf, fieldsOf } from './fields.ts'
import { cleanId, numberInName, stemOf } from './ids.ts'
import { listeningLinks, listeningNames } from './listening.ts'
import { misspeltFields } from './misspelt.ts'
import { warning } from './problem.ts'
import type { Fields } from './yaml.ts'

/** What the frontmatter and the file name say of an episode. `id` is undefined when neither has a number. */
export type Details = {
  readonly id?: string
  readonly title: string
  readonly slug: string
  readonly publishedOn?: string
  /** It has frontmatter, and no date in it, not even one that cannot be read. */
  readonly undated: boolean
  /** `draft: true`, or `published: false`: not for listeners yet. */
  readonly isDraft: boolean
  readonly links: Links
  readonly problems: readonly Problem[]
}

const names = {
  id: ['episode', 'number', 'episode_number', 'ep', 'episode_no', 'no', 'num'],
  title: ['title', 'name'],
  date: [
    'publish_date',
    'date',
    'published',
    'published_at',
    'publishedat',
    'published_on',
    'pub_date',
    'pubdate',
    'release_date',
  ],
  draft: ['draft'],
}

/**
 * Reads both dialects without configuration: each fact has several names (`episode` or `number`, `publish_date` or
 * `date`). What has no frontmatter takes its title from `heading`, the first of the body, or from the file name.
 */
export function readDetails(file: string, fields: Fields | undefined, heading: string | undefined): Details {
  const problems = misspeltFields(file, fields, [...Object.values(names), ...Object.values(listeningNames)])
  const stem = stemOf(file)
  const id = idOf(file, fields, stem, problems)
  const title = titleOf(file, fields, heading, stem, problems)
  const date = fieldsOf(fields, names.date).find(({ text }) => !yes.test(text) && !no.test(text))
  const publishedOn = dateOf(file, date, problems)
  return {
    ...(id !== undefined && { id }),
    title,
    // A name of nothing but emoji has no letters for an address.
    slug: slugOf(title) || slugOf(stem) || stem,
    ...(publishedOn !== undefined && { publishedOn }),
    undated: fields !== undefined && date === undefined,
    isDraft: isDraft(fields),
    links: listeningLinks(file, fields, problems),
    problems,
  }
}

/** As site generators make it: `What’s new in re:Invent?` → `what-s-new-in-re-invent`. */
export const slugOf = (title: string): string => slugify(title.replaceAll(/['’]/g, ' '), { decamelize: false })

function idOf(file: string, fields: Fields | undefined, stem: string, problems: Problem[]): string | undefined {
  const all = fieldsOf(fields, names.id)
  const found = all.find(({ text }) => /\p{N}/u.test(text)) ?? all[0]
  if (found) {
    const id = cleanId(found.text)
    if (!/\p{N}/u.test(id)) problems.push(noNumber(file, found))
    if (id !== '') return id
  }
  const number = numberInName(stem)
  if (number !== undefined && fields !== undefined) {
    problems.push(
      warning(
        file,
        1,
        `The frontmatter has no episode number; ${number} is from the file name.`,
        `Add “episode: ${number}”.`,
      ),
    )
  }
  return number
}

const noNumber = (file: string, { name, line, text }: Found): Problem =>
  warning(file, line, `“${text}” is not a number.`, `Write the episode’s number in figures, “${name}: 12”.`)

function titleOf(
  file: string,
  fields: Fields | undefined,
  heading: string | undefined,
  stem: string,
  problems: Problem[],
): string {
  const found = fieldOf(fields, names.title)
  if (found) return found.text.replaceAll(/\s+/g, ' ')
  const title =
    heading ??
    (stem
      .replace(/^[\d.\s_-]+/, '')
      .replaceAll(/[_-]+/g, ' ')
      .trim() ||
      stem)
  problems.push(
    fields === undefined
      ? warning(
          file,
          1,
          `There is no frontmatter; the title “${title}” is a guess.`,
          'Begin the file with “---”, its episode, title and date, and “---”.',
        )
      : warning(file, 1, `The frontmatter has no title; “${title}” is a guess.`, 'Add “title: …”.'),
  )
  return title
}

function dateOf(file: string, found: Found | undefined, problems: Problem[]): string | undefined {
  if (!found) return undefined
  const day = dayOf(found.text)
  if (day === undefined) {
    problems.push(
      warning(
        file,
        found.line,
        `“${found.text}” is not a date that can be read, so the episode shows at once, as the newest.`,
        'Write year, month and day, such as 2023-01-20.',
      ),
    )
  }
  return day
}

/** Site generators know an unfinished page by `draft: true`, or, Jekyll, by `published: false`. */
const isDraft = (fields: Fields | undefined): boolean =>
  yes.test(fieldOf(fields, names.draft)?.text ?? '') || no.test(fieldOf(fields, ['published'])?.text ?? '')

const yes = /^(true|yes|on)$/i
const no = /^(false|no|off)$/i
