import type { Problem } from './episode.ts'
import { byId, cleanId, numberInName, stemOf } from './ids.ts'
import { warning } from './problem.ts'
import { kindOf, transcriptKinds } from './transcript.ts'

/** Which transcript file belongs to which episode, by the episode's id. */
export type Matched = { readonly files: ReadonlyMap<string, string>; readonly problems: readonly Problem[] }

/** Markdown in a folder of this name is a transcript, not an episode. */
export const isTranscript = (file: string): boolean =>
  ['json', 'vtt', 'srt'].includes(kindOf(file))
    ? true
    : /(^|\/)_?transcripts?\//i.test(file) &&
      (transcriptKinds as readonly string[]).includes(kindOf(file)) &&
      !/^readme$/i.test(stemOf(file))

/**
 * Finds each episode's transcript by the name of the file: the episode's id, padded or not, or the name of its markdown
 * file. Of several the richest format counts. `13.json` without an episode 13 belongs to the first 13.x without one.
 */
export function matchTranscripts(files: readonly string[], episodes: readonly { id: string; file: string }[]): Matched {
  const idsByStem = new Map(episodes.map(({ id, file }) => [stemOf(file).toLowerCase(), id]))
  const ids = new Set(episodes.map(({ id }) => id))
  const matched = new Map<string, string>()
  const problems: Problem[] = []
  const leftOver: string[] = []
  for (const file of [...files].sort(byRichness)) {
    const stem = stemOf(file).toLowerCase()
    const number = numberInName(stem)
    const id =
      idsByStem.get(stem) ??
      (ids.has(cleanId(stem)) ? cleanId(stem) : number !== undefined && ids.has(number) ? number : undefined)
    if (id === undefined) leftOver.push(file)
    else if (!matched.has(id)) matched.set(id, file)
  }
  const adopted = new Map<string, string>()
  for (const file of leftOver) {
    const number = cleanId(stemOf(file))
    const id =
      adopted.get(number) ??
      [...ids].filter(other => other.startsWith(`${number}.`) && !matched.has(other)).sort(byId)[0]
    if (id === undefined) problems.push(noEpisode(file))
    else if (!adopted.has(number)) {
      adopted.set(number, id)
      matched.set(id, file)
      const says = `There is no episode ${number}; the transcript was taken for episode ${id}.`
      problems.push(warning(file, 0, says, `Rename it to ${id}.${kindOf(file)}.`))
    }
  }
  return { files: matched, problems }
}

const richness = (file: string): number => (transcriptKinds as readonly string[]).indexOf(kindOf(file))

const byRichness = (a: string, b: string): number => richness(a) - richness(b)

const noEpisode = (file: string): Problem =>
  warning(
    file,
    0,
    'This transcript belongs to no episode.',
    'Name it after an episode’s number or its markdown file, or delete it.',
  )
