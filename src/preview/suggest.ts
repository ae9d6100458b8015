import type { App } from '../commands/app.ts'
import type { Command, CommandOption } from '../commands/command.ts'
import { limits } from '../limits.ts'
import { optionTexts, phrasesFor } from '../reply/languages/phrases.ts'
import { pageText } from './text.ts'

/** Something to choose while typing; `line` is what the text box contains afterwards. */
export type Suggestion = { readonly label: string; readonly detail: string; readonly line: string }

/** `first`: the first one is preselected, so that Enter takes it, because what was typed is not a command yet. */
export type Suggestions = { readonly first: boolean; readonly offers: readonly Suggestion[] }

const MAX_SUGGESTIONS = limits.choice.most

/** What Discord's text box would offer for a line: commands after `/`, choices for the option being typed, names after `@`. */
export function suggest(line: string, app: App, locale: string): Suggestions {
  const typed = line.trimStart()
  if (/^@\S*$/.test(typed)) return mentions(typed)
  const [, name, rest] = /^\/(\S*)(?:\s+(.*))?$/s.exec(typed) ?? []
  if (name === undefined) return { first: false, offers: [] }
  const slash = app.commands.filter(({ kind }) => kind === 'slash')
  if (rest === undefined) return commands(name, slash, locale)
  const command = slash.find(each => each.name === name.toLowerCase())
  return { first: false, offers: command ? choices(command, rest, app, locale).slice(0, MAX_SUGGESTIONS) : [] }
}

function mentions(typed: string): Suggestions {
  const name = `@${pageText.bot}`
  const starts = name.toLowerCase().startsWith(typed.toLowerCase())
  return { first: true, offers: starts ? [{ label: name, detail: pageText.isBot, line: `${name} ` }] : [] }
}

function commands(name: string, slash: readonly Command[], locale: string): Suggestions {
  const known = slash.filter(command => command.name.startsWith(name.toLowerCase()))
  const exact = known.some(command => command.name === name.toLowerCase())
  return { first: name !== '' && !exact, offers: known.map(command => commandOffer(command, locale)) }
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
function choices(command: Command, rest: string, app: App, locale: string): readonly Suggestion[] {
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
  if (/(?:^|\s)hide:/.test(rest)) return []
  if (!option) return [hide]
  const from = current ? rest.lastIndexOf(`${current.name}:`) + current.name.length + 1 : 0
  const typed = rest.slice(from)
  const before = `/${name} ${rest.slice(0, from)}`
  const values = app.autocomplete({ command: name, option: option.name, typed: typed.trim() })
  const offers = values.map(choice => ({ label: choice.label, detail: '', line: `${before}${choice.value}` }))
  if (typed.trim() === '') return offers
  const others = command.options.filter(other => !given.includes(other))
  const options = [...others.map(other => optionOffer(other, command, name, rest, locale)), hide]
  return [...offers.slice(0, MAX_SUGGESTIONS - options.length), ...options]
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
