import slugify from '@sindresorhus/slugify'
import { dayOf } from './day.ts'
import type { Links, Problem } from './episode.ts'
import type { Field } from './frontmatter.ts'
import { cleanId, numberInName, stemOf } from './ids.ts'
import { isAudio, isSpotify, readAddress, youtubeId } from './media.ts'
import { warning } from './problem.ts'

/** What the frontmatter and the file name say of an episode. `id` is undefined when neither has a number. */
export type Details = {
  readonly id?: string
  readonly title: string
  readonly slug: string
  readonly publishedOn?: string
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
  youtube: ['youtube_id', 'youtube_url', 'youtube', 'youtube_link', 'video', 'video_url'],
  spotify: ['spotify_link', 'spotify_url', 'spotify', 'anchor_fm_link', 'anchor_link', 'anchor'],
  audio: ['url', 'audio', 'audio_url', 'audio_file', 'mp3', 'mp3_url', 'enclosure', 'enclosure_url', 'media'],
}

type Fields = ReadonlyMap<string, Field>

/**
 * Reads both dialects without configuration: each fact has several names (`episode` or `number`, `publish_date` or
 * `date`). What has no frontmatter takes its title from `heading`, the first of the body, or from the file name.
 */
export function readDetails(file: string, fields: Fields | undefined, heading: string | undefined): Details {
  const problems: Problem[] = []
  const stem = stemOf(file)
  const id = idOf(file, fields, stem, problems)
  const title = titleOf(file, fields, heading, stem, problems)
  const publishedOn = dateOf(file, fields, problems)
  return {
    ...(id !== undefined && { id }),
    title,
    slug: slugOf(title) || slugOf(stem),
    ...(publishedOn !== undefined && { publishedOn }),
    links: linksOf(file, fields, problems),
    problems,
  }
}

/** As site generators make it: `What’s new in re:Invent?` → `what-s-new-in-re-invent`. */
export const slugOf = (title: string): string => slugify(title.replaceAll(/['’]/g, ' '), { decamelize: false })

function idOf(file: string, fields: Fields | undefined, stem: string, problems: Problem[]): string | undefined {
  const found = fieldOf(fields, names.id)
  if (found) return cleanId(found.text)
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

function dateOf(file: string, fields: Fields | undefined, problems: Problem[]): string | undefined {
  const found = fieldOf(fields, names.date)
  if (!found) return undefined
  const day = dayOf(found.text)
  if (day === undefined) {
    problems.push(
      warning(file, found.line, `“${found.text}” is not a date that can be read.`, 'Write it as 2023-01-20.'),
    )
  }
  return day
}

function linksOf(file: string, fields: Fields | undefined, problems: Problem[]): Links {
  const links: { -readonly [name in keyof Links]: Links[name] } = {}
  const unclear = ({ text, line }: Found): void => {
    problems.push(
      warning(file, line, `“${text}” is not an address that can be used.`, 'Write the whole of it, https://…'),
    )
  }
  const place = (found: Found): void => {
    const address = readAddress(found.text)
    const video = youtubeId(found.text)
    if (video !== undefined) links.youtube ??= video
    else if (address === undefined) unclear(found)
    else if (isSpotify(address)) links.spotify ??= address
    else if (isAudio(address)) links.audio ??= address
    else links.page ??= address
  }
  for (const found of fieldsOf(fields, names.youtube)) {
    const video = youtubeId(found.text, 'bare')
    if (video === undefined) unclear(found)
    else links.youtube ??= video
  }
  for (const found of fieldsOf(fields, names.spotify)) {
    const address = readAddress(found.text)
    if (address === undefined) unclear(found)
    else links.spotify ??= address
  }
  for (const found of fieldsOf(fields, names.audio)) {
    if (found.name === 'url') place(found)
    else {
      const address = readAddress(found.text)
      if (address === undefined) unclear(found)
      else links.audio ??= address
    }
  }
  return links
}

type Found = { readonly name: string; readonly text: string; readonly line: number }

const fieldOf = (fields: Fields | undefined, aliases: readonly string[]): Found | undefined =>
  fieldsOf(fields, aliases)[0]

/** Those that hold text; an empty one is as good as none. */
function fieldsOf(fields: Fields | undefined, aliases: readonly string[]): Found[] {
  return aliases.flatMap(name => {
    const field = fields?.get(name)
    const text = typeof field?.value === 'string' ? field.value.trim() : ''
    return field && text !== '' && !/^(null|~)$/i.test(text) ? [{ name, text, line: field.line }] : []
  })
}
