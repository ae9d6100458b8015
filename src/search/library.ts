import MiniSearch from 'minisearch'
import type { Episode, Show } from '../content/episode.ts'
import { directoryOf, type Entry } from './episodes.ts'
import { type Passage, passagesOf, textOf } from './passages.ts'
import { type ResourceRow, resourceRows } from './resource-rows.ts'
import { stemsOf } from './words.ts'

/** Everything the bot can look things up in. Never changes: new content makes a new library. */
export type Library = {
  readonly show: Show
  /** Published episodes, oldest first. */
  readonly episodes: readonly Episode[]
  /** What each episode may be called, in the order of `episodes`. */
  readonly directory: readonly Entry[]
  readonly passages: readonly Passage[]
  readonly resources: readonly ResourceRow[]
  /** Documents are the passages, by position in `passages`. */
  readonly passageIndex: Index
  /** Documents are the episodes, by position in `episodes`. */
  readonly episodeIndex: Index
  /** Documents are the resources, by position in `resources`. */
  readonly resourceIndex: Index
}

export type Index = {
  /** Documents with at least one of the stems, best first. BM25+ (Lv and Zhai, 2011), comparable within one search. */
  readonly search: (stems: readonly string[]) => readonly Match[]
  /**
   * How much a stem tells documents apart: its inverse document frequency, `ln(1 + (N - n + ½) / (n + ½))`, as BM25
   * has it. Highest for a word that no document has.
   */
  readonly weight: (stem: string) => number
  readonly has: (stem: string) => boolean
}

export type Match = { readonly position: number; readonly score: number }

/**
 * Indexes a show as it stands on one day.
 *
 * @param today ISO day, `2026-11-23`. Episodes dated later are left out.
 */
export function openLibrary(show: Show, today: string): Library {
  const episodes = show.episodes.filter(episode => (episode.publishedOn ?? '') <= today)
  const passages = episodes.flatMap(episode => passagesOf(episode))
  const resources = resourceRows(episodes)
  return {
    show,
    episodes,
    directory: directoryOf(episodes),
    passages,
    resources,
    passageIndex: indexOf(passages, { text: { text: textOf, boost: 1 } }, { k: 1, b: 0.3, d: 0 }),
    episodeIndex: indexOf(
      episodes,
      {
        title: { text: episode => episode.title, boost: 0.3 },
        summary: { text: episode => lines(episode.summary), boost: 0.5 },
        resources: { text: episode => episode.resources.map(r => r.context ?? r.label).join('\n'), boost: 0.3 },
        transcript: { text: episode => lines(episode.segments), boost: 1.4 },
      },
      { k: 1.2, b: 0.75, d: 0 },
    ),
    resourceIndex: indexOf(
      resources,
      {
        label: { text: row => row.mentions.map(({ resource }) => resource.label).join('\n'), boost: 4 },
        context: { text: row => row.mentions.map(({ resource }) => resource.context ?? '').join('\n'), boost: 2 },
        address: { text: row => row.url, boost: 1 },
        episode: { text: row => row.mentions.map(({ episode }) => episode.title).join('\n'), boost: 0.5 },
      },
      { k: 1.2, b: 0.5, d: 0 },
    ),
  }
}

const lines = (texts: readonly { readonly text: string }[]): string => texts.map(({ text }) => text).join('\n')

type Fields<Document> = Readonly<Record<string, { text: (document: Document) => string; boost: number }>>

function indexOf<Document>(
  documents: readonly Document[],
  fields: Fields<Document>,
  bm25: { k: number; b: number; d: number },
): Index {
  const frequencies = new Map<string, number>()
  const index = new MiniSearch<{ position: number; document: Document }>({
    idField: 'position',
    fields: Object.keys(fields),
    extractField: (entry, name) =>
      name === 'position' ? entry.position : (fields[name]?.text(entry.document) ?? '').toString(),
    // MiniSearch measures a field by its unique raw tokens; a number on each makes that its true length in words.
    tokenize: text => stemsOf(text).map((stem, i) => `${stem}${NUMBER}${i}`),
    processTerm: term => term.slice(0, term.indexOf(NUMBER)),
  })
  documents.forEach((document, position) => {
    index.add({ position, document })
    const stems = new Set(Object.values(fields).flatMap(field => stemsOf(field.text(document))))
    for (const stem of stems) frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1)
  })
  const boost = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.boost]))
  return {
    search: stems =>
      index
        .search(stems.join(' '), { tokenize: query => query.split(' '), processTerm: term => term, boost, bm25 })
        // MiniSearch multiplies a score by the number of terms that matched; most of that is taken back out.
        .map(({ id, score, queryTerms }) => ({ position: id, score: score / queryTerms.length ** 0.75 }))
        .sort((a, b) => b.score - a.score || a.position - b.position),
    weight: stem => {
      const n = frequencies.get(stem) ?? 0
      return Math.log(1 + (documents.length - n + 0.5) / (n + 0.5))
    },
    has: stem => frequencies.has(stem),
  }
}

const NUMBER = '\u0001'
