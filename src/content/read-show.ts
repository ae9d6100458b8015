import { basename, dirname, resolve } from 'node:path'
import { readNotes } from './description.ts'
import { byId } from './fields.ts'
import { eachOf, listFiles } from './files.ts'
import { linkKey } from './links.ts'
import { byPlace, error, notUnderstood } from './problems.ts'
import { type Kind, type Made, type Memory, readOnce, recall } from './read-cache.ts'
import { type Draft, readDraft, undated, withOwnIds } from './read-episode.ts'
import { directoryOf, sitesOf } from './references.ts'
import { boilerplateOf, findResources, type Judgement } from './resources.ts'
import { noShowNote, readShowNote, type ShowNote } from './show-file.ts'
import { findSponsors, type Sponsors } from './sponsors.ts'
import { isTranscript, matchTranscripts, readTranscript } from './transcripts/match.ts'
import type { Episode, Problem, RawTranscript, Segment, Show } from './types.ts'

/** What was read of a folder. */
export type Reading = { readonly show: Show; readonly problems: readonly Problem[] }

type Options = {
  /** Of an earlier reading of the same folder: what has not changed since is not read again. */
  readonly memory?: Memory
  /** Told after each file how many are read, and how many there are. */
  readonly onRead?: (done: number, of: number) => void
}

/**
 * Reads a folder of markdown episodes, and of transcripts, into a show, oldest episode first. Nothing in the folder makes
 * it fail: what is wrong is a `Problem`, and the rest is read all the same. An episode that says `draft: true` is left out
 * with its transcript, and so are its faults: its author knows that it is not finished.
 *
 * With a memory, a file that could be read before and now is broken stays as it was, and so does all that lies below a
 * folder that cannot be entered any more.
 */
export async function readShow(folder: string, { memory = new Map(), onRead }: Options = {}): Promise<Reading> {
  const { files: listed, problems: unlisted } = await listFiles(folder)
  const unseen = unseenIn(memory, listed, unlisted, folder)
  const files = [...listed, ...unseen]
  forgetOthers(memory, files)
  const problems: Problem[] = [...unlisted]
  let done = 0
  let ofAll = files.filter(file => isShowNote(file) || isEpisode(file) || isTranscript(file)).length
  const read: Read = async (file, kind) => {
    const outcome = unseen.has(file) ? recall(file, kind, memory) : await readOnce(folder, file, kind, memory)
    problems.push(...outcome.problems)
    onRead?.(++done, ofAll)
    return outcome.made
  }

  const note = await readNote(files.find(isShowNote), read)
  const written = await readDrafts(files.filter(isEpisode), read)
  const drafts = withOwnIds(written.filter(({ details }) => !details.isDraft))
  const unfinished = written.filter(({ details }) => details.isDraft)
  const transcripts = matchTranscripts(files.filter(isTranscript), drafts, unfinished)
  ofAll = done + transcripts.files.size
  const segments = await readSegments(transcripts.files, read, problems)
  const { episodes, problems: faults } = assemble(drafts, note, segments)
  problems.push(
    ...note.problems,
    ...drafts.flatMap(draft => draft.problems),
    ...undated(drafts),
    ...transcripts.problems,
    ...faults,
  )
  const isListed = unlisted.every(({ severity }) => severity === 'warning')
  if (episodes.length === 0 && isListed) problems.push(noEpisode(folder, unfinished.length > 0))
  const show: Show = {
    name: note.name ?? nameOf(folder),
    ...(note.site !== undefined && { site: note.site }),
    about: note.about,
    synonyms: note.synonyms,
    episodes,
  }
  return { show, problems: problems.sort(byPlace) }
}

/** What is made of a file; undefined when it cannot be read, or when making it fails: that costs this file alone. */
type Read = <T extends Made>(file: string, kind: Kind<T>) => Promise<T | undefined>

/** What was read before and now lies where nobody can look. */
function unseenIn(memory: Memory, listed: readonly string[], unlisted: readonly Problem[], folder: string) {
  const seen = new Set(listed)
  const isHidden = (file: string): boolean =>
    unlisted.some(({ file: at }) => (at === folder && listed.length === 0) || file === at || file.startsWith(`${at}/`))
  return new Set([...memory.keys()].filter(file => !seen.has(file) && isHidden(file)))
}

function forgetOthers(memory: Memory, files: readonly string[]): void {
  const known = new Set(files)
  for (const file of memory.keys()) if (!known.has(file)) memory.delete(file)
}

