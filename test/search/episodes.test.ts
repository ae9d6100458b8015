import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { renderMessage } from '../../src/discord/message.ts'
import { episodeKey, findEpisode } from '../../src/search/episodes.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, showOf } from '../lighthouse.ts'

const long =
  'the-night-on-which-the-keeper-of-the-northern-lighthouse-counted-every-ship-that-went-by-and-wrote-it-down'
const resources = Array.from({ length: 25 }, (_, i) => ({ url: `https://example.com/${i}`, label: `Ship ${i}` }))
const library = createLibrary(
  showOf(episode(`${long}-one`, 'Ships, first part', { resources }), episode(`${long}-two`, 'Ships, second part')),
  '2024-06-01',
)

test('an episode that is known by a whole sentence has a short key of its own', () => {
  const keys = library.episodes.map(episodeKey)
  expect(new Set(keys).size).toBe(2)
  for (const [i, key] of keys.entries()) {
    expect(key.length).toBeLessThanOrEqual(40)
    expect(findEpisode(library, key)).toEqual({ kind: 'found', episode: library.episodes[i] })
  }
})

test('its buttons, menus and choices are there', () => {
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
