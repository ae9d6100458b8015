import type { App } from '../commands/app.ts'
import { parseCommandLine } from '../commands/command.ts'
import type { Reply } from '../reply/types.ts'
import { latestEpisodes } from '../search/episodes.ts'
import { english } from '../search/language.ts'
import type { Library } from '../search/library.ts'
import { normalizeName } from '../search/tokenizer.ts'

/** The most lines of each kind to try, since the first screen must not take long. */
const MAX_TRIES = 30

/**
 * Three lines that have a good answer in this show: a question, a subject with links, and an episode. Each is tried before it
 * is suggested. A small show may have a title instead of the question, and `/latest` or `/help` instead of the others.
 */
export function exampleLines(library: Library, app: App): readonly string[] {
  const ask = (line: string): Reply =>
    app.reply({ ...parseCommandLine(line, app.commands), locale: 'en', userId: 'first screen', place: 'web' })
  const first = (lines: readonly string[], good: (reply: Reply) => boolean) =>
    lines.slice(0, MAX_TRIES).find(line => good(ask(line)))
  const found = [
    first(questionsOf(library, MAX_TRIES), isGoodAnswer) ?? first(titlesOf(library, MAX_TRIES), isAnswered),
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

/** In characters; a shorter quote says little. */
const MIN_QUOTE_LENGTH = 60

/** A sure answer that is worth showing: whole sentences, and not a question in return or the name of a link. */
function isGoodAnswer({ blocks, outcome }: Reply): boolean {
  const quote = blocks.find(block => block.kind === 'quote')?.text ?? []
  const text = quote.map(piece => (typeof piece === 'string' ? piece : 'text' in piece ? piece.text : '')).join('')
  return outcome === 'sure' && text.length > MIN_QUOTE_LENGTH && /[.!。！][\s…]*$/.test(text)
}

/** Enough links to fill a list; more links make a subject no better. */
const ENOUGH = 8

/** Words that occur in titles and in labels of links, the most frequent first, without the show's own name. */
function subjectsOf({ show, episodes, resourceIndex, vocabulary }: Library): readonly string[] {
  const name = new Set(normalizeName(show.name).split(' '))
  const labels = resourceIndex.rows.map(({ label }) => new Set(normalizeName(label).split(' ')))
  const titled = episodes.toReversed().flatMap(({ title }) => normalizeName(title).split(' '))
  return [...new Set(titled)]
    .filter(
      word => word.length > 2 && !name.has(word) && !vocabulary.language.stopWords.has(word) && !/^\d+$/.test(word),
    )
    .map(word => ({ word, links: Math.min(ENOUGH, labels.filter(label => label.has(word)).length) }))
    .filter(({ links }) => links > 0)
    .sort((a, b) => b.links - a.links)
    .map(({ word }) => word)
}

/** The latest episodes, those with the most links and chapters first. */
function episodesOf(library: Library): readonly string[] {
  return latestEpisodes(library, MAX_TRIES)
    .toSorted((a, b) => b.resources.length + b.chapters.length - a.resources.length - a.chapters.length)
    .map(({ id }) => id)
}

/** The longest line that is read at a glance, in characters. */
const MAX_LINE_LENGTH = 80

/** The titles of the latest episodes. */
const titlesOf = (library: Library, episodes: number): readonly string[] =>
  latestEpisodes(library, episodes)
    .map(({ title }) => title)
    .filter(isLine)

/** Possible questions: titles and chapters that are questions, newest first, then phrases from descriptions. */
function questionsOf(library: Library, episodes: number): readonly string[] {
  const latest = latestEpisodes(library, episodes)
  const titles = latest.map(({ title }) => title)
  const chapters = latest.flatMap(episode => episode.chapters.map(({ title }) => title))
  const described = latest.flatMap(({ summary }) => summary.flatMap(({ text }) => phrasesIn(text)))
  return [...[...titles, ...chapters].filter(isQuestion), ...described.filter(hasName), ...described]
}

const isLine = (title: string): boolean => title.length < MAX_LINE_LENGTH && !title.startsWith('/')

const isQuestion = (title: string): boolean => /\?\s*$/.test(title) && isLine(title)

/** Two to four words after an article, which probably name something: `the Tokio async runtime`. */
function phrasesIn(text: string): readonly string[] {
  const clauses = text.split(/[^\p{L}\p{N}\s'’-]+/u)
  return clauses.flatMap(clause => {
    const words = clause.trim().split(/\s+/)
    return words.flatMap((word, i) => {
      if (!/^(?:an?|the)$/i.test(word)) return []
      const behind = words.slice(i + 1)
      const end = behind.findIndex(other => english.stopWords.has(other.toLowerCase()))
      const name = end < 0 ? behind : behind.slice(0, end)
      if (end >= 0 && !ENDS_A_NAME.test(behind[end] ?? '')) return []
      return name.length >= 2 && name.length <= 4 ? [`the ${name.join(' ')}`] : []
    })
  })
}

/** Before `and` or `by` the name may have ended earlier: `a runtime built and …`. */
const ENDS_A_NAME = /^(?:of|for|in|on|at|is|are|was|were|to|that|which|can|will)$/i

const hasName = (phrase: string): boolean => /\p{Lu}/u.test(phrase)
