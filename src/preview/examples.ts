import type { App } from '../commands/app.ts'
import { parseCommandLine } from '../commands/command.ts'
import type { Reply } from '../reply/types.ts'
import { latestEpisodes } from '../search/episodes.ts'
import type { Library } from '../search/library.ts'
import { isStopWord } from '../search/stop-words.ts'
import { normalizeName } from '../search/tokenizer.ts'

/** So many are asked before giving up on a kind: the first screen may not take long. */
const PATIENCE = 30

/**
 * Three lines to type that have a good answer in this show: a question, a subject with links, an episode. Each was asked
 * before it is offered. In a small show a title may do for the question, and `/latest` or `/help` for what it has not.
 */
export function worthTrying(library: Library, app: App): readonly string[] {
  const ask = (line: string): Reply =>
    app.reply({ ...parseCommandLine(line, app.commands), locale: 'en', userId: 'first screen', place: 'web' })
  const first = (lines: readonly string[], good: (reply: Reply) => boolean) =>
    lines.slice(0, PATIENCE).find(line => good(ask(line)))
  const found = [
    first(questionsOf(library, PATIENCE), answers) ?? first(titlesOf(library, PATIENCE), isAnswered),
    first(
      subjectsOf(library).map(subject => `/resources ${subject}`),
      isFound,
    ),
    first(
      episodesOf(library).map(id => `/episode ${id}`),
      isFound,
    ),
  ].filter(line => line !== undefined)
  return [...found, ...['/latest', '/help'].filter(line => isFound(ask(line)))].slice(0, 3)
}

const isAnswered = ({ outcome }: Reply): boolean => outcome === 'sure' || outcome === 'close'

const isFound = ({ outcome }: Reply): boolean => outcome === 'found'

/** Shorter than this a quote says little, in characters. */
const SAYS_LITTLE = 60

/** A sure answer that is worth showing: a question in return is none, nor the name of a link, nor half a sentence. */
function answers({ blocks, outcome }: Reply): boolean {
  const quote = blocks.find(block => block.kind === 'quote')?.text ?? []
  const text = quote.map(piece => (typeof piece === 'string' ? piece : 'text' in piece ? piece.text : '')).join('')
  return outcome === 'sure' && text.length > SAYS_LITTLE && /[.!。！][\s…]*$/.test(text)
}

/** As many links as fill a list; a subject that more of them are about says less. */
const ENOUGH = 8

/** Words of titles that labels of links have as well, those with enough links first; the show's own name is no subject. */
function subjectsOf({ show, episodes, resourceIndex }: Library): readonly string[] {
  const name = new Set(normalizeName(show.name).split(' '))
  const labels = resourceIndex.rows.map(({ label }) => new Set(normalizeName(label).split(' ')))
  const titled = episodes.toReversed().flatMap(({ title }) => normalizeName(title).split(' '))
  return [...new Set(titled)]
    .filter(word => word.length > 2 && !name.has(word) && !isStopWord(word) && !/^\d+$/.test(word))
    .map(word => ({ word, links: Math.min(ENOUGH, labels.filter(label => label.has(word)).length) }))
    .filter(({ links }) => links > 0)
    .sort((a, b) => b.links - a.links)
    .map(({ word }) => word)
}

/** The episode with the most to show, among the latest. */
function episodesOf(library: Library): readonly string[] {
  return latestEpisodes(library, PATIENCE)
    .toSorted((a, b) => b.resources.length + b.chapters.length - a.resources.length - a.chapters.length)
    .map(({ id }) => id)
}

/** Longer than this a line is no longer read at a glance. */
const GLANCE = 80

/** The titles of the latest episodes, to look for what they are about. */
const titlesOf = (library: Library, episodes: number): readonly string[] =>
  latestEpisodes(library, episodes)
    .map(({ title }) => title)
    .filter(isLine)

/** What may be worth asking: titles and chapters that ask something, newest first, then what descriptions name. */
function questionsOf(library: Library, episodes: number): readonly string[] {
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
