import type { Episode } from '../content/episode.ts'

/** How often a show has each word, or each name, in the order of the alphabet. */
export type Counts = ReadonlyMap<string, number>

/** Episodes that a show had and has no longer, and those that it has now and had not. */
export type Change = { readonly gone: readonly Episode[]; readonly come: readonly Episode[] }

/** Counts anew what an episode has, each time that it has it. */
export function recounted(before: Counts, { gone, come }: Change, of: (episode: Episode) => Iterable<string>): Counts {
  const counts = new Map(before)
  const count = (episode: Episode, step: number) => {
    for (const what of of(episode)) counts.set(what, (counts.get(what) ?? 0) + step)
  }
  for (const episode of gone) count(episode, -1)
  for (const episode of come) count(episode, 1)
  return new Map([...counts].filter(([, count]) => count > 0).sort(([one], [other]) => (one < other ? -1 : 1)))
}
