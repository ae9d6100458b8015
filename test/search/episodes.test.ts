import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { renderMessage } from '../../src/discord/message.ts'
import {
  completeEpisodes,
  episodeKey,
  episodeLabel,
  episodeNumbered,
  findEpisode,
  relatedEpisodes,
} from '../../src/search/episodes.ts'
import { createLibrary } from '../../src/search/library.ts'
import { completeResources, findResources } from '../../src/search/resources.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const link = (url: string, label: string, context?: string) => ({
  url,
  label,
  ...(context !== undefined && { context }),
})

const library = createLibrary(
  showOf(
    episode('1', 'Why do lighthouses blink?', {
      publishedOn: '2021-03-01',
      file: 'episodes/001-why-do-lighthouses-blink.md',
      resources: [link('https://lights.example/list', 'The list of lights')],
    }),
    episode('2', 'Cleaning a Fresnel lens', {
      publishedOn: '2021-04-01',
      resources: [link('https://github.com/lens/polish', 'Polish', 'The code of Polish, a lens calculator')],
    }),
    episode('10', 'The fog horn', {
      publishedOn: '2021-05-01',
      segments: said('Ada: Compressed air drives the fog horn.'),
      resources: [
        link('https://lights.example/list/', 'All lights of the coast'),
        link('https://horns.example/', 'Horns'),
      ],
    }),
    episode('13.1', 'Fog, part one', {
      publishedOn: '2021-06-01',
      segments: said('Bob: Fog comes from warm air over cold water.'),
    }),
    episode('13.10', 'Fog, part ten', { publishedOn: '2021-07-01' }),
    episode('café-special', 'Café in the tower', { publishedOn: '2021-08-01' }),
  ),
  '2024-06-01',
)
const found = (which: string) => {
  const result = findEpisode(library, which)
  return result.kind === 'found' ? result.episode.id : result.kind
}

describe('an episode is found by', () => {
  test.each([
    ['its number', '2', '2'],
    ['its number with zeros', '002', '2'],
    ['its number with a sign', '#2', '2'],
    ['what people write before a number', 'Episode 2', '2'],
    ['a number with a dot', '13.10', '13.10'],
    ['its title in any case', 'CLEANING A FRESNEL LENS', '2'],
    ['its title without punctuation', 'why do lighthouses blink', '1'],
    ['its slug', 'the-fog-horn', '10'],
    ['its label', '10 · The fog horn', '10'],
    ['its file name', '001-why-do-lighthouses-blink', '1'],
    ['some words of its title', 'fresnel cleaning', '2'],
    ['another form of a word', 'lenses', '2'],
    ['a name without its accent', 'cafe special', 'café-special'],
  ])('%s: %s', (_, which, id) => {
    expect(found(which)).toBe(id)
  })

  test.each([
    ['several titles', 'fog', 'several'],
    ['no title', 'kraken', 'nothing'],
    ['an unknown number', '99', 'nothing'],
    ['nothing', '', 'nothing'],
    ['names of object properties', 'constructor', 'nothing'],
  ])('not by %s: %j', (_, which, kind) => {
    expect(found(which)).toBe(kind)
  })

  test('its number alone, where words would be a question', () => {
    expect(episodeNumbered(library, 'Episode 13.1')?.id).toBe('13.1')
    expect(episodeNumbered(library, 'The fog horn')).toBeUndefined()
  })
})

test('a title without letters is found by itself alone', () => {
  const emoji = createLibrary(showOf(episode('1', '🌫️ 🌫️'), episode('2', 'The fog horn')), '2024-06-01')
  expect(findEpisode(emoji, ' 🌫️ 🌫️ ')).toMatchObject({ kind: 'found', episode: { id: '1' } })
  for (const which of ['🎉', '!?', '']) expect(findEpisode(emoji, which).kind, which).toBe('nothing')
})

describe('completion of episodes', () => {
  const ids = (typed: string) => completeEpisodes(library, typed, 25).map(({ id }) => id)
  test.each([
    // Before anything is typed, the latest episodes.
    ['', ['café-special', '13.10', '13.1', '10', '2', '1']],
    // The exact number first, then numbers that begin with it, the shortest first.
    ['1', ['1', '10', '13.1', '13.10']],
    ['13', ['13.1', '13.10']],
    // Titles that begin with what was typed come before those that only contain it.
    ['fog', ['13.10', '13.1', '10']],
    ['the f', ['10']],
    // Every word typed begins a word of the title, in any order.
    ['lens fres', ['2']],
    ['caf', ['café-special']],
    ['kraken', []],
  ])('%j', (typed, expected) => {
    expect(ids(typed)).toEqual(expected)
  })

  test('accepts its own labels and keys', () => {
    for (const one of library.episodes) {
      for (const text of [episodeLabel(one), episodeKey(one)]) expect(found(text)).toBe(one.id)
    }
  })
})

describe('links', () => {
  test('that two episodes share are one, with the label of the latest', () => {
    const [first] = findResources(library, 'lights of the coast')
    expect(first).toMatchObject({ label: 'All lights of the coast' })
    expect(first?.mentions.map(({ episode }) => episode.id)).toEqual(['1', '10'])
  })

  test('of one episode keep its own label', () => {
    const one = library.episodesById.get('1')
    expect(findResources(library, 'lights', one).map(({ label }) => label)).toEqual(['The list of lights'])
  })

  test.each([
    ['', ['Horns', 'All lights of the coast', 'Polish']],
    ['ho', ['Horns']],
    ['coast li', ['All lights of the coast']],
    ['kraken', []],
  ])('are completed by label: %j', (typed, labels) => {
    expect([...completeResources(library, typed, 25)].sort()).toEqual([...labels].sort())
  })
})

test('related episodes share telling words, and an episode is not related to itself', () => {
  const horn = library.episodesById.get('10')
  const related = horn ? relatedEpisodes(library, horn, 5) : []
  expect(related.map(({ episode }) => episode.id)).toContain('13.1')
  expect(related.map(({ episode }) => episode.id)).not.toContain('10')
})

describe('an id that is a whole sentence', () => {
  const long =
    'the-night-on-which-the-keeper-of-the-northern-lighthouse-counted-every-ship-that-went-by-and-wrote-it-down'
  const resources = Array.from({ length: 25 }, (_, i) => link(`https://example.com/${i}`, `Ship ${i}`))
  const library = createLibrary(
    showOf(episode(`${long}-one`, 'Ships, first part', { resources }), episode(`${long}-two`, 'Ships, second part')),
    '2024-06-01',
  )

  test('has a short key that is unique', () => {
    const keys = library.episodes.map(episodeKey)
    expect(new Set(keys).size).toBe(2)
    for (const [i, key] of keys.entries()) {
      expect(key.length).toBeLessThanOrEqual(40)
      expect(findEpisode(library, key)).toEqual({ kind: 'found', episode: library.episodes[i] })
    }
  })

  test('has buttons, menus and choices', () => {
    const app = createApp(() => library)
    const give = (command: string, options: Record<string, string | boolean>) =>
      JSON.stringify(
        renderMessage(app.reply({ command, options, locale: 'en', userId: '1', place: 'server' }), new Map()),
      )
    expect(give('latest', {})).toContain('"type":3')
    expect(give('episode', { which: `${long}-one`, hide: true })).toContain('Share')
    expect(give('resources', { about: `${long}-one` })).toContain('"More"')
    expect(give('resources', { about: 'ship', episode: `${long}-one` })).toContain('"More"')
    expect(
      app.autocomplete({ command: 'episode', option: 'which', typed: '' }).every(({ value }) => value.length <= 100),
    ).toBe(true)
  })
})
