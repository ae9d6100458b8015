import { basename, dirname, resolve } from 'node:path'
import pLimit from 'p-limit'
import { interruptible } from '../worker.ts'
import { readNotes } from './description.ts'
import { byId } from './fields.ts'
import { listFiles } from './files.ts'
import { linkKey } from './links.ts'
import type { Parsed } from './parse-file.ts'
import { byLocation, capped, error, unexpectedProblem } from './problems.ts'
import { type FileType, type ReadCache, readCached, readFromCache } from './read-cache.ts'
import { type ParsedEpisode, undated, withUniqueIds } from './read-episode.ts'
import { directoryOf, sitesOf } from './references.ts'
import { boilerplateOf, readResources, type ShowContext } from './resources.ts'
import { emptyShowFile, type ShowFile } from './show-file.ts'
import { findSponsors, type Sponsors } from './sponsors.ts'
import { isTranscript, matchTranscripts } from './transcripts/match.ts'
import type { Episode, Problem, RawTranscript, Segment, Show } from './types.ts'

export type ReadShowResult = { readonly show: Show; readonly problems: readonly Problem[] }

type Options = {
  /** From an earlier call for the same folder: files that have not changed since are not read again. */
  readonly cache?: ReadCache
  /** Called after each file, with the number of files read so far and in total. */
  readonly onRead?: (done: number, of: number) => void
}

/**
 * Reads a folder of markdown episodes and transcripts into a show. Nothing in the folder makes it fail: whatever is wrong
 * becomes a `Problem`, and the rest is read all the same. An episode with `draft: true` is left out, and so are its
 * transcript and its problems: its author knows that it is not finished.
 *
 * With a cache, the earlier version of a file is kept if the file is broken now, or if its folder cannot be opened any
 * more.
 */
export async function readShow(folder: string, { cache = new Map(), onRead }: Options = {}): Promise<ReadShowResult> {
  const { files: listed, problems: unlisted } = await listFiles(folder)
  const unseen = hiddenFiles(cache, listed, unlisted, folder)
  const files = [...listed, ...unseen]
  forgetOthers(cache, files)
  const problems = [unlisted]
  let done = 0
  const ofAll = files.filter(file => isShowFile(file) || isEpisode(file) || isTranscript(file)).length
  const read: Read = async (file, kind) => {
    const outcome = unseen.has(file) ? readFromCache(file, kind, cache) : await readCached(folder, file, kind, cache)
    problems.push(outcome.problems)
    onRead?.(++done, ofAll)
    return outcome.parsed
  }

  const note = await readNote(files.find(isShowFile), read)
  const written = await parseEpisodes(files.filter(isEpisode), read)
  const drafts = withUniqueIds(written.filter(({ details }) => !details.isDraft))
  const unfinished = written.filter(({ details }) => details.isDraft)
  const transcripts = matchTranscripts(files.filter(isTranscript), drafts, unfinished)
  // Transcripts that belong to no episode are not read.
  done += files.filter(isTranscript).length - transcripts.files.size
  const segments = await readSegments(transcripts.files, read, problems)
  const { episodes, problems: faults } = assembleShow(drafts, note, segments)
  problems.push(
    note.problems,
    drafts.flatMap(draft => draft.problems),
    undated(drafts),
    transcripts.problems,
    faults,
  )
  const isListed = unlisted.every(({ severity }) => severity === 'warning')
  if (episodes.length === 0 && isListed) problems.push([noEpisode(folder, unfinished.length > 0)])
  const show: Show = {
    name: note.name ?? nameOf(folder),
    ...(note.site !== undefined && { site: note.site }),
    about: note.about,
    synonyms: note.synonyms,
    episodes,
  }
  return { show, problems: capped(problems.flat().sort(byLocation)) }
}

/** Parses a file; undefined if it cannot be read or parsed, which affects this file alone. */
type Read = <T extends Parsed>(file: string, kind: FileType<T>) => Promise<T | undefined>

/** Files that were read before and are now in a folder that cannot be opened. */
function hiddenFiles(cache: ReadCache, listed: readonly string[], unlisted: readonly Problem[], folder: string) {
  const seen = new Set(listed)
  const isHidden = (file: string): boolean =>
    unlisted.some(({ file: at }) => (at === folder && listed.length === 0) || file === at || file.startsWith(`${at}/`))
  return new Set([...cache.keys()].filter(file => !seen.has(file) && isHidden(file)))
}

