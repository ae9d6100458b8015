import type { Episode } from '../content/episode.ts'
import { type Citation, cite } from './citation.ts'
import { confidenceIn } from './confidence.ts'
import type { Library } from './library.ts'
import { type RankedEpisode, type Ranking, rank } from './rank.ts'
import type { ResourceRow } from './resource-rows.ts'
import { findResources } from './resources.ts'
import { unsaidIn } from './why.ts'

export type Answer =
  | {
      readonly kind: 'found'
      readonly confidence: 'sure' | 'close'
      readonly best: Citation
      /** A later episode that covers the same question as well. */
      readonly later?: Citation
      /** What other episodes say about it, best first, one citation each. */
      readonly others: readonly Citation[]
      /** Links of the best episode that fit the question. */
      readonly resources: readonly ResourceRow[]
    }
  | {
      readonly kind: 'nothing'
      readonly nearest: readonly Episode[]
      /** Words of the question that the show never says. */
      readonly unsaid: readonly string[]
    }

const MOST_OTHERS = 2
const MOST_RESOURCES = 3
const MOST_NEAREST = 3

/** A later episode comes back to a question when it is among the first, and nearly as good as the best. */
const FIRST = 5
const NEARLY = 0.85

/** Answers from the show's own words, or says that there is nothing. */
export function ask(library: Library, question: string): Answer {
  const ranking = rank(library, question)
  const { level } = confidenceIn(library, ranking)
  const [best, ...next] = ranking.episodes.slice(0, 2 + MOST_OTHERS).flatMap(found => citation(library, ranking, found))
  if (level === 'nothing' || !best) {
    const nearest = ranking.episodes.slice(0, MOST_NEAREST).map(({ episode }) => episode)
    return { kind: 'nothing', nearest, unsaid: unsaidIn(ranking.question) }
  }
  const later = cameBack(ranking).flatMap(found => citation(library, ranking, found))[0]
  const others = next.filter(({ episode }) => episode !== later?.episode).slice(0, MOST_OTHERS)
  const resources = findResources(library, question, best.episode).slice(0, MOST_RESOURCES)
  return { kind: 'found', confidence: level, best, others, resources, ...(later && { later }) }
}

/** The best passage of an episode. */
function citation(library: Library, { question, passages }: Ranking, { episode }: RankedEpisode): readonly Citation[] {
  const best = passages.find(({ passage }) => passage.episode === episode)
  return best ? [cite(library, best.passage, question)] : []
}

/** Later episodes that are nearly as good as the best, best first. */
function cameBack({ episodes }: Ranking): readonly RankedEpisode[] {
  const [best, ...others] = episodes.slice(0, FIRST)
  if (!best?.episode.publishedOn) return []
  const since = best.episode.publishedOn
  return others.filter(({ episode, score }) => (episode.publishedOn ?? '') > since && score >= NEARLY * best.score)
}
