import { readText } from './files.ts'
import { unexpectedProblem } from './problems.ts'
import { parseEpisode } from './read-episode.ts'
import { readShowFile } from './show-file.ts'
import { readTranscript } from './transcripts/match.ts'
import type { Problem } from './types.ts'

/** What a file is parsed to: an episode, a transcript, or `show.md`. */
export type Parsed = { readonly problems: readonly Problem[] }

/** `problems` are those of the file itself; what was parsed from it has its own. */
export type ReadOutcome<T extends Parsed> = { readonly parsed: T | undefined; readonly problems: readonly Problem[] }

const parsers = { show: readShowFile, episode: parseEpisode, transcript: readTranscript }

export type FileKind = keyof typeof parsers

/**
 * Reads and parses a file. Some files take minutes, so only `file-reader.ts` calls this, in a thread.
 *
 * @param willParse called with the length of its text, in characters, before it is parsed.
 */
export async function parseFile(
  folder: string,
  file: string,
  kind: FileKind,
  willParse: (length: number) => void,
): Promise<ReadOutcome<Parsed>> {
  const { text, problems } = await readText(folder, file)
  try {
    willParse(text?.length ?? 0)
    return { parsed: text === undefined ? undefined : await parsers[kind](file, text), problems }
  } catch (fault) {
    return { parsed: undefined, problems: [...problems, unexpectedProblem(file, fault)] }
  }
}
