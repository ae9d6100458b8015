import type { Problem } from './episode.ts'
import { byId, cleanId, numberInName, stemOf } from './ids.ts'
import { warning } from './problem.ts'
import { kindOf, transcriptKinds } from './transcript.ts'

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
