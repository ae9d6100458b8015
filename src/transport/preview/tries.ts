import type { App } from '../../commands/app.ts'
import { readTyped } from '../../commands/typed.ts'
import type { Reply } from '../../reply/reply.ts'
import { latestEpisodes } from '../../search/episodes.ts'
import type { Library } from '../../search/library.ts'
import { plain } from '../../search/names.ts'
import { isStopWord } from '../../search/stop-words.ts'
import { questionsOf, titlesOf } from './asked.ts'

/** So many are asked before giving up on a kind: the first screen may not take long. */
const PATIENCE = 30

/**
 * Three lines to type that have a good answer in this show: a question, a subject with links, an episode. Each was asked
 * before it is offered. In a small show a title may do for the question, and `/latest` or `/help` for what it has not.
 */
export function worthTrying(library: Library, app: App): readonly string[] {
  const ask = (line: string): Reply =>
    app.reply({ ...readTyped(line, app.commands), locale: 'en', asker: 'first screen', place: 'web' })
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
function subjectsOf({ show, episodes, resources }: Library): readonly string[] {
  const name = new Set(plain(show.name).split(' '))
  const labels = resources.map(({ label }) => new Set(plain(label).split(' ')))
  const titled = episodes.toReversed().flatMap(({ title }) => plain(title).split(' '))
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
