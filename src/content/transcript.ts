import { warning } from './problem.ts'
import { readCaptions } from './transcript-captions.ts'
import { readDialogue } from './transcript-dialogue.ts'
import { readJson } from './transcript-json.ts'
import type { RawTranscript } from './transcript-raw.ts'
import { repair } from './transcript-repair.ts'

/** Which kinds of file hold transcripts, the richest first: JSON says who speaks, markdown seldom says when. */
export const transcriptKinds = ['json', 'vtt', 'srt', 'md', 'markdown', 'txt'] as const

export const kindOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1).toLowerCase()

/** Reads a transcript in any of its formats and puts it right: in order, without empty texts or repeated tails. */
export async function readTranscript(file: string, text: string): Promise<RawTranscript> {
  const raw = await readRaw(file, text)
  const { segments, problems } = repair(file, raw.segments)
  const nothing =
    segments.length === 0 && raw.problems.length === 0
      ? [warning(file, 0, 'The transcript has no words in it.', 'Make it again, or delete it.')]
      : []
  return { segments, problems: [...raw.problems, ...problems, ...nothing] }
}

function readRaw(file: string, text: string): RawTranscript | Promise<RawTranscript> {
  switch (kindOf(file)) {
    case 'json':
      return readJson(file, text)
    case 'vtt':
      return readCaptions(file, text, 'vtt')
    case 'srt':
      return readCaptions(file, text, 'srt')
    default:
      return readDialogue(file, text)
  }
}
