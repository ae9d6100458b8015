import type { App } from '../../commands/app.ts'
import { readTyped } from '../../commands/typed.ts'
import type { Reply } from '../../reply/reply.ts'
import { latestEpisodes } from '../../search/episodes.ts'
import type { Library } from '../../search/library.ts'
import { plain } from '../../search/names.ts'
import { isStopWord } from '../../search/stop-words.ts'

/** So many are asked before giving up on a kind: the first screen may not take long. */
const PATIENCE = 30

/**
 * Three lines to type that have a good answer in this show: a question, a subject with links, an episode. Each was asked
 * before it is offered. Fewer where the show has less; `/latest` or `/help` where it has nothing.
 */
export function worthTrying(library: Library, app: App): readonly string[] {
  const ask = (line: string): Reply =>
    app.reply({ ...readTyped(line, app.commands), locale: 'en', asker: 'first screen', place: 'web' })
  const first = (lines: readonly string[], good: readonly Reply['outcome'][]) =>
    lines.slice(0, PATIENCE).find(line => good.includes(ask(line).outcome))
  const questions = questionsOf(library)
  const found = [
    first(questions, ['sure']) ?? first(questions, ['close']),
    first(
      subjectsOf(library).map(subject => `/resources ${subject}`),
      ['found'],
    ),
    first(
      episodesOf(library).map(id => `/episode ${id}`),
      ['found'],
    ),
  ].filter(line => line !== undefined)
  return [...found, ...['/latest', '/help'].filter(line => ask(line).outcome === 'found')].slice(0, 3)
}

/** Titles that ask something, newest first; then chapters that do; then any title. */
function questionsOf(library: Library): readonly string[] {
  const episodes = latestEpisodes(library, PATIENCE)
  const titles = episodes.map(({ title }) => title)
  const chapters = episodes.flatMap(episode => episode.chapters.map(({ title }) => title))
  return [...[...titles, ...chapters].filter(asks), ...titles.filter(title => !title.startsWith('/'))]
}

const asks = (title: string): boolean => /\?\s*$/.test(title) && title.length < 90 && !title.startsWith('/')

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
