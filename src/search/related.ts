import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import { countIn } from './postings.ts'
import { dphWeight } from './score.ts'

/** `linked`: one of the two leads to the other in its show notes. */
export type Related = { readonly episode: Episode; readonly linked: boolean }

/** So many of an episode's most telling words stand for it. */
const WORDS = 40

/** Episodes to go on with, best first: those that link to each other, then those that are about the same things. */
export function relatedEpisodes(library: Library, episode: Episode, most: number): readonly Related[] {
  const likeness = likenessTo(library, library.episodes.indexOf(episode))
  return library.episodes
    .map((other, i) => ({ episode: other, linked: areLinked(episode, other), likeness: likeness[i] ?? 0 }))
    .filter(({ episode: other, linked, likeness }) => other !== episode && (linked || likeness > 0))
    .sort((a, b) => Number(b.linked) - Number(a.linked) || b.likeness - a.likeness)
    .slice(0, most)
    .map(({ episode, linked }) => ({ episode, linked }))
}

const areLinked = (one: Episode, other: Episode): boolean =>
  one.references.includes(other.id) || other.references.includes(one.id)

/** For each episode, how much it says with the words that tell most about one of them. */
function likenessTo({ whole, episodes }: Library, position: number): Float64Array {
  const tells = (stem: string, other: number): number => {
    const posting = whole.of(stem)
    const count = countIn(posting, other)
    return count === 0 ? 0 : dphWeight(count, whole.lengths[other] ?? 0, posting.total / whole.words)
  }
  const telling = Array.from(whole.stems(), stem => ({ stem, worth: tells(stem, position) }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, WORDS)
  return Float64Array.from(episodes, (_, other) =>
    telling.reduce((sum, { stem, worth }) => sum + worth * tells(stem, other), 0),
  )
}