const isShowNote = (file: string): boolean => /^show\.(md|markdown)$/i.test(file)

const isEpisode = (file: string): boolean =>
  /\.(md|markdown)$/i.test(file) && !isShowNote(file) && !isTranscript(file) && !/(^|\/)_/.test(file)

async function readNote(file: string | undefined, read: Read): Promise<ShowNote> {
  const understand = (text: string) => readShowNote(file ?? '', text)
  const note = file === undefined ? undefined : await read(file, { understand, loses: () => false })
  return note ?? noShowNote
}

async function readDrafts(files: readonly string[], read: Read): Promise<readonly Draft[]> {
  const loses = (before: Draft, now: Draft) => now.isBare && !before.isBare
  const drafts = await eachOf(files, file => read(file, { understand: text => readDraft(file, text), loses }))
  return drafts.filter(draft => draft !== undefined)
}

/** By episode id. */
async function readSegments(files: ReadonlyMap<string, string>, read: Read, problems: Problem[]): Promise<Segments> {
  const loses = (before: RawTranscript, now: RawTranscript) => now.segments.length === 0 && before.segments.length > 0
  const all = await eachOf([...files], async ([id, file]) => {
    const transcript = await read(file, { understand: text => readTranscript(file, text), loses })
    problems.push(...(transcript?.problems ?? []))
    return [id, transcript?.segments ?? []] as const
  })
  return new Map(all)
}

const noEpisode = (folder: string, onlyDrafts: boolean): Problem =>
  onlyDrafts
    ? error(folder, 0, 'Every episode in this folder is a draft.', 'Take “draft: true” out of one.')
    : error(folder, 0, 'There is no episode in this folder.', 'Put markdown files there, one an episode.')

/** The folder's own name, or its parent's when it is only called what it holds. */
function nameOf(folder: string): string {
  const path = resolve(folder)
  return /^(content|episodes|shows?|posts|src|notes)$/i.test(basename(path)) ? basename(dirname(path)) : basename(path)
}

/** By episode id. */
export type Segments = ReadonlyMap<string, readonly Segment[]>

export type Assembled = { readonly episodes: readonly Episode[]; readonly problems: readonly Problem[] }

/**
 * Makes episodes, oldest first, of what was read one by one. What an episode means only the whole show can tell: who
 * sponsors it, which links stand in all of it, which lead back. One of which nothing can be made costs no other.
 */
export function assemble(drafts: readonly Draft[], note: ShowNote, segments: Segments): Assembled {
  const sponsors = findSponsors(
    drafts.flatMap(({ blocks }) => blocks),
    note.sponsors,
  )
  const known = drafts.map(({ id, details: { slug, links } }) => ({ id, slug, youtube: links.youtube }))
  const sites = sitesOf(
    note.site,
    known,
    drafts.flatMap(({ addresses }) => addresses),
  )
  const boilerplate = boilerplateOf(drafts.map(({ addresses }) => new Set(addresses.map(linkKey))))
  const judgement = { directory: directoryOf(known, sites), sites, boilerplate }
  const show: Whole = { note, sponsors, judgement, segments }
  const problems: Problem[] = []
  const episodes = drafts.flatMap(draft => {
    try {
      return [episodeOf(draft, show, problems)]
    } catch (fault) {
      problems.push(notUnderstood(draft.file, fault))
      return []
    }
  })
  return { episodes: episodes.sort(byDay), problems }
}

/** What is known of the whole show. */
type Whole = {
  readonly note: ShowNote
  readonly sponsors: Sponsors
  readonly judgement: Judgement
  readonly segments: Segments
}

function episodeOf(draft: Draft, { note, sponsors, judgement, segments }: Whole, problems: Problem[]): Episode {
  const { file, id, details, blocks } = draft
  const { title, slug, publishedOn, links } = details
  const notes = readNotes(file, blocks, sponsors)
  const { resources, references, problems: faults } = findResources(file, id, notes, judgement)
  problems.push(...notes.problems, ...faults)
  // Functions, since in plain text “$&” would stand for what is replaced.
  const page = note.episodePage?.replaceAll('{id}', () => id).replaceAll('{slug}', () => slug)
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
}

/** Oldest first, those without a date last; on one day, by number. */
const byDay = (a: Episode, b: Episode): number =>
  (a.publishedOn ?? '9999').localeCompare(b.publishedOn ?? '9999') || byId(a.id, b.id)
