import { latestEpisodes } from '../../search/episodes.ts'
import type { Library } from '../../search/library.ts'
import { isStopWord } from '../../search/stop-words.ts'

/** Longer than this a line is no longer read at a glance. */
const GLANCE = 80

/** The titles of the latest episodes, to look for what they are about. */
export const titlesOf = (library: Library, episodes: number): readonly string[] =>
  latestEpisodes(library, episodes)
    .map(({ title }) => title)
    .filter(isLine)

/** What may be worth asking: titles and chapters that ask something, newest first, then what descriptions name. */
export function questionsOf(library: Library, episodes: number): readonly string[] {
  const latest = latestEpisodes(library, episodes)
  const titles = latest.map(({ title }) => title)
  const chapters = latest.flatMap(episode => episode.chapters.map(({ title }) => title))
  const described = latest.flatMap(({ summary }) => summary.flatMap(({ text }) => phrasesIn(text)))
  return [...[...titles, ...chapters].filter(asks), ...described.filter(hasName), ...described]
}

const isLine = (title: string): boolean => title.length < GLANCE && !title.startsWith('/')

const asks = (title: string): boolean => /\?\s*$/.test(title) && isLine(title)

/** Two to four words behind an article, which makes them the name of something: `the Tokio async runtime`. */
function phrasesIn(text: string): readonly string[] {
  const clauses = text.split(/[^\p{L}\p{N}\s'’-]+/u)
  return clauses.flatMap(clause => {
    const words = clause.trim().split(/\s+/)
    return words.flatMap((word, i) => {
      if (!/^(?:an?|the)$/i.test(word)) return []
      const behind = words.slice(i + 1)
      const end = behind.findIndex(other => isStopWord(other.toLowerCase()))
      const name = end < 0 ? behind : behind.slice(0, end)
      if (end >= 0 && !ENDS_A_NAME.test(behind[end] ?? '')) return []
      return name.length >= 2 && name.length <= 4 ? [`the ${name.join(' ')}`] : []
    })
  })
}

/** Behind `and` or `by` the name itself may have ended earlier: `a runtime built and …`. */
const ENDS_A_NAME = /^(?:of|for|in|on|at|is|are|was|were|to|that|which|can|will)$/i

const hasName = (phrase: string): boolean => /\p{Lu}/u.test(phrase)
