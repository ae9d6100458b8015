import type { App } from '../commands/app.ts'
import type { Choice, Command, CommandOption } from '../commands/command.ts'
import { limits } from '../limits.ts'
import { optionTexts, phrasesFor } from '../reply/languages/phrases.ts'
import type { Library } from '../search/library.ts'
import { dateOf } from './message.ts'
import { pageText } from './text.ts'

/** Something to choose while typing; `line` is what the text box contains afterwards. */
export type Suggestion = { readonly label: string; readonly detail: string; readonly line: string }

/**
 * `first`: the first one is preselected, so that Enter takes it, as on Discord. `typed`: the words that the suggestions
 * continue.
 */
export type Suggestions = {
  readonly first: boolean
  readonly typed: string
  readonly offers: readonly Suggestion[]
}

const MAX_SUGGESTIONS = limits.choice.most

/** With fewer characters, almost everything would match. */
const MIN_WORDS_LENGTH = 3

/** Of each kind, for a line that is no command. */
const MAX_PLAIN = 3

/**
 * What Discord's text box would offer for a line: commands after `/`, choices for the option being typed, names after `@`.
 * For plain words there are episodes and links about them too; they are not preselected, because the line is a question.
 */
export function suggest(line: string, app: App, locale: string, library: Library): Suggestions {
  const typed = line.trimStart()
  if (/^@\S*$/.test(typed)) return mentions(typed)
  const [, name, rest] = /^\/(\S*)(?:\s+(.*))?$/s.exec(typed) ?? []
  if (name === undefined) return plainWords(typed, app, locale, library)
  const slash = app.commands.filter(({ kind }) => kind === 'slash')
  if (rest === undefined) return commands(name, slash, locale)
  const command = slash.find(each => each.name === name.toLowerCase())
  return command ? choices(command, rest, app, locale, library) : { first: false, typed: '', offers: [] }
}

function mentions(typed: string): Suggestions {
  const name = `@${pageText.bot}`
  const starts = name.toLowerCase().startsWith(typed.toLowerCase())
  return { first: true, typed, offers: starts ? [{ label: name, detail: pageText.isBot, line: `${name} ` }] : [] }
}

function commands(name: string, slash: readonly Command[], locale: string): Suggestions {
  const known = slash.filter(command => command.name.startsWith(name.toLowerCase()))
  return { first: true, typed: `/${name}`, offers: known.map(command => commandOffer(command, locale)) }
}

function plainWords(typed: string, app: App, locale: string, library: Library): Suggestions {
  if (typed.trim().length < MIN_WORDS_LENGTH || typed.startsWith('@')) return { first: false, typed, offers: [] }
  const episodes = app.autocomplete({ command: 'episode', option: 'which', typed })
  // The first choice is what was typed.
  const links = app.autocomplete({ command: 'resources', option: 'about', typed }).slice(1)
  const offers = [
    ...episodes.slice(0, MAX_PLAIN).map(choice => episodeOffer(choice, '/episode ', locale, library)),
    ...links
      .slice(0, MAX_PLAIN)
      .map(({ label, value }) => ({ label, detail: pageText.resource, line: `/resources ${value}` })),
  ]
  return { first: false, typed, offers }
}

/** @param before the line up to the episode. */
function episodeOffer({ label, value }: Choice, before: string, locale: string, library: Library): Suggestion {
  const date = library.episodesById.get(value)?.publishedOn
  return { label, detail: date === undefined ? '' : dateOf(date, phrasesFor(locale).locale), line: `${before}${value}` }
}

/** A command with its options, `/resources about [episode]`, and its description. */
export function commandOffer(command: Command, locale: string): Suggestion {
  const { description } = phrasesFor(locale).commands[command.name]
  const options = command.options.map(({ name, required }) => (required ? name : `[${name}]`))
  const name = `/${command.name}`
  return {
    label: [name, ...options].join(' '),
    detail: description,
    line: command.options.length > 0 ? `${name} ` : name,
  }
}

/** Choices for the option at the end of the line, and the options that can still be added. */
function choices(command: Command, rest: string, app: App, locale: string, library: Library): Suggestions {
  const name = command.name
  const named = command.options.filter(option => new RegExp(`(?:^|\\s)${option.name}:`).test(rest))
  // Words before any name belong to the first option.
  const given = [
    ...named,
    ...(named.some(option => rest.startsWith(`${option.name}:`)) ? [] : command.options.slice(0, 1)),
  ]
  const current = named.toSorted((a, b) => rest.lastIndexOf(`${b.name}:`) - rest.lastIndexOf(`${a.name}:`))[0]
  const option = current ?? command.options[0]
  const hide = hideOffer(name, rest, locale)
  if (/(?:^|\s)hide:/.test(rest)) return { first: false, typed: '', offers: [] }
  if (!option) return { first: false, typed: '', offers: [hide] }
  const from = current ? rest.lastIndexOf(`${current.name}:`) + current.name.length + 1 : 0
  const typed = rest.slice(from).trim()
  const before = `/${name} ${rest.slice(0, from)}`
  const values = app.autocomplete({ command: name, option: option.name, typed })
  const offers = values.map(choice => episodeOffer(choice, before, locale, library))
  if (typed === '') return { first: true, typed, offers: offers.slice(0, MAX_SUGGESTIONS) }
  const others = command.options.filter(other => !given.includes(other))
  const options = [...others.map(other => optionOffer(other, command, name, rest, locale)), hide]
  return { first: offers.length > 0, typed, offers: [...offers.slice(0, MAX_SUGGESTIONS - options.length), ...options] }
}

/** The `hide` option that every command has. */
function hideOffer(name: string, rest: string, locale: string): Suggestion {
  const { description } = phrasesFor(locale).options.hide
  return {
    label: 'hide:true',
    detail: `${description} (${pageText.optional})`,
    line: `/${name} ${rest} hide:true`.replace(/\s+/g, ' '),
  }
}

function optionOffer(
  { name: option, required }: CommandOption,
  command: Command,
  name: string,
  rest: string,
  locale: string,
) {
  const { description } = optionTexts(phrasesFor(locale), command.name, option)
  const detail = required ? description : `${description} (${pageText.optional})`
  return { label: `${option}:`, detail, line: `/${name} ${rest.trimEnd()} ${option}:` }
}