function forgetOthers(cache: ReadCache, files: readonly string[]): void {
  const known = new Set(files)
  for (const file of cache.keys()) if (!known.has(file)) cache.delete(file)
}

/** Operating systems limit how many files may be open at once. */
const openFiles = pLimit(32)

const isShowFile = (file: string): boolean => /^show\.(md|markdown)$/i.test(file)

const isEpisode = (file: string): boolean =>
  /\.(md|markdown)$/i.test(file) && !isShowFile(file) && !isTranscript(file) && !/(^|\/)_/.test(file)

async function readNote(file: string | undefined, read: Read): Promise<ShowFile> {
  const kind: FileType<ShowFile> = { kind: 'show', loses: () => false }
  const note = file === undefined ? undefined : await read(file, kind)
  return note ?? emptyShowFile
}

async function parseEpisodes(files: readonly string[], read: Read): Promise<readonly ParsedEpisode[]> {
  const loses = (before: ParsedEpisode, now: ParsedEpisode) => now.lacksFrontmatter && !before.lacksFrontmatter
  const drafts = await openFiles.map(files, file => read(file, { kind: 'episode', loses }))
  return drafts.filter(draft => draft !== undefined)
}

/** By episode id. */
async function readSegments(
  files: ReadonlyMap<string, string>,
  read: Read,
  problems: (readonly Problem[])[],
): Promise<Segments> {
  const loses = (before: RawTranscript, now: RawTranscript) => now.segments.length === 0 && before.segments.length > 0
  const all = await openFiles.map(files, async ([id, file]) => {
    const transcript = await read(file, { kind: 'transcript', loses })
    problems.push(transcript?.problems ?? [])
    return [id, transcript?.segments ?? []] as const
  })
  return new Map(all)
}

const noEpisode = (folder: string, onlyDrafts: boolean): Problem =>
  onlyDrafts
    ? error(folder, 0, 'Every episode in this folder is a draft.', 'Remove “draft: true” from one.')
    : error(folder, 0, 'There is no episode in this folder.', 'Add a markdown file for each episode.')

/** The folder's name, or its parent's if the folder is only named after what it holds (`content`, `episodes`). */
function nameOf(folder: string): string {
  const path = resolve(folder)
  return /^(content|episodes|shows?|posts|src|notes)$/i.test(basename(path)) ? basename(dirname(path)) : basename(path)
}

/** By episode id. */
type Segments = ReadonlyMap<string, readonly Segment[]>

type Assembled = { readonly episodes: readonly Episode[]; readonly problems: readonly Problem[] }

/**
 * Makes episodes, oldest first, from what was parsed file by file. Some things depend on the whole show: its sponsors,
 * the links that every episode has, and which links lead to other episodes. An episode that fails does not affect the
 * others.
 */
function assembleShow(drafts: readonly ParsedEpisode[], note: ShowFile, segments: Segments): Assembled {
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
  const context = { directory: directoryOf(known, sites), sites, boilerplate }
  const show: Whole = { note, sponsors, context, segments }
  const problems: (readonly Problem[])[] = []
  const episodes = drafts.flatMap(draft => {
    try {
      const made: Episode[] = []
      interruptible(() => made.push(episodeOf(draft, show, problems)), MAX_MS_PER_EPISODE)
      return made
    } catch (fault) {
      problems.push([unexpectedProblem(draft.file, fault)])
      return []
    }
  })
  return { episodes: episodes.sort(byDay), problems: problems.flat() }
}

/** Nearly every episode takes less than a hundredth of this. */
const MAX_MS_PER_EPISODE = 2000

/** What is known about the whole show. */
type Whole = {
  readonly note: ShowFile
  readonly sponsors: Sponsors
  readonly context: ShowContext
  readonly segments: Segments
}

function episodeOf(
  draft: ParsedEpisode,
  { note, sponsors, context, segments }: Whole,
  problems: (readonly Problem[])[],
): Episode {
  const { file, id, details, blocks } = draft
  const { title, slug, publishedOn, links } = details
  const notes = readNotes(file, blocks, sponsors)
  const { resources, references, problems: faults } = readResources(file, id, notes, context)
  problems.push(notes.problems, faults)
  // Functions, since “$&” in a replacement string would stand for the match.
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

/** Oldest first, episodes without a date last; on the same day by id. */
const byDay = (a: Episode, b: Episode): number =>
  (a.publishedOn ?? '9999').localeCompare(b.publishedOn ?? '9999') || byId(a.id, b.id)
