import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import { dphWeight } from './score.ts'

/** `linked`: one of the two links to the other in its show notes. */
export type Related = { readonly episode: Episode; readonly linked: boolean }

/** How many of its most characteristic stems represent an episode. */
const MAX_STEMS = 40

/** Related episodes, best first: those linked in either direction, then those on similar subjects. */
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

/** How similar other episodes are, by id: the inner product of the DPH weights of the episode's top stems. */
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
  const telling = [...weightsOf(episode.id)].sort((a, b) => b[1] - a[1]).slice(0, MAX_STEMS)
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
