import type { Episode } from '../content/episode.ts'
import { type Citation, cite } from './citation.ts'
import { confidenceIn } from './confidence.ts'
import type { Library } from './library.ts'
import { type Ranking, rank } from './rank.ts'
import type { ResourceRow } from './resource-rows.ts'
import { findResources } from './resources.ts'

export type Answer =
  | {
      readonly kind: 'found'
      readonly confidence: 'sure' | 'close'
      readonly best: Citation
      /** What other episodes say about it, best first, one citation each. */
      readonly others: readonly Citation[]
      /** Links of the best episode that fit the question. */
      readonly resources: readonly ResourceRow[]
    }
  | { readonly kind: 'nothing'; readonly nearest: readonly Episode[] }

const MOST_OTHERS = 2
const MOST_RESOURCES = 3
const MOST_NEAREST = 3

/** Answers from the show's own words, or says that there is nothing. */
export function ask(library: Library, question: string): Answer {
  const ranking = rank(library, question)
  const { level } = confidenceIn(library, ranking)
  const [best, ...others] = citations(ranking, 1 + MOST_OTHERS)
  if (level === 'nothing' || !best) {
    return { kind: 'nothing', nearest: ranking.episodes.slice(0, MOST_NEAREST).map(({ episode }) => episode) }
  }
  const resources = findResources(library, question, best.episode).slice(0, MOST_RESOURCES)
  return { kind: 'found', confidence: level, best, others, resources }
}

/** The best passage of each of the first episodes. */
function citations({ question, episodes, passages }: Ranking, most: number): readonly Citation[] {
  return episodes.slice(0, most).flatMap(({ episode }) => {
    const best = passages.find(({ passage }) => passage.episode === episode)
    return best ? [cite(best.passage, question)] : []
  })
}
