import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Block, readBlocks } from './blocks.ts'
import { type Details, readDetails } from './details.ts'
import type { Episode, Problem, Segment, Show } from './episode.ts'
import { cannotOpen, listFiles } from './files.ts'
import { readFrontmatter } from './frontmatter.ts'
import { byId, stemOf } from './ids.ts'
import { linkKey } from './links.ts'
import { mendLink } from './mend.ts'
import { readNotes } from './notes.ts'
import { byPlace, error, warning } from './problem.ts'
import { directoryOf, sitesOf } from './references.ts'
import { boilerplateOf, findResources } from './resources.ts'
import { noShowNote, readShowNote } from './show.ts'
import { findSponsors } from './sponsors.ts'
import { decodeText } from './text.ts'
import { readTranscript } from './transcript.ts'
import { isTranscript, matchTranscripts } from './transcript-match.ts'

/** An episode's file as read on its own, before the rest of the show is known. */
type Draft = {
  readonly file: string
  readonly id: string
  readonly details: Details
  readonly blocks: readonly Block[]
}

/**
 * Reads a folder of markdown episodes, and of transcripts, into a show, oldest episode first. Nothing in the folder makes
 * it fail: what is wrong is a `Problem`, and the rest is read all the same.
 */
export async function readShow(folder: string): Promise<{ show: Show; problems: readonly Problem[] }> {
  const { files, problems: unlisted } = await listFiles(folder)
  const problems: Problem[] = [...unlisted]
  const read = async (file: string): Promise<string | undefined> => readText(folder, file, problems)

  const about = files.find(file => /^show\.(md|markdown)$/i.test(file))
  const aboutText = about === undefined ? undefined : await read(about)
  const note = about === undefined || aboutText === undefined ? noShowNote : readShowNote(about, aboutText)
  problems.push(...note.problems)

  const drafts: Draft[] = []
  for (const file of files.filter(file => file !== about && isEpisode(file))) {
    const text = await read(file)
    const draft = text === undefined ? undefined : readDraft(file, text, drafts, problems)
    if (draft) drafts.push(draft)
  }

  const transcripts = matchTranscripts(files.filter(isTranscript), drafts)
  problems.push(...transcripts.problems)
  const segmentsOf = async (id: string): Promise<readonly Segment[]> => {
    const file = transcripts.files.get(id)
    const text = file === undefined ? undefined : await read(file)
    if (file === undefined || text === undefined) return []
    const { segments, problems: faults } = await readTranscript(file, text)
    problems.push(...faults)
    return segments
  }

  const sponsors = findSponsors(
    drafts.flatMap(({ blocks }) => blocks),
    note.sponsors,
  )
  const known = drafts.map(({ id, details: { slug, links } }) => ({ id, slug, youtube: links.youtube }))
  const linked = drafts.map(({ blocks }) => addressesIn(blocks))
  const sites = sitesOf(note.site, known, linked.flat())
  const judgement = {
    directory: directoryOf(known, sites),
    sites,
    boilerplate: boilerplateOf(linked.map(urls => new Set(urls.map(linkKey)))),
  }
  const episodes: Episode[] = []
  for (const { file, id, details, blocks } of drafts) {
    const { title, slug, publishedOn, links } = details
    const notes = readNotes(file, blocks, sponsors)
    const { resources, references, problems: faults } = findResources(file, id, notes, judgement)
    problems.push(...notes.problems, ...faults)
    const page = note.episodePage?.replaceAll('{id}', id).replaceAll('{slug}', slug)
    episodes.push({
      id,
      title,
      slug,
      ...(publishedOn !== undefined && { publishedOn }),
      links: { ...(page !== undefined && { page }), ...links },
      summary: notes.summary,
      chapters: notes.chapters,
      resources,
      references,
      segments: await segmentsOf(id),
      file,
    })
  }
  const show: Show = {
    name: note.name ?? nameOf(folder),
    ...(note.site !== undefined && { site: note.site }),
    about: note.about,
    synonyms: note.synonyms,
    episodes: episodes.sort(byDay),
  }
  if (episodes.length === 0 && problems.length === 0) {
    problems.push(error('.', 0, 'There is no episode in this folder.', 'Put markdown files there, one an episode.'))
  }
  return { show, problems: problems.sort(byPlace) }
}

