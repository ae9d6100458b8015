import slugify from '@sindresorhus/slugify'
import * as z from 'zod'
import { type Fields, fieldOf, fieldsOf, misspeltFields, type TextField } from './front-matter.ts'
import { listeningLinks, listeningNames } from './links.ts'
import { warning } from './problems.ts'
import type { Links, Problem } from './types.ts'

/** What an episode's front matter and file name say. `id` is undefined if neither has a number. */
export type Details = {
  readonly id?: string
  readonly title: string
  readonly slug: string
  readonly publishedOn?: string
  /** Whether it has front matter without a date, not even an unreadable one. */
  readonly undated: boolean
  /** `draft: true` or `published: false`. */
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
 * Reads an episode's facts, each of which may have several names (`episode` or `number`, `publish_date` or `date`).
 *
 * @param heading the first one of the body; it is the title if there is no front matter.
 */
export function readDetails(file: string, fields: Fields | undefined, heading: string | undefined): Details {
  const problems = misspeltFields(file, fields, [...Object.values(names), ...Object.values(listeningNames)])
  const stem = fileStem(file)
  const id = idOf(file, fields, stem, problems)
  const title = titleOf(file, fields, heading, stem, problems)
  const date = fieldsOf(fields, names.date).find(({ text }) => !yes.test(text) && !no.test(text))
  const publishedOn = dateOf(file, date, problems)
  return {
    ...(id !== undefined && { id }),
    title,
    // If a title is nothing but emoji, its slug is empty.
    slug: slugOf(title) || slugOf(stem) || stem,
    ...(publishedOn !== undefined && { publishedOn }),
    undated: fields !== undefined && date === undefined,
    isDraft: isDraft(fields),
    links: listeningLinks(file, fields, problems),
    problems,
  }
}

/** A slug as site generators make it: `What’s new in re:Invent?` → `what-s-new-in-re-invent`. */
const slugOf = (title: string): string => slugify(title.replaceAll(/['’]/g, ' '), { decamelize: false })

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
        `The front matter has no episode number; ${number} was taken from the file name.`,
        `Add “episode: ${number}”.`,
      ),
    )
  }
  return number
}

const noNumber = (file: string, { name, line, text }: TextField): Problem =>
  warning(file, line, `“${text}” is not a number.`, `Write the episode’s number in digits: “${name}: 12”.`)

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
          `There is no front matter; the title “${title}” is a guess.`,
          'Begin the file with its number, title and date between two lines of “---”.',
        )
      : warning(file, 1, `The front matter has no title; “${title}” is a guess.`, 'Add “title: …”.'),
  )
  return title
}

function dateOf(file: string, found: TextField | undefined, problems: Problem[]): string | undefined {
  if (!found) return undefined
  const day = dayOf(found.text)
  if (day === undefined) {
    problems.push(
      warning(
        file,
        found.line,
        `“${found.text}” is not a date, so the episode is shown at once, as the newest.`,
        'Write year, month and day: 2023-01-20.',
      ),
    )
  }
  return day
}

/** Site generators mark an unfinished page with `draft: true`, Jekyll with `published: false`. */
const isDraft = (fields: Fields | undefined): boolean =>
  yes.test(fieldOf(fields, names.draft)?.text ?? '') || no.test(fieldOf(fields, ['published'])?.text ?? '')

const yes = /^(true|yes|on)$/i
const no = /^(false|no|off)$/i

/**
 * An id as written, without leading zeros: `064` → `64`; `13.10` and `0` stay. An id of dots alone becomes empty: in a path
 * it would lead to another folder.
 */
export const cleanId = (raw: string): string =>
  raw
    .trim()
    .replace(/^#/, '')
    .replace(/^0+(?=\d)/, '')
    .replace(/^\.+$/, '')
    .replace(/\p{Cs}/gu, '\ufffd')

/** The number that a file name begins with, if any: `064-how-to` → `64`, `ep12` → `12`. */
export function numberInName(stem: string): string | undefined {
  const number = /^(?:ep(?:isode)?|show|s\d+e)?[\s._-]*(\d+(?:\.\d+)?)(?=$|[\s._-])/i.exec(stem)?.[1]
  return number === undefined ? undefined : cleanId(number)
}

/** The file name without folder and extension; `index.md` takes the name of its folder. */
export function fileStem(file: string): string {
  const parts = file.split('/')
  const name = (parts.pop() ?? '').replace(/\.[^.]+$/, '')
  return name.toLowerCase() === 'index' ? (parts.pop() ?? name) : name
}

/** 9 before 10, 13.2 before 13.10. */
export const byId = (a: string, b: string): number => natural.compare(a, b)

const natural = new Intl.Collator('en', { numeric: true })

/**
 * The calendar day (`2023-01-20`, in UTC) of a date in front matter: an ISO day (slashes are fine), an ISO time, seconds or
 * milliseconds since 1970, or an RSS date (`Fri, 20 Jan 2023 08:00:00 GMT`). Undefined for anything else.
 */
function dayOf(written: string): string | undefined {
  const text = written.trim().replace(/^(\d{4})\/(\d{2})\/(\d{2})/, '$1-$2-$3')
  if (/^\d{13}$/.test(text)) return isoDay(Number(text))
  if (/^\d{10}$/.test(text)) return isoDay(Number(text) * 1000)
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  if (day !== undefined) {
    if (!z.iso.date().safeParse(day).success) return undefined
    if (text === day) return day
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`
    return isoDay(Date.parse(zoned.replace(' ', 'T').replace(' ', '')))
  }
  if (/\b[a-z]{3,9}\b.*\b\d{4}\b/i.test(text))
    return isoDay(Date.parse(/\b(GMT|UTC)\b|[+-]\d{4}$/.test(text) ? text : `${text} UTC`))
  return undefined
}

const isoDay = (milliseconds: number): string | undefined =>
  Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString().slice(0, 10)
