import { limits } from '../../src/limits.ts'
import { en } from '../../src/reply/languages/en.ts'
import { type Call, callsOf, type Phrase, phrasesOf, wordingOf } from './wording.ts'

/** May be the same as in English: names, and words that the languages share. */
const SHARED = ['YouTube', 'Spotify', 'Audio', 'question']

const ENGLISH =
  /(?<![\p{L}’])(the|of|and|or|is|are|it|that|this|what|which|with|without|your|you|my|from|not|does|show|ask|answer|episodes?)(?![\p{L}’])/iu

/** Typographic mistakes that readers of a language notice, and authors of phrases may not. */
const TYPOGRAPHY: Readonly<Record<string, RegExp>> = {
  fr: /[^\u202f][:;?!»]|«[^\u202f]/,
  es: /^[^¿]*\?/,
  de: /”|(^|\s)“/,
}

const NO_DESCRIPTION = 'commands.Find in episodes.description'
const NO_SLASH_NAME = 'commands.Find in episodes.name'
const LABEL = /^(buttons\.|listen\.|listenFrom$|readMore$)/
const LONGEST_LABEL = 34
const LONGEST_DESCRIPTION = 60

/** A sentence for each mistake in a language. */
export function faultsOf(code: string, language: object): readonly string[] {
  const own = new Map(phrasesOf(language))
  const phrases = phrasesOf(en).filter(([path]) => path !== 'locale')
  const strange = [...own.keys()].filter(path => !phrasesOf(en).some(([known]) => known === path))
  return [
    ...strange.map(path => `${path} is not a phrase`),
    ...phrases.flatMap(([path, english]) =>
      own.has(path) ? faultsOfPhrase(code, path, english, own.get(path)) : [`${path} is missing`],
    ),
    ...twice('two commands are called', commandNames([...own])),
    ...optionNames([...own]).flatMap(names => twice('two options of a command are called', names)),
  ]
}

function faultsOfPhrase(code: string, path: string, english: unknown, own: unknown): readonly string[] {
  if (typeof english !== typeof own) return [`${path} is a ${typeof own}`]
  const calls = callsOf(english).flatMap(call => {
    const model = wordingOf(english, call)
    return model ? [{ call, model, wording: wordingOf(own, call) }] : []
  })
  const read = calls.flatMap(({ call, model, wording }) => (wording ? [{ call, model, wording }] : []))
  const most = (all: typeof calls) => Math.max(...all.map(({ model }) => model.shown.length))
  if (read.length === 0 || most(read) < most(calls)) return [`${path} cannot be read`]
  const faults = read.flatMap(({ call, model, wording: { text, shown, commands } }) => [
    ...model.shown.filter(token => !shown.includes(token)).map(() => `${path} drops an argument`),
    ...model.commands.filter(name => !commands.includes(name)).map(name => `${path} does not name /${name}`),
    ...(text.trim() === '' && path !== NO_DESCRIPTION ? [`${path} is empty`] : []),
    ...(isTheSame(text, model.text, call) ? [`${path} is the English one`] : []),
    ...lettersFaults(code, path, text),
    ...lengthFaults(path, text),
  ])
  return [...new Set(faults)]
}

/** A phrase of nothing but arguments has nothing to translate. */
function isTheSame(text: string, english: string, { tokens }: Call): boolean {
  const bare = tokens.reduce((rest, token) => rest.replaceAll(token, ''), text)
  return text === english && /\p{L}/u.test(bare) && !SHARED.includes(text)
}

function lettersFaults(code: string, path: string, text: string): readonly string[] {
  const [word] = ENGLISH.exec(text) ?? []
  return [
    ...(word === undefined ? [] : [`${path} says “${word}”`]),
    ...(/["']/.test(text) ? [`${path} has a straight quotation mark`] : []),
    ...(TYPOGRAPHY[code]?.test(text) ? [`${path} breaks the typography of its language`] : []),
  ]
}

function lengthFaults(path: string, text: string): readonly string[] {
  if (LABEL.test(path)) return text.length > LONGEST_LABEL ? [`${path} is too long for a button`] : []
  if (!/^(commands|options)\./.test(path)) return []
  if (path.endsWith('.description')) return text.length > LONGEST_DESCRIPTION ? [`${path} is too long`] : []
  const accepted =
    path === NO_SLASH_NAME ? /^.{1,32}$/u.test(text) : limits.command.name.test(text) && text === text.toLowerCase()
  return accepted ? [] : [`${path} is not a valid name`]
}

function commandNames(phrases: readonly Phrase[]): readonly unknown[] {
  return phrases.flatMap(([path, says]) => (/^commands\.[^.]+\.name$/.test(path) ? [says] : []))
}

/** For each command: the names of its own options and of the shared ones. */
function optionNames(phrases: readonly Phrase[]): readonly (readonly unknown[])[] {
  const shared = phrases.flatMap(([path, says]) => (/^options\.\w+\.name$/.test(path) ? [says] : []))
  const commands = new Set(phrases.flatMap(([path]) => /^commands\.[^.]+\./.exec(path) ?? []))
  return [...commands].map(command => [
    ...phrases.flatMap(([path, says]) =>
      path.startsWith(`${command}options.`) && path.endsWith('.name') ? [says] : [],
    ),
    ...shared,
  ])
}

function twice(what: string, names: readonly unknown[]): readonly string[] {
  return names.filter((name, place) => names.indexOf(name) !== place).map(name => `${what} ${name}`)
}
