import type { Episode } from '../content/types.ts'
import type { Library } from './library.ts'
import { parseQuery, type Query } from './query.ts'
import { rank } from './rank.ts'
import { type ResourceRow, resourceRows, rowsForEpisode } from './resource-index.ts'
import { normalizeName, wordsOf } from './tokenizer.ts'

/** The exponent for coverage: a link that covers half of a question is worth only about a third as much. */
const COVERAGE_EXPONENT = 1.5

/** The factor for a link of the kind that was asked for (`github`, `video`). */
const KIND_FACTOR = 1.3

/** The weights of a link's similarity, and of the best episode that recommends it, beside its share of the best score. */
const SIMILARITY_WEIGHT = 0.5
const EPISODE_WEIGHT = 0.25

/** The cosine from which a link is found although no word matches. */
const MIN_SIMILARITY = 0.5

/** Links with less than this share of the best score are left out; usually only their episode mentions the word. */
const MIN_SCORE_SHARE = 0.1

/**
 * The links about something, best first; those of one `episode` only, as that episode has them, if it is given. With a
 * vector, links that say the same in other words are found as well, and links of episodes about it come first.
 *
 * @param vector the quantized vector of what they are about; without it, words alone decide.
 */
export function findResources(
  library: Library,
  about: string,
  episode?: Episode,
  vector?: Int8Array,
): readonly ResourceRow[] {
  const query = parseQuery(library, about)
  if (!vector) return resourcesFor(library, query, about, episode)
  const byWords = wordScores(library, query, about)
  const topScore = Math.max(...byWords.values(), Number.MIN_VALUE)
  const similarities = library.vectors.resourceSimilarities(library.episodes, vector)
  const { episodes } = rank(library, about, vector)
  const topEpisode = episodes[0]?.score ?? 1
  const byEpisode = new Map(episodes.map(({ episode: other, score }) => [other, score / topEpisode]))
  const found = library.resourceIndex.rows
    .filter(row => !episode || row.mentions.some(mention => mention.episode === episode))
    .map(row => {
      const words = (byWords.get(row) ?? 0) / topScore
      const similarity = Math.max(...row.mentions.map(({ resource }) => similarities.get(resource) ?? 0))
      const context = Math.max(...row.mentions.map(mention => byEpisode.get(mention.episode) ?? 0))
      return { row, words, similarity, score: words + SIMILARITY_WEIGHT * similarity + EPISODE_WEIGHT * context }
    })
    .filter(({ words, similarity }) => words >= MIN_SCORE_SHARE || similarity >= MIN_SIMILARITY)
    .sort((a, b) => b.score - a.score)
    .map(({ row }) => row)
  return episode ? found.flatMap(row => rowsForEpisode(row, episode)) : found
}

/** By words alone, for a question that has been parsed already. */
export function resourcesFor(library: Library, query: Query, about: string, episode?: Episode): readonly ResourceRow[] {
  const found = [...wordScores(library, query, about)]
    .filter(([row]) => !episode || row.mentions.some(mention => mention.episode === episode))
    .sort(([, one], [, other]) => other - one)
  const rows = found.filter(([, score]) => score >= MIN_SCORE_SHARE * (found[0]?.[1] ?? 0)).map(([row]) => row)
  return episode ? rows.flatMap(row => rowsForEpisode(row, episode)) : rows
}

/** The links that words find, with their scores. */
function wordScores(library: Library, query: Query, about: string): ReadonlyMap<ResourceRow, number> {
  const kinds = kindsAskedFor(wordsOf(about).map(word => word.plain))
  const scores = scoreRows(library, query).map(({ row, score, cover }) => {
    const kindFactor = KIND_FACTOR ** kinds.filter(isOf => isOf(row)).length
    return [row, score * cover ** COVERAGE_EXPONENT * kindFactor] as const
  })
  return new Map(scores.filter(([, score]) => score > 0))
}

/** An episode's links in the order in which it lists them. */
export function resourcesOf(episode: Episode): readonly ResourceRow[] {
  return resourceRows([episode])
}

