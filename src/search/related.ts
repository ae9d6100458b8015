import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import { dphWeight } from './score.ts'

/** `linked`: one of the two links to the other in its show notes. */
export type Related = { readonly episode: Episode; readonly linked: boolean }

/** An episode is represented by so many of its most telling stems. */
const STEMS = 40

/** Episodes to go on with, best first: those that link to each other, then those that are about the same things. */
export function relatedEpisodes(library: Library, episode: Episode, most: number): readonly Related[] {
  const similarities = similaritiesTo(library, episode)
  return library.episodes
    .map(other => ({ episode: other, linked: areLinked(episode, other), similarity: similarities.get(other.id) ?? 0 }))
    .filter(({ episode: other, linked, similarity }) => other !== episode && (linked || similarity > 0))
    .sort((a, b) => Number(b.linked) - Number(a.linked) || b.similarity - a.similarity)
    .slice(0, most)
    .map(({ episode, linked }) => ({ episode, linked }))
}

const areLinked = (one: Episode, other: Episode): boolean =>
  one.references.includes(other.id) || other.references.includes(one.id)

/** How much other episodes say with the stems that tell most about one, by id: the inner product of their DPH weights. */
function similaritiesTo({ positionalIndex, episodeIndex }: Library, episode: Episode): ReadonlyMap<string, number> {
  const stems = positionalIndex.stems()
  const weightsOf = (id: string): ReadonlyMap<number, number> => {
    const indexed = positionalIndex.episode(id)
    const counts = new Map<number, number>()
    for (const stem of indexed?.stems ?? []) counts.set(stem, (counts.get(stem) ?? 0) + 1)
    const length = indexed?.stems.length ?? 0
    const weight = (stem: number, count: number): number =>
      dphWeight(count, length, positionalIndex.rate(stems[stem] ?? ''))
    return new Map(Array.from(counts, ([stem, count]) => [stem, weight(stem, count)]))
  }
  const telling = [...weightsOf(episode.id)].sort((a, b) => b[1] - a[1]).slice(0, STEMS)
  const terms = telling.flatMap(([number, share]) => {
    const stem = stems[number]
    return stem === undefined || share === 0 ? [] : [{ stem, share }]
  })
  return new Map(
    episodeIndex.candidates(terms).map(id => {
      const weights = weightsOf(id)
      return [id, telling.reduce((sum, [stem, weight]) => sum + weight * (weights.get(stem) ?? 0), 0)]
    }),
  )
}
