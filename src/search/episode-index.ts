import MiniSearch, { type Options, type SearchOptions } from 'minisearch'
import type { Episode } from '../content/types.ts'
import { textsOf } from './passages.ts'
import type { Term } from './query.ts'
import { processTerm } from './tokenizer.ts'
import { AS_STEMS, tokenize, type Vocabulary } from './vocabulary.ts'

/** Only these are reranked. Reranking every episode finds the right one no more often (see docs/benchmarks.md). */
const CANDIDATES = 50

/** What a question is matched against. */
const TEXT_FIELDS = ['title', 'summary', 'links', 'transcript']

/** MiniSearch over whole episodes: finds the candidates for a question, and episodes by words of their titles. */
export class EpisodeIndex {
  readonly #index: MiniSearch<Episode>

  constructor(vocabulary: Vocabulary, index = new MiniSearch<Episode>(episodeOptions(vocabulary))) {
    this.#index = index
  }

  /** Loads the output of `toJSON`, see `loadSnapshot`. */
  static async load(json: string, vocabulary: Vocabulary, yielding: boolean): Promise<EpisodeIndex> {
    const options = episodeOptions(vocabulary)
    const index = yielding ? await MiniSearch.loadJSONAsync(json, options) : MiniSearch.loadJSON(json, options)
    return new EpisodeIndex(vocabulary, index)
  }

  add(episode: Episode): void {
    this.#index.add(episode)
  }

  discard(id: string): void {
    this.#index.discard(id)
  }

  /** The ids of the episodes that match best, at most fifty, by MiniSearch's BM25. */
  candidates(terms: readonly Term[]): readonly string[] {
    const shares = new Map(terms.map(({ stem, share }) => [stem, share]))
    return this.#index
      .search([...shares.keys()].join(' '), {
        ...AS_STEMS,
        fields: TEXT_FIELDS,
        boostTerm: stem => shares.get(stem) ?? 1,
      })
      .slice(0, CANDIDATES)
      .map(({ id }) => id)
  }

  /** The ids of the episodes whose text contains all of these stems. */
  withAll(stems: readonly string[], fields: readonly string[] = TEXT_FIELDS): ReadonlySet<string> {
    const found = this.#index.search(stems.join(' '), { ...AS_STEMS, fields: [...fields], combineWith: 'AND' })
    return new Set(found.map(({ id }) => id))
  }

  /** The ids of the episodes whose number or title has, for each of these plain words, a word that begins with it. */
  withPrefixes(words: readonly string[]): ReadonlySet<string> {
    const options: SearchOptions = { ...AS_STEMS, fields: ['name'], combineWith: 'AND', prefix: true }
    return new Set(this.#index.search(words.join(' '), options).map(({ id }) => id))
  }

  toJSON(): object {
    return this.#index.toJSON()
  }
}

function episodeOptions(vocabulary: Vocabulary): Options<Episode> {
  return {
    fields: [...TEXT_FIELDS, 'name'],
    extractField: (episode, field) => textOfField(episode, field),
    tokenize: text => tokenize(text, vocabulary),
    processTerm: (plain, field) => (field === 'name' ? plain : processTerm(plain, vocabulary.language)),
  }
}

function textOfField(episode: Episode, field: string): string {
  switch (field) {
    case 'id':
      return episode.id
    case 'title':
      return episode.title
    case 'name':
      return `${episode.id} ${episode.title}`
    case 'summary':
      return textsOf(episode, 'summary').join('\n')
    case 'links':
      return [...textsOf(episode, 'resources'), ...textsOf(episode, 'chapters')].join('\n')
    default:
      return textsOf(episode, 'transcript').join('\n')
  }
}