/** Above this a file is refused: ten hours of speech are less than 5 MB of JSON. */
const LARGEST_FILE = 50_000_000

/** Show notes are read up to here; markdown is slow to parse, and the longest we know of have 30,000 characters. */
const LONGEST_NOTES = 250_000

async function readText(folder: string, file: string, problems: Problem[]): Promise<string | undefined> {
  try {
    const { size } = await stat(join(folder, file))
    if (size > LARGEST_FILE) {
      problems.push(
        error(
          file,
          0,
          `The file has ${Math.round(size / 1_000_000)} MB; at most ${LARGEST_FILE / 1_000_000} MB are read.`,
          'Split it, or move it elsewhere.',
        ),
      )
      return undefined
    }
    const { text, wrongByte } = decodeText(await readFile(join(folder, file)))
    if (wrongByte !== undefined) {
      problems.push(
        warning(file, wrongByte, 'The file is not UTF-8, so it was read as Windows-1252.', 'Save it as UTF-8.'),
      )
    }
    if (text.trim() !== '') return text
    problems.push(error(file, 0, 'The file is empty.', 'Write the episode, or delete the file.'))
  } catch (fault) {
    problems.push(cannotOpen(file, fault))
  }
  return undefined
}

/** Markdown, but for what every repository has beside its content. */
const isEpisode = (file: string): boolean =>
  /\.(md|markdown)$/i.test(file) && !isTranscript(file) && !/(^|\/)(_index|404)\.\w+$/i.test(file)

const isHouseKeeping = (file: string): boolean =>
  /^(readme|contributing|changelog|licen[cs]e|code_of_conduct|security|authors|about|index|todo)$/i.test(stemOf(file))

function readDraft(file: string, whole: string, before: readonly Draft[], problems: Problem[]): Draft | undefined {
  const text = whole.length <= LONGEST_NOTES ? whole : whole.slice(0, whole.lastIndexOf('\n\n', LONGEST_NOTES))
  const { fields, body, problems: faults } = readFrontmatter(file, text)
  if (fields === undefined && isHouseKeeping(file)) return undefined
  if (text !== whole) {
    problems.push(
      warning(
        file,
        text.split('\n').length,
        `Only the first ${LONGEST_NOTES.toLocaleString('en')} characters are read.`,
        'Put a transcript into a file of its own.',
      ),
    )
  }
  const blocks = readBlocks(body)
  const heading = blocks.find(({ kind }) => kind === 'heading')?.lines.join(' ')
  const details = readDetails(file, fields, heading)
  problems.push(...faults, ...details.problems)
  const id = details.id ?? details.slug
  const taken = before.find(other => other.id === id)
  if (!taken) return { file, id, details, blocks }
  const free = freeId(id, before)
  problems.push(
    error(
      file,
      1,
      `Episode ${id} is also ${taken.file}; this one is read as ${free}.`,
      'Give one of the two another number.',
    ),
  )
  return { file, id: free, details, blocks }
}

function freeId(id: string, taken: readonly Draft[]): string {
  let n = 2
  while (taken.some(other => other.id === `${id}-${n}`)) n++
  return `${id}-${n}`
}

const addressesIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(({ links }) =>
    links.flatMap(({ url }) => {
      const mended = mendLink(url)
      return mended.kind === 'link' ? [mended.url] : []
    }),
  )

/** The folder's own name, or its parent's when it is only called what it holds. */
function nameOf(folder: string): string {
  const path = resolve(folder)
  return /^(content|episodes|shows?|posts|src|notes)$/i.test(basename(path)) ? basename(dirname(path)) : basename(path)
}

/** Oldest first; those without a date where their number puts them among themselves, after the dated. */
const byDay = (a: Episode, b: Episode): number =>
  (a.publishedOn ?? '9999').localeCompare(b.publishedOn ?? '9999') || byId(a.id, b.id)
