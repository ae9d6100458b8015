import pLimit from 'p-limit'
import { interruptible } from '../worker.ts'
import { readNotes } from './description.ts'
import { byId } from './fields.ts'
import { listFiles } from './files.ts'
import { linkKey } from './links.ts'
import type { Parsed } from './parse-file.ts'
import { byLocation, capped, error, unexpectedProblem } from './problems.ts'
import { type FileType, type ReadCache, readCached, readFromCache } from './read-cache.ts'
import { isNamedLikePage, lacksFacts, type ParsedEpisode, undated, withSeasons, withUniqueIds } from './read-episode.ts'
import { directoryOf, sitesOf } from './references.ts'
import { boilerplateOf, readResources, type ShowContext } from './resources.ts'
import { emptyShowFile, type ShowFile } from './show-file.ts'
import { findEpisodes, nameOfFolder, readSiteConfig, type Skipped } from './site.ts'
import { sourceOfClone } from './source.ts'
import { findSponsors, type Sponsors } from './sponsors.ts'
import { isTranscript, matchTranscripts } from './transcripts/match.ts'
import type { Chapter, Episode, Problem, RawTranscript, Segment, Show } from './types.ts'

export type ReadShowResult = {
  readonly show: Show
  readonly problems: readonly Problem[]
  /** Markdown files that are no episodes; left out by a running bot. */
  readonly skipped?: readonly Skipped[]
}

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
  const { episodes: candidates, skipped } = findEpisodes(files, files.filter(isMarkdown))
  const ofAll = files.filter(isShowFile).length + candidates.length + files.filter(isTranscript).length
  const read: Read = async (file, kind) => {
    const outcome = unseen.has(file) ? readFromCache(file, kind, cache) : await readCached(folder, file, kind, cache)
    problems.push(outcome.problems)
    onRead?.(++done, ofAll)
    return outcome.parsed
  }

  const note = await readNote(files.find(isShowFile), read)
  const written = await parseEpisodes(candidates, read)
  const unfinished = written.filter(({ details }) => details.isDraft)
  const finished = withoutPages(written, files.filter(isTranscript), skipped)
  const drafts = withUniqueIds(withSeasons(finished))
  const transcripts = matchTranscripts(files.filter(isTranscript), drafts, unfinished)
  const spoken = await readSpoken(transcripts.files, read, problems)
  // Some files were not needed: transcripts of no episode, and those in a poorer format.
  if (done < ofAll) onRead?.(ofAll, ofAll)
  const { episodes, problems: faults } = assembleShow(drafts, note, spoken)
  problems.push(
    note.problems,
    drafts.flatMap(draft => draft.problems),
    undated(drafts),
    transcripts.problems,
    faults,
  )
  const isListed = unlisted.every(({ severity }) => severity === 'warning')
  if (episodes.length === 0 && isListed) problems.push([noEpisode(folder, unfinished.length > 0)])
  const config = note.name !== undefined && note.site !== undefined ? {} : await readSiteConfig(folder)
  const { hosts, about, synonyms, image } = note
  const source = note.source ?? (await sourceOfClone(folder))
  const site = note.site ?? config.site
  const language = note.language ?? config.language
  const show: Show = {
    name: note.name ?? config.name ?? nameOfFolder(folder),
    ...(site !== undefined && { site }),
    about,
    synonyms,
    hosts,
    ...(language !== undefined && { language }),
    ...(image !== undefined && { image }),
    ...(source !== undefined && { source }),
    episodes,
  }
  return { show, problems: capped(problems.flat().sort(byLocation)), skipped }
}

