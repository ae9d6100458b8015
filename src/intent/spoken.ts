import type { Episode } from '../content/types.ts'
import { type Citation, cite } from '../search/ask.ts'
import type { Library } from '../search/library.ts'
import { parseQuery, type Query } from '../search/query.ts'
import { wordsOf } from '../search/tokenizer.ts'
import { indexedStemsOf } from '../search/vocabulary.ts'
import { editDistance } from '../text.ts'
import { isCalled, participantsOf } from './people.ts'

/** What the title says counts for everything said in the episode, and what was said just before, for the answer to it. */
const TITLE_WEIGHT = 0.4
const BEFORE_WEIGHT = 0.5
const AFTER_WEIGHT = 0.6

/** How many segments make up what someone says at a time. */
const WINDOW = 4

/** The share of the question’s information that has to be said. */
const MIN_SHARE = 0.3

/**
 * What one person says about something: their own words, best first, one passage an episode. Empty if they say too little
 * of it.
 */
export function saidBy(library: Library, person: string, question: string, only?: Episode): readonly Citation[] {
  const query = parseQuery(library, question)
  const total = query.words.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return []
  const found = (only ? [only] : library.episodes).flatMap(episode => {
    const speaker = participantsOf(library, episode).find(
      one => one.speaker !== undefined && isCalled(one.name, person),
    )?.speaker
    return speaker === undefined ? [] : (bestTurn(library, episode, speaker, query) ?? [])
  })
  return found
    .filter(({ score }) => score >= MIN_SHARE * total)
    .sort((a, b) => b.score - a.score)
    .map(({ episode, from, to }) => cite({ episode, source: 'transcript', from, to }, query))
}

function bestTurn(library: Library, episode: Episode, speaker: string, query: Query) {
  const { segments } = episode
  const titled = new Set(indexedStemsOf(episode.title, library.vocabulary))
  const stems = segments.map(({ text }) => new Set(indexedStemsOf(text, library.vocabulary)))
  const isTitled = query.words.map(({ terms }) => terms.some(({ stem }) => titled.has(stem)))
  let best: { from: number; to: number; score: number } | undefined
  for (let from = 0; from < segments.length; from++) {
    if (segments[from]?.speaker !== speaker) continue
    let to = from
    while (to < segments.length && to - from < WINDOW && segments[to]?.speaker === speaker) to++
    let score = 0
    query.words.forEach(({ terms, weight }, n) => {
      const at = (start: number, end: number) =>
        stems.slice(Math.max(0, start), end).filter(own => terms.some(({ stem }) => own.has(stem))).length
      const inside = at(from, to)
      const share =
        inside > 0
          ? 1
          : Math.max(
              at(from - 3, from) > 0 ? BEFORE_WEIGHT : 0,
              at(to, to + 3) > 0 ? AFTER_WEIGHT : 0,
              isTitled[n] ? TITLE_WEIGHT : 0,
            )
      // More of the same word tells more, but ever less.
      score += weight * (share + (isTitled[n] ? 0.15 : 0) + 0.1 * Math.log1p(inside))
    })
    if (best === undefined || score > best.score) best = { from, to, score }
  }
  return best && { ...best, episode }
}

/** Where words were said, verbatim or nearly so, with the segments that contain them. */
type Spoken = { readonly citation: Citation; readonly speaker?: string; readonly isVerbatim: boolean }

/** The share of the words that have to be said, in their order and close together. */
const MIN_SAID = 0.7

/** How many times as many words they may be spread over. */
const MAX_STRETCH = 1.8

/** Where someone says these words; undefined if nobody does. Fillers may stand between them, and a few may differ. */
export function findSpoken(library: Library, quote: string): Spoken | undefined {
  const wanted = wordsOf(quote).map(({ plain }) => plain)
  if (wanted.length < 3) return undefined
  const query = parseQuery(library, quote)
  const stems = query.words.filter(({ terms }) => terms.length > 0).map(({ terms }) => terms.map(({ stem }) => stem))
  let best: { episode: Episode; from: number; to: number; share: number } | undefined
  for (const episode of library.episodes) {
    const counts = stems.filter(some =>
      some.some(stem =>
        library.positionalIndex.episode(episode.id)?.stems.includes(library.positionalIndex.numberOf(stem) ?? -1),
      ),
    )
    if (counts.length < stems.length * 0.6) continue
    const found = bestAlignment(episode, wanted)
    if (found && (best === undefined || found.share > best.share)) best = { ...found, episode }
    if (best?.share === 1) break
  }
  if (!best || best.share < MIN_SAID) return undefined
  const { episode, from, to } = best
  // Nearly the same words about something else are not the same: what carries the meaning has to be said.
  const said = new Set(episode.segments.slice(from, to).flatMap(({ text }) => indexedStemsOf(text, library.vocabulary)))
  if (query.words.some(({ terms, guessed }) => guessed || !terms.some(({ stem }) => said.has(stem)))) return undefined
  const speaker = episode.segments
    .slice(from, to)
    .reduce<Map<string, number>>(
      (sum, { speaker = '', text }) => sum.set(speaker, (sum.get(speaker) ?? 0) + overlap(text, wanted)),
      new Map(),
    )
  const [name] = [...speaker].sort((a, b) => b[1] - a[1])[0] ?? []
  return {
    citation: cite({ episode, source: 'transcript', from, to }, query),
    ...(name && { speaker: name }),
    isVerbatim: best.share === 1,
  }
}

const overlap = (text: string, wanted: readonly string[]): number =>
  wordsOf(text).filter(({ plain }) => wanted.includes(plain)).length

/** The stretch of a transcript that says most of the words, in order. */
function bestAlignment({ segments }: Episode, wanted: readonly string[]) {
  const words = segments.flatMap(({ text }, segment) => wordsOf(text).map(({ plain }) => ({ plain, segment })))
  const needed = new Set(wanted)
  let best: { from: number; to: number; share: number } | undefined
  const length = Math.ceil(wanted.length * MAX_STRETCH) + 2
  let inside = 0
  const isNeeded = words.map(({ plain }) => Number(needed.has(plain)))
  for (let i = 0; i < Math.min(length, words.length); i++) inside += isNeeded[i] ?? 0
  for (let start = 0; start < words.length; start++) {
    const enough = isNeeded[start] === 1 && inside >= MIN_SAID * wanted.length
    inside += (isNeeded[start + length] ?? 0) - (isNeeded[start] ?? 0)
    if (!enough) continue
    const window = words.slice(start, start + length)
    const common = longestCommon(
      window.map(({ plain }) => plain),
      wanted,
    )
    const share = common.length / wanted.length
    if (best && share <= best.share) continue
    const last = window[common.last]
    best = { from: words[start]?.segment ?? 0, to: (last?.segment ?? 0) + 1, share }
  }
  return best
}

/** The longest common subsequence of words, where a long word may have one other letter, and where it ends. */
function longestCommon(words: readonly string[], wanted: readonly string[]): { length: number; last: number } {
  let row = new Array<number>(wanted.length + 1).fill(0)
  let [length, last] = [0, 0]
  words.forEach((word, i) => {
    const next = [0]
    wanted.forEach((other, j) => {
      const same = word === other || (word.length > 5 && other.length > 5 && editDistance(word, other, 1) <= 1)
      next.push(same ? (row[j] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0))
    })
    const now = next.at(-1) ?? 0
    if (now > length) [length, last] = [now, i]
    row = next
  })
  return { length, last }
}
