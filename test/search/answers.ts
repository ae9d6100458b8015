import { ask, moreResults } from '../../src/search/ask.ts'
import { confidenceIn } from '../../src/search/confidence.ts'
import { completeEpisodes, findEpisode, relatedEpisodes } from '../../src/search/episodes.ts'
import type { Library } from '../../src/search/library.ts'
import { rank } from '../../src/search/rank.ts'
import { completeResources, findResources } from '../../src/search/resources.ts'

/** Everything that a library has to say to some words, to compare two libraries by. */
export function answersTo(library: Library, words: string) {
  const ranking = rank(library, words)
  return {
    ranking,
    confidence: confidenceIn(library, ranking),
    answer: ask(library, words),
    second: ask(library, words, 1),
    more: moreResults(library, words, 0),
    links: findResources(library, words),
    episode: findEpisode(library, words),
    episodes: completeEpisodes(library, words, 25),
    labels: completeResources(library, words, 25),
  }
}

/** For each episode those to go on with. */
export const relatedIn = (library: Library) => library.episodes.map(episode => relatedEpisodes(library, episode, 10))
