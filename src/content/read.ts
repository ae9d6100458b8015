import { basename, dirname, resolve } from 'node:path'
import type { Block } from './blocks.ts'
import { type Draft, readDraft, undated, withOwnIds } from './draft.ts'
import type { Episode, Problem, Segment, Show } from './episode.ts'
import { eachOf, listFiles, readText } from './files.ts'
import { byId } from './ids.ts'
import { linkKey } from './links.ts'
import { mendLink } from './mend.ts'
import { readNotes } from './notes.ts'
import { byPlace, error } from './problem.ts'
import { directoryOf, sitesOf } from './references.ts'
import { boilerplateOf, findResources } from './resources.ts'
import { noShowNote, readShowNote, type ShowNote } from './show.ts'
import { findSponsors } from './sponsors.ts'
import { readTranscript } from './transcript.ts'
import { isTranscript, matchTranscripts } from './transcript-match.ts'

/**
 * Reads a folder of markdown episodes, and of transcripts, into a show, oldest episode first. Nothing in the folder makes
 * it fail: what is wrong is a `Problem`, and the rest is read all the same. An episode that says `draft: true` is left out
 * with its transcript, and so are its faults: its author knows that it is not finished.
 */
export async function readShow(folder: string): Promise<{ show: Show; problems: readonly Problem[] }> {
  const { files, problems: unlisted } = await listFiles(folder)
  const problems: Problem[] = [...unlisted]
  const read = async (file: string): Promise<string | undefined> => {
    const { text, problems: faults } = await readText(folder, file)
    problems.push(...faults)
    return text
  }

  const note = await readNote(files.find(isShowNote), read)
  const written = await readDrafts(files.filter(isEpisode), read)
  const drafts = withOwnIds(written.filter(({ details }) => !details.isDraft))
  const unfinished = written.filter(({ details }) => details.isDraft)
  const transcripts = matchTranscripts(files.filter(isTranscript), drafts, unfinished)
  const segments = await readSegments(transcripts.files, read, problems)
  problems.push(
    ...note.problems,
    ...drafts.flatMap(draft => draft.problems),
    ...undated(drafts),
    ...transcripts.problems,
  )

  const episodes = assemble(drafts, note, segments, problems)
  if (episodes.length === 0 && unlisted.length === 0) problems.push(noEpisode(folder, unfinished.length > 0))
  const show: Show = {
    name: note.name ?? nameOf(folder),
    ...(note.site !== undefined && { site: note.site }),
    about: note.about,
    synonyms: note.synonyms,
    episodes,
  }
  return { show, problems: problems.sort(byPlace) }
}

type Read = (file: string) => Promise<string | undefined>

const isShowNote = (file: string): boolean => /^show\.(md|markdown)$/i.test(file)

const isEpisode = (file: string): boolean =>
  /\.(md|markdown)$/i.test(file) && !isShowNote(file) && !isTranscript(file) && !/(^|\/)_/.test(file)

async function readNote(file: string | undefined, read: Read): Promise<ShowNote> {
  const text = file === undefined ? undefined : await read(file)
  return file === undefined || text === undefined ? noShowNote : readShowNote(file, text)
}

async function readDrafts(files: readonly string[], read: Read): Promise<readonly Draft[]> {
  const drafts = await eachOf(files, async file => {
    const text = await read(file)
    return text === undefined ? undefined : readDraft(file, text)
  })
  return drafts.filter(draft => draft !== undefined)
}

type Segments = ReadonlyMap<string, readonly Segment[]>

/** By episode id. */
async function readSegments(files: ReadonlyMap<string, string>, read: Read, problems: Problem[]): Promise<Segments> {
  const all = await eachOf([...files], async ([id, file]) => {
    const text = await read(file)
    const { segments, problems: faults } =
      text === undefined ? { segments: [], problems: [] } : await readTranscript(file, text)
    problems.push(...faults)
    return [id, segments] as const
  })
  return new Map(all)
}

/** What one episode means only the whole show can tell: who sponsors it, which links stand in all of it, which lead back. */
function assemble(drafts: readonly Draft[], note: ShowNote, segments: Segments, problems: Problem[]): Episode[] {
  const sponsors = findSponsors(
    drafts.flatMap(({ blocks }) => blocks),
    note.sponsors,
  )
  const known = drafts.map(({ id, details: { slug, links } }) => ({ id, slug, youtube: links.youtube }))
  const linked = drafts.map(({ blocks }) => addressesIn(blocks))
  const sites = sitesOf(note.site, known, linked.flat())
  const boilerplate = boilerplateOf(linked.map(urls => new Set(urls.map(linkKey))))
  const judgement = { directory: directoryOf(known, sites), sites, boilerplate }

  const episodes = drafts.map(({ file, id, details, blocks }): Episode => {
    const { title, slug, publishedOn, links } = details
    const notes = readNotes(file, blocks, sponsors)
    const { resources, references, problems: faults } = findResources(file, id, notes, judgement)
    problems.push(...notes.problems, ...faults)
    const page = note.episodePage?.replaceAll('{id}', id).replaceAll('{slug}', slug)
    return {
      id,
      title,
      slug,
      ...(publishedOn !== undefined && { publishedOn }),
      links: { ...(page !== undefined && { page }), ...links },
      summary: notes.summary,
      chapters: notes.chapters,
      resources,
      references,
      segments: segments.get(id) ?? [],
      file,
    }
  })
  return episodes.sort(byDay)
}

const addressesIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(({ links }) =>
    links.flatMap(({ url }) => {
      const mended = mendLink(url)
      return mended.kind === 'link' ? [mended.url] : []
    }),
  )

const noEpisode = (folder: string, onlyDrafts: boolean): Problem =>
  onlyDrafts
    ? error(folder, 0, 'Every episode in this folder is a draft.', 'Take “draft: true” out of one.')
    : error(folder, 0, 'There is no episode in this folder.', 'Put markdown files there, one an episode.')

/** The folder's own name, or its parent's when it is only called what it holds. */
function nameOf(folder: string): string {
  const path = resolve(folder)
  return /^(content|episodes|shows?|posts|src|notes)$/i.test(basename(path)) ? basename(dirname(path)) : basename(path)
}

/** Oldest first, those without a date last; on one day, by number. */
const byDay = (a: Episode, b: Episode): number =>
  (a.publishedOn ?? '9999').localeCompare(b.publishedOn ?? '9999') || byId(a.id, b.id)
