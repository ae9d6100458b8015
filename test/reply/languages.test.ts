import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { definitions } from '../../src/discord/definitions.ts'
import { en } from '../../src/reply/languages/en.ts'
import { languages, type Phrases, phrasesFor } from '../../src/reply/languages/phrases.ts'
import { createLibrary } from '../../src/search/library.ts'
import { showOf } from '../lighthouse.ts'
import { faultsOf } from './faults.ts'

const translated = Object.entries<Phrases>(languages).filter(([code]) => code !== 'en')

test('offers every language that has a file', () => {
  const folder = new URL('../../src/reply/languages/', import.meta.url)
  const written = readdirSync(folder).map(name => name.replace(/\.ts$/, ''))
  expect(Object.keys(languages).toSorted()).toEqual(
    written.filter(name => !['grammar', 'phrases'].includes(name)).toSorted(),
  )
  expect(translated.map(([, { locale }]) => locale)).toEqual(translated.map(([code]) => code))
})

test.each(translated)('%s translates everything', (code, language) => {
  expect(faultsOf(code, language)).toEqual([])
})

test.each([
  ['es-ES', 'es'],
  ['es-419', 'es'],
  ['pt-PT', 'pt-BR'],
  ['de-AT', 'de'],
  ['FR', 'fr'],
  ['it', 'it'],
  ['en-US', 'en-GB'],
  ['ja', 'en-GB'],
  ['', 'en-GB'],
])('the locale “%s” reads %s', (locale, reads) => {
  expect(phrasesFor(locale).locale).toBe(reads)
})

test('command names are valid and translated in every language', () => {
  const { commands } = createApp(() => createLibrary(showOf(), '2024-01-01'))
  for (const { name, name_localizations } of definitions(commands)) {
    const names = new Map(Object.entries(name_localizations ?? {}))
    for (const locale of ['it', 'es-ES', 'es-419', 'de', 'fr', 'pt-BR']) {
      expect(names.get(locale), `${name} in ${locale}`).not.toBe(name)
    }
  }
})

/** A copy with something else in one place; `undefined` leaves the place out. */
function planted(tree: object, [name = '', ...rest]: readonly string[], says: unknown): object {
  return Object.fromEntries([
    ...Object.entries(tree).flatMap(([key, value]) =>
      key !== name ? [[key, value]] : rest.length > 0 ? [[key, planted(value, rest, says)]] : [],
    ),
    ...(rest.length === 0 && says !== undefined ? [[name, says]] : []),
  ])
}

const { it, es, de, fr } = languages

test.each<[Phrases, string, unknown, string]>([
  [de, 'readMore', undefined, 'readMore is missing'],
  [it, 'buttons.like', 'Mi piace', 'buttons.like is not a phrase'],
  [it, 'help.quotes', '  ', 'help.quotes is empty'],
  [it, 'alsoIn', en.alsoIn, 'alsoIn is the English one'],
  [es, 'hint', en.hint, 'hint is the English one'],
  [fr, 'readMore', () => 'Ouvrir', 'readMore is a function'],
  [es, 'page', (page: number) => `página ${page}`, 'page drops an argument'],
  [it, 'andMore', (count: number) => (count === 1 ? 'e un altro' : `e ancora ${count}`), 'andMore drops an argument'],
  [de, 'inEpisodes', ([id]: readonly string[]) => `Folge ${id}`, 'inEpisodes drops an argument'],
  [es, 'nothingRelated', () => ['Ninguno se parece.'], 'nothingRelated drops an argument'],
  [
    it,
    'laterEpisode',
    (since: string, episode: string, date?: string) => [since, episode, ...(date ? [date] : [])],
    'laterEpisode drops an argument',
  ],
  [it, 'asked', (words: { text: string }) => `Domanda: “${words.text.trim()}”`, 'asked cannot be read'],
  [es, 'tryEpisode', () => ['/episode muestra un episodio.'], 'tryEpisode does not name /episode'],
  [de, 'commands.ask.name', 'Frag', 'commands.ask.name is not a valid name'],
  [it, 'options.hide.name', 'solo a me', 'options.hide.name is not a valid name'],
  [it, 'commands.help.description', 'x'.repeat(61), 'commands.help.description is too long'],
  [
    fr,
    'buttons.nextPassage',
    'Ce n’est pas du tout ce que je cherchais',
    'buttons.nextPassage is too long for a button',
  ],
  [de, 'buttons.more', 'Show mehr', 'buttons.more says “Show”'],
  [it, 'related', "L'episodio", 'related has a straight quotation mark'],
  [fr, 'another', 'Un autre passage :', 'another breaks the typography of its language'],
  [es, 'didYouMean', 'Querías decir?', 'didYouMean breaks the typography of its language'],
  [it, 'commands.latest.name', 'simili', 'two commands are called simili'],
  [it, 'options.mention.name', 'episodio', 'two options of a command are called episodio'],
])('finds a planted mistake: %#', (language, path, says, fault) => {
  expect(faultsOf(language.locale, planted(language, path.split('.'), says))).toContain(fault)
})
