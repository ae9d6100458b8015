import { byId, cleanId, fileStem, numberInName } from '../fields.ts'
import { warning } from '../problems.ts'
import type { Problem, RawTranscript } from '../types.ts'
import { withoutAdverts } from './adverts.ts'
import { readCaptions } from './captions.ts'
import { cleanTranscript } from './clean.ts'
import { readDialogue } from './dialogue.ts'
import { readJson } from './json.ts'

/** The file types that hold transcripts, the richest first: JSON names speakers, markdown seldom has times. */
const transcriptKinds = ['json', 'vtt', 'srt', 'md', 'markdown', 'txt'] as const

const kindOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1).toLowerCase()

/** Reads a transcript in any format, cleans it, and leaves out its adverts. */
export async function readTranscript(file: string, text: string): Promise<RawTranscript> {
  const raw = await readRaw(file, text)
  const { segments, problems } = cleanTranscript(file, raw.segments)
  const nothing =
    segments.length === 0 && raw.problems.length === 0
      ? [warning(file, 0, 'The transcript has no words.', 'Create it again, or delete it.')]
      : []
  return { segments: withoutAdverts(segments), problems: [...raw.problems, ...problems, ...nothing] }
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

/** The transcript file of each episode, by the episode's id. */
type Matched = { readonly files: ReadonlyMap<string, string>; readonly problems: readonly Problem[] }

/** In a folder with this name markdown and JSON files are transcripts. */
const isAmongTranscripts = (file: string): boolean => /(^|\/)_?transcripts?\//i.test(file)

export const isTranscript = (file: string): boolean =>
  ['json', 'vtt', 'srt'].includes(kindOf(file)) ||
  (isAmongTranscripts(file) && kinds.includes(kindOf(file)) && !isReadme(file))

/**
 * Finds each episode's transcript by its file name: the episode's id, padded or not, or the name of its markdown file. Of
 * several files the richest format counts. Without an episode 13, `13.json` belongs to the first 13.x without a transcript.
 * JSON outside a transcripts folder may be anything, so its name must match exactly. Transcripts of `unfinished` episodes
 * are skipped.
 */
export function matchTranscripts(
  files: readonly string[],
  episodes: readonly Named[],
  unfinished: readonly Named[] = [],
): Matched {
  const find = finderOf(episodes)
  const findUnfinished = finderOf(unfinished)
  const matched = new Map<string, string>()
  const leftOver: string[] = []
  for (const file of [...files].sort((a, b) => kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b)))) {
    const id = find(file)
    if (id === undefined && findUnfinished(file) === undefined) leftOver.push(file)
    else if (id !== undefined && !matched.has(id)) matched.set(id, file)
  }
  const problems: Problem[] = []
  const adopted = new Map<string, string>()
  for (const file of leftOver.filter(isCertainlyTranscript)) {
    const number = cleanId(fileStem(file))
    const parts = episodes.map(({ id }) => id).filter(id => id.startsWith(`${number}.`) && !matched.has(id))
    const id = adopted.get(number) ?? parts.sort(byId)[0]
    if (id === undefined) problems.push(noEpisode(file))
    else if (!adopted.has(number)) {
      adopted.set(number, id)
      matched.set(id, file)
      problems.push(takenFor(file, number, id))
    }
  }
  return { files: matched, problems }
}

type Named = { readonly id: string; readonly file: string }

/** Returns a function that finds the episode a file belongs to by its name. */
function finderOf(episodes: readonly Named[]): (file: string) => string | undefined {
  const byStem = new Map(episodes.map(({ id, file }) => [fileStem(file).toLowerCase(), id]))
  const ids = new Map(episodes.map(({ id }) => [id, id]))
  return file => {
    const stem = fileStem(file).toLowerCase()
    const exact = byStem.get(stem) ?? ids.get(cleanId(stem))
    return exact ?? (isCertainlyTranscript(file) ? ids.get(numberInName(stem) ?? '') : undefined)
  }
}

const isCertainlyTranscript = (file: string): boolean => kindOf(file) !== 'json' || isAmongTranscripts(file)

const kinds: readonly string[] = transcriptKinds

const isReadme = (file: string): boolean => /^readme$/i.test(fileStem(file))

const takenFor = (file: string, number: string, id: string): Problem => {
  const message = `There is no episode ${number}, so this was taken for the transcript of episode ${id}.`
  return warning(file, 0, message, `Rename it to ${id}.${kindOf(file)}.`)
}

const noEpisode = (file: string): Problem =>
  warning(
    file,
    0,
    'This transcript belongs to no episode.',
    'Name it after an episode’s number or markdown file, or delete it.',
  )
