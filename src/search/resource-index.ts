import MiniSearch, { type Options, type SearchOptions } from 'minisearch'
import { linkKey } from '../content/links.ts'
import type { Episode, Resource } from '../content/types.ts'
import { textsOf } from './passages.ts'
import { processTerm } from './tokenizer.ts'
import { AS_STEMS, tokenize, type Vocabulary } from './vocabulary.ts'

/** One link, however episodes write its URL, with everything they say about it. */
export type ResourceRow = {
  /** As the latest episode has it. */
  readonly url: string
  readonly label: string
  readonly context?: string
  /** Each place where it is recommended, oldest first. */
  readonly mentions: readonly Mention[]
}

type Mention = { readonly episode: Episode; readonly resource: Resource }

/** The show's links, one row per link, in the order of their first mention. */
export function resourceRows(episodes: readonly Episode[]): readonly ResourceRow[] {
  const mentions = new Map<string, Mention[]>()
  for (const episode of episodes) {
    for (const resource of episode.resources) {
      const key = linkKey(resource.url)
      const others = mentions.get(key)
      if (others) others.push({ episode, resource })
      else mentions.set(key, [{ episode, resource }])
    }
  }
  return [...mentions.values()].flatMap(rowOf)
}

/** A link as one episode mentions it; empty if the episode does not. */
export function rowsForEpisode(row: ResourceRow, episode: Episode): readonly ResourceRow[] {
  return rowOf(row.mentions.filter(mention => mention.episode === episode))
}

function rowOf(mentions: readonly Mention[]): readonly ResourceRow[] {
  const latest = mentions.at(-1)
  return latest ? [{ ...latest.resource, mentions }] : []
}

/** A link's label, what is said about it, its address, and what its episodes are about. */
const TEXT_FIELDS = ['label', 'context', 'host', 'path', 'episode']

/** A link's label describes it best. */
const BOOST = { label: 2 }

/** BM25 with k = 1.2 and b = 0.5: labels are short, so their length says little. */
const BM25 = { k: 1.2, b: 0.5, d: 0 }

/** MiniSearch over the show's links. */
export class ResourceIndex {
  readonly #index: MiniSearch<ResourceRow>
  readonly #rows = new Map<string, ResourceRow>()

  constructor(vocabulary: Vocabulary, index = new MiniSearch<ResourceRow>(resourceOptions(vocabulary))) {
    this.#index = index
  }

  /** Loads the output of `toJSON` for the same episodes, see `loadSnapshot`. */
  static async load(
    json: string,
    vocabulary: Vocabulary,
    episodes: readonly Episode[],
    yielding: boolean,
  ): Promise<ResourceIndex> {
    const options = resourceOptions(vocabulary)
    const index = yielding ? await MiniSearch.loadJSONAsync(json, options) : MiniSearch.loadJSON(json, options)
    const loaded = new ResourceIndex(vocabulary, index)
    for (const row of resourceRows(episodes)) loaded.#rows.set(rowId(row), row)
    return loaded
  }

  /** The show's links, in the order of their first mention. */
  get rows(): readonly ResourceRow[] {
    return [...this.#rows.values()]
  }

  get size(): number {
    return this.#rows.size
  }

  /** Brings the index up to date: only links whose episodes have changed are indexed again. */
  update(episodes: readonly Episode[]): void {
    const rows = new Map(resourceRows(episodes).map(row => [rowId(row), row]))
    for (const id of this.#rows.keys()) if (!rows.has(id)) this.#index.discard(id)
    const before = new Map(this.#rows)
    this.#rows.clear()
    for (const [id, row] of rows) {
      const known = before.get(id)
      if (known === undefined) this.#index.add(row)
      else if (!sameMentions(known, row)) this.#index.replace(row)
      this.#rows.set(id, row)
    }
    // Synchronously, not in batches: until then MiniSearch still counts discarded links when weighting a term.
    if (this.#index.dirtCount > 0) void this.#index.vacuum({ batchSize: Number.POSITIVE_INFINITY })
  }

  /** The links that contain a stem, with their BM25 scores, best first. */
  matches(stem: string): readonly { readonly row: ResourceRow; readonly score: number }[] {
    return this.#index
      .search(stem, { ...AS_STEMS, fields: TEXT_FIELDS, boost: BOOST, bm25: BM25 })
      .flatMap(({ id, score }) => {
        const row = this.#rows.get(id)
        return row ? [{ row, score }] : []
      })
  }

  /** The links whose label has, for each of these plain words, a word that begins with it. */
  withPrefixes(words: readonly string[]): readonly ResourceRow[] {
    const options: SearchOptions = { ...AS_STEMS, fields: ['name'], combineWith: 'AND', prefix: true }
    const found = new Set(this.#index.search(words.join(' '), options).map(({ id }) => id))
    return this.rows.filter(row => found.has(rowId(row)))
  }

  toJSON(): object {
    return this.#index.toJSON()
  }
}

const sameMentions = (one: ResourceRow, other: ResourceRow): boolean =>
  one.mentions.length === other.mentions.length &&
  one.mentions.every((mention, i) => mention.episode === other.mentions[i]?.episode)

function rowId({ mentions }: ResourceRow): string {
  const [first] = mentions
  return first ? linkKey(first.resource.url) : ''
}

function resourceOptions(vocabulary: Vocabulary): Options<ResourceRow> {
  return {
    fields: [...TEXT_FIELDS, 'name'],
    autoVacuum: false,
    extractField: (row, field) => (field === 'id' ? rowId(row) : textOfField(row, field)),
    tokenize: text => tokenize(text, vocabulary),
    processTerm: (plain, field) => (field === 'name' ? plain : processTerm(plain, vocabulary.language)),
  }
}

/** Deduplicates: episodes that recommend the same link often describe it in the same words. */
function textOfField({ url, label, mentions }: ResourceRow, field: string): string {
  const once = (texts: readonly string[]): string => [...new Set(texts)].join('\n')
  switch (field) {
    case 'name':
      return label
    case 'label':
      return once(mentions.map(({ resource }) => resource.label))
    case 'context':
      return once(mentions.flatMap(({ resource }) => resource.context ?? []))
    case 'host':
      return new URL(url).hostname.replace(/^www\./, '').replace(/\.[^.]+$/, '')
    case 'path':
      return pathOf(url)
    default:
      return once(mentions.flatMap(({ episode }) => [episode.title, ...textsOf(episode, 'summary')]))
  }
}

/** The path and the fragment, percent-decoded if they can be. */
function pathOf(url: string): string {
  const { pathname, hash } = new URL(url)
  try {
    return decodeURIComponent(pathname + hash)
  } catch {
    return pathname + hash
  }
}
