import { byId, cleanId, numberInName, stemOf } from '../fields.ts'
import { warning } from '../problems.ts'
import type { Problem, RawTranscript } from '../types.ts'
import { readCaptions } from './captions.ts'
import { cleanTranscript } from './clean.ts'
import { readDialogue } from './dialogue.ts'
import { readJson } from './json.ts'

/** Which kinds of file hold transcripts, the richest first: JSON says who speaks, markdown seldom says when. */
const transcriptKinds = ['json', 'vtt', 'srt', 'md', 'markdown', 'txt'] as const

const kindOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1).toLowerCase()

/** Reads a transcript in any of its formats and puts it right: in order, without empty texts or repeated tails. */
export async function readTranscript(file: string, text: string): Promise<RawTranscript> {
  const raw = await readRaw(file, text)
  const { segments, problems } = cleanTranscript(file, raw.segments)
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

/** Which transcript file belongs to which episode, by the episode's id. */
export type Matched = { readonly files: ReadonlyMap<string, string>; readonly problems: readonly Problem[] }

/** In a folder of this name markdown is a transcript, not an episode, and JSON is nothing else. */
const isAmongTranscripts = (file: string): boolean => /(^|\/)_?transcripts?\//i.test(file)

export const isTranscript = (file: string): boolean =>
  ['json', 'vtt', 'srt'].includes(kindOf(file)) ||
  (isAmongTranscripts(file) && kinds.includes(kindOf(file)) && !isReadme(file))

/**
 * Finds each episode's transcript by the name of the file: the episode's id, padded or not, or the name of its markdown
 * file. Of several the richest format counts. `13.json` without an episode 13 belongs to the first 13.x without one.
 * JSON elsewhere may be anything, so there the name must be the id or that of the episode's file, and no more. What belongs
 * to an `unfinished` episode is passed over.
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
  for (const file of leftOver.filter(isSurelyOne)) {
    const number = cleanId(stemOf(file))
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

/** To which episode a file belongs by its name. */
function finderOf(episodes: readonly Named[]): (file: string) => string | undefined {
  const byStem = new Map(episodes.map(({ id, file }) => [stemOf(file).toLowerCase(), id]))
  const ids = new Map(episodes.map(({ id }) => [id, id]))
  return file => {
    const stem = stemOf(file).toLowerCase()
    const exact = byStem.get(stem) ?? ids.get(cleanId(stem))
    return exact ?? (isSurelyOne(file) ? ids.get(numberInName(stem) ?? '') : undefined)
  }
}

const isSurelyOne = (file: string): boolean => kindOf(file) !== 'json' || isAmongTranscripts(file)

const kinds: readonly string[] = transcriptKinds

const isReadme = (file: string): boolean => /^readme$/i.test(stemOf(file))

const takenFor = (file: string, number: string, id: string): Problem => {
  const says = `There is no episode ${number}; the transcript was taken for episode ${id}.`
  return warning(file, 0, says, `Rename it to ${id}.${kindOf(file)}.`)
}

const noEpisode = (file: string): Problem =>
  warning(
    file,
    0,
    'This transcript belongs to no episode.',
    'Name it after an episode’s number or its markdown file, or delete it.',
  )
