import slugify from '@sindresorhus/slugify'
import { calendarDay, secondsOfDuration } from './dates.ts'
import {
  type Field,
  type Fields,
  fieldOf,
  fieldsOf,
  misspeltFields,
  type TextField,
  withNested,
} from './front-matter.ts'
import { listeningLinks, listeningNames, readAddress } from './links.ts'
import { warning } from './problems.ts'
import type { Links, Person, Problem } from './types.ts'

/** What an episode's front matter and file name say. `id` is undefined if neither has a number. */
export type Details = {
  readonly id?: string
  readonly title: string
  readonly slug: string
  readonly publishedOn?: string
  readonly season?: number
  readonly durationSeconds?: number
  readonly people: readonly Person[]
  readonly tags: readonly string[]
  readonly image?: string
  /** Whether it has front matter without a date, not even an unreadable one. */
  readonly undated: boolean
  /** `draft: true` or `published: false`. */
  readonly isDraft: boolean
  /** Whether it says that it is another kind of page: `layout: page`. */
  readonly isPage: boolean
  readonly links: Links
  /** What it is about, for a file without notes. */
  readonly description?: TextField
  /** The transcript itself, or where it is. */
  readonly transcript?: Field
  readonly problems: readonly Problem[]
}

const names = {
  id: [
    'episode',
    'number',
    'episode_number',
    'ep',
    'episode_no',
    'no',
    'num',
    'itunes_episode',
    'episode_id',
    'ep_number',
  ],
  title: ['title', 'name', 'itunes_title', 'episode_title'],
  date: [
    'publish_date',
    'date',
    'published',
    'published_at',
    'published_on',
    'pub_date',
    'pubdate',
    'publishedat',
    'release_date',
    'publication_date',
    'released',
    'created',
  ],
  draft: ['draft'],
}

/** Facts that other people's files seldom have, so a similar name is no mistake. */
const more = {
  season: ['season', 'itunes_season', 'season_number'],
  duration: ['duration', 'itunes_duration', 'length', 'runtime', 'duration_seconds', 'audio_duration'],
  guests: ['guests', 'guest', 'guest_name', 'guest_names', 'speakers', 'interviewees'],
  hosts: ['hosts', 'host', 'cohosts', 'co_hosts'],
  people: ['people', 'participants', 'contributors', 'persons'],
  tags: ['tags', 'topics', 'categories', 'keywords', 'category'],
  image: ['image', 'cover', 'cover_image', 'artwork', 'thumbnail', 'itunes_image', 'image_url', 'featured_image'],
  description: [
    'description',
    'summary',
    'subtitle',
    'excerpt',
    'itunes_summary',
    'itunes_subtitle',
    'abstract',
    'intro',
  ],
  layout: ['layout', 'type'],
}

/**
 * Reads an episode's facts, each of which may have several names (`episode` or `number`, `publish_date` or `date`).
 *
 * @param heading the first one of the body; it is the title if there is no front matter.
 */
export function readDetails(file: string, own: Fields | undefined, heading: string | undefined): Details {
  const problems = misspeltFields(file, own, [...Object.values(names), ...Object.values(listeningNames)])
  const fields = withNested(own)
  const stem = fileStem(file)
  const written = titleOf(file, fields, heading, withoutDate(stem), problems)
  const id = idOf(file, fields, stem, written, problems)
  const date = fieldsOf(fields, names.date).find(({ text }) => !yes.test(text) && !no.test(text))
  const publishedOn = dateOf(file, date, problems) ?? dateInName(stem)
  const title = withoutNumber(written, id)
  const season = Number(fieldOf(fields, more.season)?.text ?? /^s(\d+)[\s._-]?e\d/i.exec(withoutDate(stem))?.[1])
  const duration = secondsOfDuration(fieldOf(fields, more.duration)?.text ?? '')
  const image = fieldsOf(fields, more.image).find(({ text }) => readAddress(text) !== undefined)?.text
  const description = fieldOf(fields, more.description)
  const transcript = fields?.get('transcript') ?? fields?.get('transcription')
  return {
    ...(id !== undefined && { id }),
    title,
    // If a title is nothing but emoji, its slug is empty.
    slug:
      slugOf(fieldOf(fields, ['slug'])?.text.replace(/^.*\/(?=[^/])/, '') ?? '') ||
      slugOf(title) ||
      slugOf(stem) ||
      stem,
    ...(publishedOn !== undefined && { publishedOn }),
    ...(Number.isInteger(season) && season > 0 && { season }),
    ...(duration !== undefined && { durationSeconds: duration }),
    people: peopleOf(fields),
    tags: [...new Set(more.tags.flatMap(name => textsIn(fields?.get(name)?.value, /[,;]/)))],
    ...(image !== undefined && { image }),
    undated: fields !== undefined && date === undefined && publishedOn === undefined,
    isDraft: isDraft(fields),
    isPage: fieldsOf(fields, more.layout).some(({ text }) =>
      /^(page|home|default|about|archive|tags?|blog)$/i.test(text),
    ),
    links: listeningLinks(file, fields, problems),
    ...(description && { description }),
    ...(transcript && { transcript }),
    problems,
  }
}