/** The episodes among what was parsed, without drafts and without a site's other pages. */
function withoutPages(
  written: readonly ParsedEpisode[],
  transcripts: readonly string[],
  skipped: Skipped[],
): readonly ParsedEpisode[] {
  const finished = written.filter(({ details }) => !details.isDraft)
  const { files } = matchTranscripts(transcripts, finished)
  const isSure = (draft: ParsedEpisode): boolean => !lacksFacts(draft, files.has(draft.id))
  const mostAreSure = finished.filter(isSure).length * 2 > finished.length
  return finished.filter(draft => {
    if (isSure(draft) || !(mostAreSure || isNamedLikePage(draft))) return true
    if (finished.length === 1) return true
    skipped.push({ file: draft.file, reason: 'it has no number, no date and nothing to hear' })
    return false
  })
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

const isMarkdown = (file: string): boolean =>
  /\.(md|markdown|mdx)$/i.test(file) && !isShowFile(file) && !isTranscript(file)

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

/** What belongs to episodes in files of their own, by episode id. */
type Spoken = ReadonlyMap<string, OwnFiles>

type OwnFiles = {
  readonly segments: readonly Segment[]
  readonly chapters: readonly Chapter[]
  /** Where the segments are from. */
  readonly file?: string
}

/** Reads each episode's files, the richest first, until one has words. */
async function readSpoken(
  files: ReadonlyMap<string, readonly string[]>,
  read: Read,
  problems: (readonly Problem[])[],
): Promise<Spoken> {
  const loses = (before: RawTranscript, now: RawTranscript) => now.segments.length === 0 && before.segments.length > 0
  const all = await openFiles.map(files, async ([id, own]) => {
    let [segments, chapters]: [readonly Segment[], readonly Chapter[]] = [[], []]
    let source: string | undefined
    for (const file of own) {
      if (segments.length > 0) break
      source = file
      const transcript = await read(file, { kind: 'transcript', loses })
      problems.push(transcript?.problems ?? [])
      segments = transcript?.segments ?? []
      if (chapters.length === 0) chapters = transcript?.chapters ?? []
    }
    return [id, { segments, chapters, ...(source !== undefined && { file: source }) }] as const
  })
  return new Map(all)
}

const noEpisode = (folder: string, onlyDrafts: boolean): Problem =>
  onlyDrafts
    ? error(folder, 0, 'Every episode in this folder is a draft.', 'Remove “draft: true” from one.')
    : error(folder, 0, 'There is no episode in this folder.', 'Add a markdown file for each episode.')

type Assembled = { readonly episodes: readonly Episode[]; readonly problems: readonly Problem[] }

/**
 * Makes episodes, oldest first, from what was parsed file by file. Some things depend on the whole show: its sponsors,
 * the links that every episode has, and which links lead to other episodes. An episode that fails does not affect the
 * others.
 */
function assembleShow(drafts: readonly ParsedEpisode[], note: ShowFile, spoken: Spoken): Assembled {
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
  const show: Whole = { note, sponsors, context, spoken }
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
  return { episodes: inOrder(withoutBoilerplate(episodes)), problems: problems.flat() }
}

/** With fewer episodes, the same words may be in most of them by chance. */
const MIN_EPISODES = 3

/** Leaves out paragraphs that most episodes have, such as credits: they say nothing about an episode. */
function withoutBoilerplate(episodes: readonly Episode[]): readonly Episode[] {
  const counts = new Map<string, number>()
  for (const { summary } of episodes) {
    for (const text of new Set(summary.map(({ text }) => text))) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const isBoilerplate = (text: string): boolean => (counts.get(text) ?? 0) * 2 > episodes.length
  if (episodes.length < MIN_EPISODES || ![...counts.keys()].some(isBoilerplate)) return episodes
  return episodes.map(episode => {
    const summary = episode.summary.filter(({ text }) => !isBoilerplate(text))
    return summary.length === episode.summary.length ? episode : { ...episode, summary }
  })
}

/** Nearly every episode takes less than a hundredth of this. */
const MAX_MS_PER_EPISODE = 2000

/** What is known about the whole show. */
type Whole = {
  readonly note: ShowFile
  readonly sponsors: Sponsors
  readonly context: ShowContext
  readonly spoken: Spoken
}

function episodeOf(
  draft: ParsedEpisode,
  { note, sponsors, context, spoken }: Whole,
  problems: (readonly Problem[])[],
): Episode {
  const { file, id, details, blocks } = draft
  const { title, slug, publishedOn, season, durationSeconds, people, tags, image, links } = details
  const notes = readNotes(file, blocks, sponsors)
  const own = spoken.get(id)
  const hasOwn = own !== undefined && own.segments.length > 0
  const { resources, references, problems: faults } = readResources(file, { id, links }, notes, context)
  problems.push(notes.problems, faults)
  // Functions, since “$&” in a replacement string would stand for the match.
  const page = note.episodePage?.replaceAll('{id}', () => id).replaceAll('{slug}', () => slug)
  return {
    id,
    title,
    slug,
    ...(publishedOn !== undefined && { publishedOn }),
    ...(season !== undefined && { season }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    people,
    tags,
    ...(image !== undefined && { image }),
    links: { ...(page !== undefined && { page }), ...links },
    summary: notes.summary,
    chapters: [notes.chapters, draft.chapters, own?.chapters ?? []].find(({ length }) => length > 0) ?? [],
    resources,
    references,
    segments: hasOwn ? own.segments : (draft.segments ?? []),
    ...(hasOwn && own.file !== undefined && { transcriptFile: own.file }),
    file,
  }
}

/** Oldest first, on the same day by id. An episode without a date follows the one with the number before its own. */
function inOrder(episodes: readonly Episode[]): readonly Episode[] {
  const days = new Map<Episode, string>()
  let day = ''
  for (const episode of episodes.toSorted((a, b) => byId(a.id, b.id))) {
    const isNumbered = /^\d/.test(episode.id)
    if (isNumbered) day = episode.publishedOn ?? day
    days.set(episode, episode.publishedOn ?? (isNumbered ? day : ''))
  }
  const dayOf = (episode: Episode): string => days.get(episode) ?? ''
  return episodes.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)) || byId(a.id, b.id))
}
