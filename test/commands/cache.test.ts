import { expect, test } from 'vitest'
import { createApp } from '../../src/commands/app.ts'
import type { CommandRequest } from '../../src/commands/command.ts'
import { createLibrary } from '../../src/search/library.ts'
import { episode, said, showOf } from '../lighthouse.ts'

const libraryOf = (answer: string) =>
  createLibrary(
    showOf(episode('1', 'The fog horn', { segments: said(`Ada: The fog horn runs on ${answer}.`) })),
    '2026-01-01',
  )

const asking = (question: string, rest: Partial<CommandRequest> = {}): CommandRequest => ({
  command: 'ask',
  options: { question },
  locale: 'en-US',
  userId: 'ada',
  place: 'server',
  ...rest,
})

const question = 'what does the fog horn run on?'

test('repeats a reply for every user until the content changes', () => {
  const [before, after] = [libraryOf('compressed air'), libraryOf('steam')]
  let library = before
  const { reply } = createApp(() => library)
  const first = reply(asking(question))
  expect(JSON.stringify(first)).toContain('compressed')
  expect(reply(asking(` ${question} `, { userId: 'bob' }))).toBe(first)
  library = after
  expect(JSON.stringify(reply(asking(question)))).toContain('steam')
  library = before
  expect(reply(asking(question))).toBe(first)
})

test('replies anew for another language, place, audience, page or command', () => {
  const library = libraryOf('steam')
  const { reply } = createApp(() => library)
  const requests = [
    asking(question),
    asking(question, { locale: 'de' }),
    asking(question, { placeLocale: 'de' }),
    asking(question, { place: 'dm' }),
    asking(question, { options: { question, hide: true } }),
    asking(question, { options: { question, page: 2 } }),
    asking(question, { command: 'resources', options: { about: question } }),
    asking(question, { command: 'resources', options: { about: question, episode: '1' } }),
  ]
  const replies = requests.map(reply)
  expect(new Set(replies).size).toBe(requests.length)
  expect(requests.map(reply)).toEqual(replies)
})

test('never keeps whom a reply mentions', () => {
  const library = libraryOf('steam')
  const { reply } = createApp(() => library)
  const to = (mention: string) => reply(asking(question, { options: { question, mention } }))
  expect(to('1').mention).toBe('1')
  expect(to('2').mention).toBe('2')
  expect(reply(asking(question)).mention).toBeUndefined()
})

test('forgets the least recently used replies first', () => {
  const library = libraryOf('compressed air')
  const { reply } = createApp(() => library)
  const [rare, often] = [reply(asking(question)), reply(asking('fog horn?'))]
  for (let i = 0; i < 600; i++) {
    reply(asking(`fog horn number ${i}`))
    reply(asking('fog horn?'))
  }
  expect(reply(asking('fog horn?'))).toBe(often)
  const again = reply(asking(question))
  expect(again).not.toBe(rare)
  expect(again).toEqual(rare)
})
