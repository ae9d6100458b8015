import type { Episode, Show } from '../content/types.ts'
import {
  type Change,
  indexedStems,
  initialsOf,
  namesOf,
  openVocabulary,
  plainWordsOf,
  recounted,
} from './expand-query.ts'
import { indexEpisode, indexedBefore } from './indexed-episode.ts'
import { gathered, joinedParts, lexiconOf, partsOf } from './indexing.ts'
import { linkFields } from './link-fields.ts'
import { byField } from './links.ts'
import { resourceRows } from './resources.ts'
import { type Index, type Library, published, shelve } from './shelves.ts'
import { joinedTimelines } from './timeline.ts'
import { readingOnce, wordsOf } from './tokenizer.ts'

export type { Library } from './shelves.ts'

/**
 * Indexes a show as it stands on one day.
 *
 * @param today ISO day, `2026-11-23`. Episodes dated later are left out.
 * @param before an earlier library: episodes that it shares with the show, as objects, are not read again. The result is
 * the same.
 */
export function createLibrary(show: Show, today: string, before?: Library): Library {
  const episodes = published(show, today)
  return shelve(show, episodes, indexOf(episodes, before))
}

function indexOf(episodes: readonly Episode[], before?: Library): Index {
  const read = readingOnce()
  const change = changeOf(before?.episodes ?? [], episodes)
  const words = recounted(before?.index.words ?? new Map(), change, episode => plainWordsOf(episode, read))
  const names = recounted(before?.index.names ?? new Map(), change, namesOf)
  const vocabulary = openVocabulary(words)
  const stemsOf = (text: string) => indexedStems(wordsOf(text), vocabulary)
  const known = before && indexedBefore(before, vocabulary)
  const indexed = episodes.map(episode => known?.get(episode) ?? indexEpisode(episode, vocabulary, read))
  const parts = indexed.map(({ said }) => said)
  const titles = episodes.map(({ title }) => stemsOf(`${title}\n${title}`))
  const titleParts = partsOf(titles)
  const timeline = joinedTimelines(indexed.map(({ timeline }) => timeline))
  const resources = resourceRows(episodes)
  const links = linkFields(resources, stemsOf)
  const lexicon = lexiconOf([...parts, ...titleParts, ...Object.values(links).flatMap(({ parts }) => parts)])
  const said = joinedParts(parts, lexicon)
  return {
    lexicon,
    said,
    whole: gathered(said, timeline.first, joinedParts(titleParts, lexicon)),
    lengths: Uint32Array.from(titles, (title, e) => title.length + sum(parts[e]?.counts)),
    timeline,
    resources,
    links: byField(field => ({ lists: joinedParts(links[field].parts, lexicon), lengths: links[field].lengths })),
    words,
    names,
    initials: initialsOf(episodes, names, read),
  }
}

function changeOf(before: readonly Episode[], now: readonly Episode[]): Change {
  const [old, young] = [new Set(before), new Set(now)]
  return { gone: before.filter(episode => !young.has(episode)), come: now.filter(episode => !old.has(episode)) }
}

const sum = (numbers: Uint16Array = new Uint16Array()): number => numbers.reduce((sum, number) => sum + number, 0)
