import type { Episode } from '../content/episode.ts'

/** The longest id that stands for itself; an episode without a number is known by its slug, which may be a sentence. */
const LONGEST = 40

/** An episode's id where there is little room, as in a button: shortened, and still its own. `findEpisode` knows it. */
export function episodeKey({ id }: Episode): string {
  return id.length <= LONGEST ? id : `${id.slice(0, LONGEST - 8).replace(/\p{Cs}$/u, '')} ${hash(id)}`
}

/** FNV-1a, 32 bits: Fowler, Noll, Vo. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value.toString(36)
}
