import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import { examplesOf } from '../../src/commands/examples.ts'
import { readShow } from '../../src/content/read-show.ts'
import { ask } from '../../src/search/ask.ts'
import { createLibrary } from '../../src/search/library.ts'

const { show, problems } = await readShow(fileURLToPath(new URL('../fixtures/demo', import.meta.url)))
const library = createLibrary(show, '2026-01-01')

test('the demo has no problems, and something of everything', () => {
  expect(problems).toEqual([])
  expect(show.hosts).toHaveLength(2)
  expect(new Set(show.episodes.map(({ publishedOn }) => publishedOn?.slice(0, 4))).size).toBeGreaterThanOrEqual(3)
  expect(show.episodes.filter(({ segments }) => segments.length > 0).length).toBeGreaterThanOrEqual(14)
  expect(show.episodes.every(({ chapters }) => chapters.length > 0)).toBe(true)
  expect(show.episodes.some(({ people }) => people.some(({ role }) => role === 'guest'))).toBe(true)
})

test.each([
  ['why do house numbers skip?', '5'],
  ['who moved the church?', ['1', '22']],
  ['why do mapmakers invent towns?', '2'],
  ['how do you draw a country that does not exist?', '6'],
  ['can a parcel find a boat?', '16'],
  ['which way is north?', '9'],
])('the demo answers “%s”', (question, expected) => {
  const answer = ask(library, question)
  expect(answer.kind === 'found' && [expected].flat().includes(answer.best.episode.id)).toBe(true)
})

test('the demo suggests what it answers from a transcript', () => {
  const { questions, subject, episode } = examplesOf(library)
  expect([questions.length, subject, episode]).toEqual([3, expect.any(String), expect.any(String)])
  for (const question of questions) {
    const answer = ask(library, question)
    expect([question, answer.kind === 'found' && answer.best.excerpt.start]).toEqual([question, expect.any(Number)])
  }
})

test('the demo knows its hosts', () => {
  const app = createApp(() => library)
  const reply = app.reply({
    command: 'ask',
    options: { question: 'who hosts this?' },
    locale: 'en-GB',
    userId: '1',
    place: 'web',
  })
  expect(JSON.stringify(reply.blocks)).toContain('Nell Hargreave')
})