/** Hosts and guests, each once; whoever is only listed among the people is a guest. */
function peopleOf(fields: Fields | undefined): readonly Person[] {
  const all = (
    [
      ['host', more.hosts],
      ['guest', more.guests],
      ['guest', more.people],
    ] as const
  ).flatMap(([role, aliases]) =>
    aliases.flatMap(alias => {
      const value = fields?.get(alias)?.value
      const items = Array.isArray(value) ? value : [value]
      return items.flatMap(item => {
        const isHost = typeof item === 'object' && item !== null && 'role' in item && /host/i.test(String(item.role))
        return namesIn(item).map((name): Person => ({ name, role: isHost ? 'host' : role }))
      })
    }),
  )
  const known = new Map<string, Person>()
  for (const person of all) if (!known.has(person.name.toLowerCase())) known.set(person.name.toLowerCase(), person)
  return [...known.values()]
}

/** The most letters of a name; anything longer is a sentence about somebody. */
const MAX_NAME_LENGTH = 60

/** Names in a value as people write it: `Ada and Ben`, `[Ada, Ben]`, `[{ name: Ada }]`, `{ name: Ada }`. */
function namesIn(value: unknown): readonly string[] {
  const texts =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? ['name', 'title', 'full_name', 'fullname']
          .flatMap(key => textsIn((value as Record<string, unknown>)[key], /\n/))
          .slice(0, 1)
      : textsIn(value, /[,;&]|\s(?:and|und|y|e|et)\s/)
  return texts.filter(name => /\p{L}/u.test(name) && name.length <= MAX_NAME_LENGTH && !readAddress(name))
}

/** The texts of a list, or of a text that is separated by something. */
function textsIn(value: unknown, separator: RegExp): readonly string[] {
  const all = typeof value === 'string' ? value.split(separator) : Array.isArray(value) ? value : []
  return all.flatMap(one => (typeof one === 'string' && one.trim() !== '' ? [one.trim().replaceAll(/\s+/g, ' ')] : []))
}

/** Names of people in a field, for `show.md`. */
export const peopleIn = (field: Field | undefined): readonly string[] => {
  const value = field?.value
  return [...new Set((Array.isArray(value) ? value : [value]).flatMap(namesIn))]
}

/** A slug as site generators make it: `What’s new in re:Invent?` → `what-s-new-in-re-invent`. */
const slugOf = (title: string): string => slugify(title.replaceAll(/['’]/g, ' '), { decamelize: false })

function idOf(
  file: string,
  fields: Fields | undefined,
  stem: string,
  title: string,
  problems: Problem[],
): string | undefined {
  const all = fieldsOf(fields, names.id)
  const found = all.find(({ text }) => /\p{N}/u.test(text)) ?? all[0]
  if (found) {
    const id = cleanId(found.text)
    if (!/\p{N}/u.test(id)) problems.push(noNumber(file, found))
    if (id !== '') return id
  }
  const number = numberInName(withoutDate(stem))
  if (number === undefined) return numberInTitle(title)
  if (fields !== undefined) {
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

/** `Episode 13: Bells`, `#12 Fog`, `014: Buoys`. */
const NUMBERED =
  /^(?:(?:episode|ep|folge|episodio|épisode|episódio|puntata|show)\.?\s*#?|#)?\s*(\d+(?:\.\d+)?)\s*(?:[:.|–—-]|\s(?=\S))\s*(?=\S)/iu

/** The number that a title begins with, if it is marked as one. */
export function numberInTitle(title: string): string | undefined {
  const [whole = '', number] = NUMBERED.exec(title) ?? []
  // “10 lamps for the night” does not begin with its number.
  return number !== undefined && /^\p{L}|#|:|^0/u.test(whole) ? cleanId(number) : undefined
}

/** A title without the number that the episode has anyway. */
function withoutNumber(title: string, id: string | undefined): string {
  const [whole = '', number] = NUMBERED.exec(title) ?? []
  const isOwn = number !== undefined && id !== undefined && cleanId(number) === id
  const isMarked = /^\p{L}|#|[:|–—-]|^0/u.test(whole)
  return isOwn && isMarked ? title.slice(whole.length) : title
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
  const day = calendarDay(found.text)
  if (day === undefined) {
    problems.push(
      warning(
        file,
        found.line,
        `“${found.text}” is not a date, so the episode is shown at once, and placed by its number.`,
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

/** The number that a file name begins with, if any: `064-how-to` → `64`, `ep12` → `12`; no date is a number. */
export function numberInName(stem: string): string | undefined {
  if (dateInName(stem) !== undefined) return undefined
  const number = /^(?:ep(?:isode)?|show|s\d+e)?[\s._-]*(\d+(?:\.\d+)?)(?=$|[\s._-])/i.exec(stem)?.[1]
  return number === undefined ? undefined : cleanId(number)
}

/** `2024-05-03-fog` or `20240503-fog`: the date of a post, as site generators write it. */
const DATED = /^(\d{4}-\d{1,2}-\d{1,2}|(?:19|20)\d{6})(?:[-_.\s]+|$)/

export const dateInName = (stem: string): string | undefined => calendarDay(DATED.exec(stem)?.[1] ?? '')

/** A file's name after its date; the whole name if nothing follows. */
export function withoutDate(stem: string): string {
  const [dated = ''] = DATED.exec(stem) ?? []
  return dateInName(stem) === undefined ? stem : stem.slice(dated.length) || stem
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
