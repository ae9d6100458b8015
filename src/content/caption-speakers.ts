import type { Segment } from './episode.ts'

/** “ADA: ”, “Ada Lovelace: ”, “>> Ada: ”: at most three words, each with a capital, before a colon. */
const prefix = /^\s*(?:(?:>>|[-–])\s*)?(\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,2}):(?:\s+|$)/u

/** “Note: …” once is what somebody says; the name of a speaker comes again. */
const OFTEN = 2

/**
 * SubRip has no sign for a speaker, so people write the name before the words. Takes it from there where it begins several
 * lines of the file; a caption in which two people speak is two segments. Texts still have the lines of their captions.
 */
export function withSpeakers(segments: readonly Segment[]): Segment[] {
  const counts = new Map<string, number>()
  const names = segments.filter(isNameless).flatMap(({ text }) => text.split('\n').flatMap(line => nameIn(line) ?? []))
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return segments.flatMap(segment => {
    if (!isNameless(segment)) return [segment]
    const said: Segment[] = []
    for (const line of segment.text.split('\n')) {
      const name = nameIn(line)
      const last = said.at(-1)
      if (name !== undefined && (counts.get(name) ?? 0) >= OFTEN)
        said.push({ ...segment, speaker: name, text: line.replace(prefix, '') })
      else if (last === undefined) said.push({ ...segment, text: line })
      else said.splice(-1, 1, { ...last, text: `${last.text}\n${line}` })
    }
    return said
  })
}

const isNameless = ({ speaker }: Segment): boolean => speaker === undefined

const nameIn = (line: string): string | undefined => prefix.exec(line)?.[1]
