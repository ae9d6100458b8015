import type { Episode } from '../content/types.ts'
import { findEpisode } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { rank } from '../search/rank.ts'
import { phraseOf, stemsOf } from '../search/tokenizer.ts'
import { indexedStemsOf } from '../search/vocabulary.ts'
import { castOf, isCalled, lengthOf, participantsOf } from './people.ts'
import type { Filter, Knowledge, Order, Reference } from './types.ts'

/** What the grammar has to know about a library. */
export function knowledgeOf(library: Library): Knowledge {
  return {
    showName: phraseOf(library.show.name),
    isEpisode: number => numbered(library, number).length > 0,
    person: plain => castOf(library).names.get(plain),
  }
}

/** The episodes with a number: the one, or its parts, `13.1` and `13.2` for 13. */
function numbered({ episodes, episodesById }: Library, number: string, season?: string): readonly Episode[] {
  if (season !== undefined) {
    const padded = number.padStart(2, '0')
    const ids = [
      `S${season}E${number}`,
      `${season}.${padded}`,
      `${season}.${number}`,
      `s${season.padStart(2, '0')}e${padded}`,
    ]
    const found = ids.flatMap(id => episodesById.get(id) ?? [])
    const ofSeason = episodes.filter(
      episode => episode.season === Number(season) && (episode.id === number || episode.id.endsWith(`E${number}`)),
    )
    return [...found, ...ofSeason].slice(0, 1)
  }
  const exact = episodesById.get(number)
  if (exact) return [exact]
  return /^\d+$/.test(number)
    ? episodes.filter(({ id }) => id.startsWith(`${number}.`) && /^[\d.]+$/.test(id)).slice(0, MAX_PARTS)
    : []
}

/** A number with more parts than this is a season. */
const MAX_PARTS = 5

/** The season of an episode: of its id `S2E1`, or `2.01` if the show numbers its episodes by season. */
function seasonOf({ id, season: given }: Episode, library: Library): string | undefined {
  if (given !== undefined) return String(given)
  const season = /^s(\d+)e\d+/i.exec(id)?.[1]
  if (season !== undefined) return season
  const dotted = /^(\d+)\.\d+$/.exec(id)?.[1]
  return dotted !== undefined && isNumberedBySeason(library) ? dotted : undefined
}

const isNumberedBySeason = ({ episodes }: Library): boolean =>
  episodes.filter(({ id }) => /^\d+\.\d+$/.test(id)).length * 2 > episodes.length

/** The episodes that fit, newest first; those about a topic best first. */
export function selectEpisodes(library: Library, filter: Filter, order?: Order | 'best'): readonly Episode[] {
  const fits = library.episodes.filter(episode => fitsFilter(library, episode, filter))
  const { topic } = filter
  const found =
    topic === undefined
      ? fits.toReversed()
      : aboutTopic(library, fits, topic, filter.inTitle === true, order !== undefined)
  if (order === undefined || order === 'best') return found
  return sorted(found, order)
}

function sorted(episodes: readonly Episode[], order: Order): readonly Episode[] {
  if (order === 'longest' || order === 'shortest') {
    const timed = episodes.filter(episode => lengthOf(episode) !== undefined)
    const seconds = (episode: Episode) => lengthOf(episode)?.seconds ?? 0
    return timed.sort((a, b) => (order === 'longest' ? seconds(b) - seconds(a) : seconds(a) - seconds(b)))
  }
  return [...episodes].sort(
    (a, b) => (order === 'newest' ? 1 : -1) * compareText(b.publishedOn ?? '', a.publishedOn ?? ''),
  )
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

function fitsFilter(library: Library, episode: Episode, filter: Filter): boolean {
  const { year, month, day, season, under, over, people = [], without, hasGuest } = filter
  const [y, m, d] = (episode.publishedOn ?? '').split('-').map(Number)
  if (year !== undefined && y !== year) return false
  if (month !== undefined && m !== month) return false
  if (day !== undefined && d !== day) return false
  if (season !== undefined && seasonOf(episode, library) !== season) return false
  const seconds = lengthOf(episode)?.seconds
  if (under !== undefined && !(seconds !== undefined && seconds < under)) return false
  if (over !== undefined && !(seconds !== undefined && seconds > over)) return false
  const present = participantsOf(library, episode)
  if (!people.every(name => present.some(person => isCalled(person.name, name)))) return false
  // Only an episode that names its people can tell who is missing.
  if (without !== undefined && (present.length === 0 || present.some(({ name }) => isCalled(name, without))))
    return false
  return hasGuest !== true || present.some(({ role }) => role === 'guest')
}

/** Of an episode that only mentions a topic, how high its score has to be, relative to the best. */
const MENTION_SCORE = 0.6

/** Those whose title has the topic first, then those whose notes or chapters have it, by their score. */
function aboutTopic(
  library: Library,
  episodes: readonly Episode[],
  topic: string,
  inTitle: boolean,
  onlyBest: boolean,
): readonly Episode[] {
  const stems = [...new Set(stemsOf(topic, library.vocabulary.language))]
  if (stems.length === 0) return []
  const ranked = rank(library, topic).episodes
  const scores = new Map(ranked.map(({ episode, score }) => [episode, score]))
  const terms = termsIn(library, topic)
  const has = (text: string): boolean => {
    const own = new Set(indexedStemsOf(text, library.vocabulary))
    return terms.every(some => some.every(stem => own.has(stem)))
  }
  const titled = episodes.filter(({ title }) => has(title))
  const byScore = (list: readonly Episode[]) => [...list].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0))
  if (inTitle || (onlyBest && titled.length > 0)) return byScore(titled)
  const best = Math.max(0, ...episodes.map(episode => scores.get(episode) ?? 0))
  const noted = episodes.filter(episode => !titled.includes(episode) && has(notesOf(episode)))
  const others =
    onlyBest && titled.length + noted.length > 0
      ? noted
      : noted.filter(episode => (scores.get(episode) ?? 0) >= MENTION_SCORE * best)
  const found = [...byScore(titled), ...byScore(others)]
  return found.length > 0
    ? found
    : ranked
        .map(({ episode }) => episode)
        .filter(episode => episodes.includes(episode) && (scores.get(episode) ?? 0) >= 0.85 * best)
        .slice(0, 3)
}

/** The stems of each of the topic’s words, as they are or as the search would correct them. */
function termsIn(library: Library, topic: string): readonly (readonly string[])[] {
  const { words } = rank(library, topic).query
  return words.flatMap(({ terms, guessed }) =>
    terms[0] ? [guessed ? terms.map(({ stem }) => stem) : [terms[0].stem]] : [],
  )
}

const notesOf = ({ title, summary, chapters }: Episode): string =>
  [title, ...summary.map(({ text }) => text), ...chapters.map(chapter => chapter.title)].join('\n')

/** The episodes that a reference may mean: one, several parts, or none. */
export function resolveReference(library: Library, reference: Reference): readonly Episode[] {
  if (reference.kind === 'number') {
    const found = numbered(library, reference.number, reference.season)
    if (found.length > 0) return found
    const named = reference.season === undefined ? findEpisode(library, reference.number) : undefined
    return named?.kind === 'found' && named.episode.id === reference.number ? [named.episode] : []
  }
  const { order, nth, filter } = reference
  const found = selectEpisodes(library, filter, order)
  const one = found[nth]
  return one ? [one] : []
}
