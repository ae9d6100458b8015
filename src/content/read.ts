import { basename, dirname, resolve } from 'node:path'
import { assemble, type Segments } from './assemble.ts'
import { type Draft, readDraft, undated, withOwnIds } from './draft.ts'
import type { Problem, Show } from './episode.ts'
import { eachOf, listFiles, readText } from './files.ts'
import { byPlace, error, notUnderstood } from './problem.ts'
import { noShowNote, readShowNote, type ShowNote } from './show.ts'
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
  const read: Read = async (file, understand) => {
    const { text, problems: faults } = await readText(folder, file)
    problems.push(...faults)
    try {
      return text === undefined ? undefined : await understand(text)
    } catch (fault) {
      problems.push(notUnderstood(file, fault))
      return undefined
    }
  }

  const note = await readNote(files.find(isShowNote), read)
  const written = await readDrafts(files.filter(isEpisode), read)
  const drafts = withOwnIds(written.filter(({ details }) => !details.isDraft))
  const unfinished = written.filter(({ details }) => details.isDraft)
  const transcripts = matchTranscripts(files.filter(isTranscript), drafts, unfinished)
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

/** What is made of a file's text; undefined when it cannot be read, or when making it fails: that costs this file alone. */
type Read = <T>(file: string, understand: (text: string) => T | Promise<T>) => Promise<T | undefined>

const isShowNote = (file: string): boolean => /^show\.(md|markdown)$/i.test(file)

const isEpisode = (file: string): boolean =>
  /\.(md|markdown)$/i.test(file) && !isShowNote(file) && !isTranscript(file) && !/(^|\/)_/.test(file)

async function readNote(file: string | undefined, read: Read): Promise<ShowNote> {
  const note = file === undefined ? undefined : await read(file, text => readShowNote(file, text))
  return note ?? noShowNote
}

async function readDrafts(files: readonly string[], read: Read): Promise<readonly Draft[]> {
  const drafts = await eachOf(files, file => read(file, text => readDraft(file, text)))
  return drafts.filter(draft => draft !== undefined)
}

/** By episode id. */
async function readSegments(files: ReadonlyMap<string, string>, read: Read, problems: Problem[]): Promise<Segments> {
  const all = await eachOf([...files], async ([id, file]) => {
    const transcript = await read(file, text => readTranscript(file, text))
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
