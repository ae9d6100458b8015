import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readShow } from '../../src/content/read-show.ts'
import { renderMessage } from '../../src/discord/message.ts'
import { languages } from '../../src/reply/languages/phrases.ts'
import { createLibrary } from '../../src/search/library.ts'
import { callbackFaults } from '../loopback/validate.ts'
import { draw, type Part } from './draw.ts'
import { blink, type Scene, scenes } from './scenes.ts'

const { show } = await readShow(fileURLToPath(new URL('../fixtures/lighthouse', import.meta.url)))
const library = createLibrary(show, '2026-01-01')

test.each(Object.keys(languages))('Discord accepts and renders every kind of reply in %s', locale => {
  const shown = scenes(library, blink, locale)
  expect(new Set(shown.map(({ reply }) => reply.outcome))).toEqual(
    new Set(['sure', 'close', 'nothing', 'found', 'rejected']),
  )
  expect(outcome(shown, 'More results')).toBe('found')
  expect(outcome(shown, 'More results that are no longer there')).toBe('nothing')
  for (const { title, reply } of shown) {
    const data = JSON.parse(JSON.stringify(renderMessage(reply, new Map([['help', '900000000000000001']]))))
    expect([title, callbackFaults({ type: 4, data }, 2)]).toEqual([title, []])
    const drawn = data.components.map((part: Part) => String(draw(part, locale))).join('')
    expect(drawn, title).not.toContain('<mark')
    expect(drawn, title).not.toMatch(/undefined|\[object|NaN/)
  }
})

const outcome = (shown: readonly Scene[], wanted: string) => shown.find(({ title }) => title === wanted)?.reply.outcome