/** Labels that begin with what has been typed, then labels that contain its words as prefixes. */
export function completeResources({ resourceIndex }: Library, typed: string, most: number): readonly string[] {
  const start = normalizeName(typed)
  const words = wordsOf(typed).map(({ plain }) => plain)
  const rows = words.length === 0 ? resourceIndex.rows : resourceIndex.withPrefixes(words)
  const labels = [...new Set(rows.toReversed().map(({ label }) => label))]
  const beginsWith = (label: string): boolean => normalizeName(label).startsWith(start)
  return [...labels.filter(beginsWith), ...labels.filter(label => !beginsWith(label))].slice(0, most)
}

/** Each link's BM25 score, and the share of the query's information that it covers in any field. */
function scoreRows({ resourceIndex }: Library, query: Query) {
  const scored = new Map<ResourceRow, { row: ResourceRow; score: number; cover: number }>()
  const words = query.words.map(({ terms }) => {
    const matches = terms.map(({ stem, share }) => ({ share, rows: resourceIndex.matches(stem) }))
    const held = Math.max(0, ...matches.map(({ rows }) => rows.length))
    return { matches, held, weight: inverseDocumentFrequency(resourceIndex.size, held) }
  })
  const all = words.reduce((sum, { weight }) => sum + weight, 0)
  for (const { matches, weight } of words) {
    const covered = new Set<ResourceRow>()
    for (const { share, rows } of matches) {
      for (const { row, score } of rows) {
        const entry = scored.get(row) ?? { row, score: 0, cover: 0 }
        scored.set(row, entry)
        entry.score += share * score
        if (!covered.has(row)) entry.cover += weight / all
        covered.add(row)
      }
    }
  }
  return [...scored.values()]
}

/** As in BM25 (Robertson and Zaragoza, 2009). */
const inverseDocumentFrequency = (documents: number, holders: number): number =>
  Math.log(1 + (documents - holders + 0.5) / (holders + 0.5))

/** The words with which people ask for a kind of link, and how to recognize such a link by its host or its text. */
type Kind = { readonly words: readonly string[]; readonly hosts: readonly string[]; readonly pattern: RegExp }

const KINDS: readonly Kind[] = [
  {
    words: ['github', 'repo', 'repos', 'repository', 'code'],
    hosts: ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'],
    pattern: /\b(?:repo|repository|source code)\b/i,
  },
  {
    words: ['video', 'videos', 'youtube', 'watch'],
    hosts: ['youtube.com', 'youtu.be', 'vimeo.com', 'twitch.tv'],
    pattern: /\b(?:video|live ?stream)\b/i,
  },
  {
    words: ['article', 'articles', 'blog', 'post', 'posts'],
    hosts: ['medium.com', 'dev.to', 'substack.com', 'hashnode.dev'],
    pattern: /\b(?:article|blog|post)\b/i,
  },
  { words: ['docs', 'documentation', 'reference'], hosts: [], pattern: /\b(?:docs|documentation|reference)\b/i },
  {
    words: ['book', 'books'],
    hosts: ['manning.com', 'oreilly.com', 'leanpub.com', 'packtpub.com'],
    pattern: /\bbooks?\b/i,
  },
  {
    words: ['tool', 'tools', 'library', 'cli'],
    hosts: ['npmjs.com', 'crates.io', 'pypi.org'],
    pattern: /\b(?:tool|library|cli)\b/i,
  },
]

/** A test for each kind of link that a query names. */
function kindsAskedFor(words: readonly string[]): readonly ((row: ResourceRow) => boolean)[] {
  return KINDS.filter(kind => kind.words.some(word => words.includes(word))).map(kind => row => isOf(kind, row))
}

function isOf({ hosts, pattern }: Kind, { url, mentions }: ResourceRow): boolean {
  const { hostname, pathname } = new URL(url)
  const atHost = hosts.some(host => hostname === host || hostname.endsWith(`.${host}`))
  const texts = mentions.flatMap(({ resource }) => [resource.label, resource.context ?? ''])
  return atHost || [hostname, pathname, ...texts].some(text => pattern.test(text))
}
